package org.topcoffea.remote.internal.transport;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.topcoffea.remote.RemoteError;
import org.topcoffea.remote.RemoteException;
import org.topcoffea.root.ByteSource;

/** A file of a server whose reads are tried once. */
public final class OnceSource implements ByteSource {
    private final RemoteUrl url;
    private final RemoteFile file;

    private OnceSource(RemoteUrl url, RemoteFile file) {
        this.url = url;
        this.file = file;
    }

    /** Opens a file. */
    public static OnceSource open(Protocol protocol, RemoteUrl url) {
        try {
            return new OnceSource(url, protocol.open(url, Attempt.FIRST));
        } catch (InterruptedException e) {
            throw interrupted(url, e);
        }
    }

    private static RemoteException interrupted(RemoteUrl url, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new RemoteException(RemoteError.UNREACHABLE, url + ": interrupted while it was read", cause);
    }

    @Override
    public String name() {
        return url.toString();
    }

    @Override
    public long size() {
        return file.size();
    }

    @Override
    public void read(long position, MemorySegment target) {
        read(new long[] {position}, new MemorySegment[] {target});
    }

    @Override
    public void read(long[] positions, MemorySegment[] targets) {
        List<Long> begins = new ArrayList<>();
        List<MemorySegment> pieces = new ArrayList<>();
        long bytes = 0;
        ReadLimits limits = file.limits();
        for (int i = 0; i < positions.length; i++) {
            check(positions[i], targets[i].byteSize());
            for (long at = 0; at < targets[i].byteSize(); at += limits.rangeBytes()) {
                MemorySegment piece = targets[i].asSlice(at, Math.min(limits.rangeBytes(), targets[i].byteSize() - at));
                if (pieces.size() == limits.ranges() || bytes + piece.byteSize() > limits.requestBytes()) {
                    request(begins, pieces);
                    bytes = 0;
                }
                begins.add(positions[i] + at);
                pieces.add(piece);
                bytes += piece.byteSize();
            }
        }
        request(begins, pieces);
    }

    private void check(long position, long length) {
        if (position < 0 || length > size() - position) {
            throw new RemoteException(
                    RemoteError.CORRUPT,
                    url + ": " + length + " bytes at offset " + position + " are behind the end of the file (" + size()
                            + " bytes)");
        }
    }

    private void request(List<Long> begins, List<MemorySegment> pieces) {
        if (pieces.isEmpty()) {
            return;
        }
        try {
            file.read(begins.stream().mapToLong(Long::longValue).toArray(), pieces.toArray(MemorySegment[]::new));
        } catch (InterruptedException e) {
            throw interrupted(url, e);
        }
        begins.clear();
        pieces.clear();
    }

    @Override
    public void close() {
        file.close();
    }
}
