package org.topcoffea.remote.internal.cache;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.topcoffea.root.BasketStore;
import org.topcoffea.root.ByteSource;

/** A file some of whose baskets and pages are on the local disk. */
final class CachedSource implements ByteSource {
    private final ByteSource source;
    private final DiskCache cache;
    private @Nullable String taken;

    CachedSource(ByteSource source, DiskCache cache) {
        this.source = source;
        this.cache = cache;
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public long size() {
        return source.size();
    }

    @Override
    public void read(long position, MemorySegment target) {
        source.read(position, target);
    }

    @Override
    public void read(long[] positions, MemorySegment[] targets) {
        source.read(positions, targets);
    }

    @Override
    public long aheadBytes() {
        return source.aheadBytes();
    }

    @Override
    public Pending start(long[] positions, MemorySegment[] targets) {
        return source.start(positions, targets);
    }

    @Override
    public synchronized Optional<BasketStore> store(UUID uuid) {
        if (uuid.getMostSignificantBits() == 0 && uuid.getLeastSignificantBits() == 0) {
            return Optional.empty();
        }
        String name = uuid + "-" + source.size();
        boolean first = taken == null;
        taken = name;
        return Optional.of(first ? cache.take(name) : cache.again(name));
    }

    @Override
    public synchronized void close() {
        if (taken != null) {
            cache.release(taken);
            taken = null;
        }
        source.close();
    }
}
