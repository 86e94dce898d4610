package org.topcoffea.remote.internal.cache;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.topcoffea.codec.CodecException;
import org.topcoffea.root.BasketStore;

/** What the cache keeps of one event file. A failure of the disk means that nothing is kept, never that a run fails. */
final class FileStore implements BasketStore, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(FileStore.class.getName());
    static final String ENDING = ".baskets";

    private final Path directory;
    private final CodecPool codecs;
    private final Budget budget;
    private final ConcurrentMap<Long, Segment.Entry> entries = new ConcurrentHashMap<>();
    private final List<Segment> segments = new ArrayList<>();
    private @Nullable Segment own;
    private volatile boolean broken;

    FileStore(Path directory, CodecPool codecs, Budget budget) {
        this.directory = directory;
        this.codecs = codecs;
        this.budget = budget;
        try (Stream<Path> files = Files.list(directory)) {
            files.filter(file -> file.toString().endsWith(ENDING)).forEach(this::open);
        } catch (NoSuchFileException e) {
            LOG.log(Level.TRACE, "nothing is kept in {0}", directory);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "cannot look into {0}: {1}", directory, e);
        }
    }

    private void open(Path file) {
        try {
            segments.add(Segment.open(file, entries::putIfAbsent));
            // What was used last is thrown away last.
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            budget.using(file);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "ignored {0}: {1}", file, e);
        }
    }

    @Override
    public int length(long position) {
        Segment.Entry entry = entries.get(position);
        return entry == null ? -1 : entry.length();
    }

    @Override
    public boolean get(long position, byte[] target, int length) {
        Segment.Entry entry = entries.get(position);
        if (entry == null || entry.length() != length) {
            return false;
        }
        try {
            byte[] bytes = entry.segment().read(entry);
            if (bytes.length == length) {
                System.arraycopy(bytes, 0, target, 0, length);
            } else {
                codecs.decompress(MemorySegment.ofArray(bytes), target, length);
            }
            return true;
        } catch (IOException | CodecException e) {
            LOG.log(Level.DEBUG, "dropped an entry of {0}: {1}", directory, e);
            entries.remove(position, entry);
            return false;
        }
    }

    @Override
    public void put(long position, byte[] bytes, int length) {
        if (broken || entries.containsKey(position)) {
            return;
        }
        byte[] encoded = codecs.compress(bytes, length);
        if (!budget.take(encoded.length + Segment.HEADER)) {
            return;
        }
        try {
            entries.putIfAbsent(position, own().append(position, encoded, length));
        } catch (IOException e) {
            broken = true;
            LOG.log(Level.WARNING, "the column cache {0} cannot be written and keeps nothing more: {1}", directory, e);
        }
    }

    private synchronized Segment own() throws IOException {
        Segment segment = own;
        if (segment == null) {
            Files.createDirectories(directory);
            String name = ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime()) + ENDING;
            segment = Segment.create(directory.resolve(name));
            budget.using(segment.path());
            own = segment;
        }
        return segment;
    }

    @Override
    public synchronized void close() throws IOException {
        if (own != null) {
            own.close();
        }
        for (Segment segment : segments) {
            segment.close();
        }
    }
}
