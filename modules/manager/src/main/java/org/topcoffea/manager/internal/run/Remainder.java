package org.topcoffea.manager.internal.run;

import java.util.ArrayList;
import java.util.List;
import org.topcoffea.plan.Chunk;
import org.topcoffea.plan.EntryRange;
import org.topcoffea.plan.EventRanges;

/** What is left of chunks. */
final class Remainder {
    private Remainder() {}

    /** What is left of a chunk when some events are taken out. */
    static List<Chunk> of(Chunk chunk, EventRanges events) {
        List<Chunk> rest = new ArrayList<>();
        long position = chunk.start();
        for (EntryRange range : events.ranges(chunk.input())) {
            long start = Math.max(position, range.start());
            long stop = Math.min(chunk.stop(), range.stop());
            if (start < stop) {
                if (position < start) {
                    rest.add(chunk.withRange(position, start));
                }
                position = stop;
            }
        }
        if (position < chunk.stop()) {
            rest.add(chunk.withRange(position, chunk.stop()));
        }
        return rest;
    }
}
