package org.topcoffea.root.internal.container;

import java.lang.foreign.MemorySegment;
import org.topcoffea.root.ByteSource;

/** A file of which some ranges are in memory already. Closing it does nothing: the file belongs to others. */
public final class Prefetched implements ByteSource {
    private static final long MOST_BYTES = 64 << 20;

    private final ByteSource source;
    private final long[] positions;
    private final MemorySegment[] ranges;

    private Prefetched(ByteSource source, long[] positions, MemorySegment[] ranges) {
        this.source = source;
        this.positions = positions;
        this.ranges = ranges;
    }

    /**
     * Reads ranges in one request, if the source is one where that pays and the ranges make sense.
     *
     * @param positions where they begin
     * @param lengths how long they are; nonsense is left for the actual reads to complain about
     * @return the source itself if nothing was read
     */
    public static ByteSource of(ByteSource source, long[] positions, long[] lengths) {
        if (source.aheadBytes() == 0) {
            return source;
        }
        MemorySegment[] ranges = new MemorySegment[positions.length];
        for (int i = 0; i < positions.length; i++) {
            if (positions[i] < 0
                    || lengths[i] < 0
                    || lengths[i] > MOST_BYTES
                    || lengths[i] > source.size() - positions[i]) {
                return source;
            }
            ranges[i] = MemorySegment.ofArray(new byte[(int) lengths[i]]);
        }
        source.read(positions, ranges);
        return new Prefetched(source, positions.clone(), ranges);
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
        for (int i = 0; i < positions.length; i++) {
            long within = position - positions[i];
            if (within >= 0 && within + target.byteSize() <= ranges[i].byteSize()) {
                MemorySegment.copy(ranges[i], within, target, 0, target.byteSize());
                return;
            }
        }
        source.read(position, target);
    }

    @Override
    public void close() {}
}
