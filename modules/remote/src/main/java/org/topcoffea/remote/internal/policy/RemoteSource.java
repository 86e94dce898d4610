package org.topcoffea.remote.internal.policy;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.topcoffea.remote.FileIdentity;
import org.topcoffea.remote.RemoteError;
import org.topcoffea.remote.RemoteException;
import org.topcoffea.remote.internal.transport.Protocol;
import org.topcoffea.remote.internal.transport.ReadLimits;
import org.topcoffea.remote.internal.transport.RemoteFile;
import org.topcoffea.remote.internal.transport.RemoteFile.Piece;
import org.topcoffea.remote.internal.transport.RemoteUrl;
import org.topcoffea.root.ByteSource;

/** A file on servers as a source of bytes. */
public final class RemoteSource implements ByteSource {
    /** Reads below this size are likely to be followed by others close by. */
    private static final long SMALL = 16 << 10;

    private static final long SURROUNDINGS = 64 << 10;
    /** How much of both ends is read when the protocol does not bring it along. */
    private static final long HEAD = 32 << 10;

    private static final long TAIL = 512 << 10;

    private final Replicas replicas;
    private final Workshop workshop;
    private final String name;
    private final long size;
    private final String version;
    private final Blocks blocks = new Blocks();

    private RemoteSource(Replicas replicas, Workshop workshop, RemoteFile file) {
        this.replicas = replicas;
        this.workshop = workshop;
        this.name = replicas.url().toString();
        this.size = file.size();
        this.version = file.version();
        blocks.keep(file.opening());
    }

    /**
     * Opens a file.
     *
     * @param urls where it is, the best place first
     * @param protocols one for each
     */
    public static RemoteSource open(List<RemoteUrl> urls, List<Protocol> protocols, Workshop workshop) {
        List<Replicas.Replica> places = new ArrayList<>();
        for (int i = 0; i < urls.size(); i++) {
            places.add(new Replicas.Replica(urls.get(i), protocols.get(i)));
        }
        Replicas replicas = new Replicas(places, workshop);
        try {
            RemoteFile file = replicas.file();
            RemoteSource source = new RemoteSource(replicas, workshop, file);
            if (file.opening().isEmpty()) {
                source.readEnds();
            }
            return source;
        } catch (InterruptedException e) {
            replicas.close();
            throw interrupted(replicas.url().toString(), e);
        } catch (RuntimeException | Error e) {
            replicas.close();
            throw e;
        }
    }

    /** The beginning and the end in one request: a ROOT file is opened with them. */
    private void readEnds() {
        long head = Math.min(size, HEAD);
        long tail = Math.min(size - head, TAIL);
        byte[] first = new byte[(int) head];
        byte[] last = new byte[(int) tail];
        fill(new long[] {0, size - tail}, new MemorySegment[] {MemorySegment.ofArray(first), MemorySegment.ofArray(last)
        });
        blocks.keep(List.of(new Piece(0, first), new Piece(size - tail, last)));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return size;
    }

    /** What tells this file from others. */
    public FileIdentity identity() {
        return new FileIdentity(size, version);
    }

    @Override
    public long aheadBytes() {
        return workshop.options().aheadBytes();
    }

    @Override
    public void read(long position, MemorySegment target) {
        check(position, target);
        if (target.byteSize() == 0 || blocks.read(position, target)) {
            return;
        }
        if (target.byteSize() >= SMALL) {
            fill(new long[] {position}, new MemorySegment[] {target});
            return;
        }
        byte[] around = new byte[(int) Math.min(SURROUNDINGS, size - position)];
        fill(new long[] {position}, new MemorySegment[] {MemorySegment.ofArray(around)});
        blocks.add(new Piece(position, around));
        MemorySegment.copy(MemorySegment.ofArray(around), 0, target, 0, target.byteSize());
    }

    @Override
    public void read(long[] positions, MemorySegment[] targets) {
        start(positions, targets).await();
    }

    @Override
    public Pending start(long[] positions, MemorySegment[] targets) {
        List<Integer> left = new ArrayList<>();
        for (int i = 0; i < positions.length; i++) {
            check(positions[i], targets[i]);
            if (!blocks.read(positions[i], targets[i])) {
                left.add(i);
            }
        }
        if (left.isEmpty()) {
            return Pending.ARRIVED;
        }
        return begin(
                left.stream().mapToLong(i -> positions[i]).toArray(),
                left.stream().map(i -> targets[i]).toArray(MemorySegment[]::new));
    }

    private void fill(long[] positions, MemorySegment[] targets) {
        begin(positions, targets).await();
    }

    private Pending begin(long[] positions, MemorySegment[] targets) {
        ReadLimits limits;
        ServerRecord record;
        try {
            RemoteFile file = replicas.file();
            limits = file.limits();
            record = replicas.record(file);
        } catch (InterruptedException e) {
            throw interrupted(name, e);
        }
        Coalescer.Plan plan = Coalescer.plan(limits, positions, targets);
        for (MemorySegment target : targets) {
            record.used(target.byteSize());
        }
        Reading reading = new Reading(replicas, workshop);
        return new Fetch(name, plan, reading);
    }

    private void check(long position, MemorySegment target) {
        if (position < 0 || target.byteSize() > size - position) {
            throw new RemoteException(
                    RemoteError.CORRUPT,
                    name + ": " + target.byteSize() + " bytes at offset " + position
                            + " are behind the end of the file (" + size + " bytes)");
        }
    }

    static RemoteException interrupted(String name, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new RemoteException(RemoteError.UNREACHABLE, name + ": reading was interrupted", e);
    }

    @Override
    public void close() {
        replicas.close();
    }
}
