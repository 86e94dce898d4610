package org.topcoffea.manager.internal.run;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.topcoffea.plan.Chunk;
import org.topcoffea.plan.EntryRange;
import org.topcoffea.plan.EventRanges;
import org.topcoffea.plan.InputFile;

/** Events that came home before their tasks have reported. Once a task is not going to report them any more, nobody must process them again. */
final class Early {
    private final Set<Holding> holdings = new LinkedHashSet<>();

    /** Something has come home from a worker. */
    void note(Holding holding) {
        if (!holding.early().isEmpty()) {
            holdings.add(holding);
        }
    }

    /** A worker has gone. */
    void forget(Holding holding) {
        holdings.remove(holding);
    }

    /** Takes out those of a chunk. */
    EventRanges take(Chunk chunk) {
        EventRanges taken = new EventRanges();
        for (Iterator<Holding> each = holdings.iterator(); each.hasNext(); ) {
            EventRanges early = each.next().early();
            for (EntryRange range : early.ranges(chunk.input())) {
                long start = Math.max(range.start(), chunk.start());
                long stop = Math.min(range.stop(), chunk.stop());
                if (start < stop) {
                    taken.add(chunk.input(), new EntryRange(start, stop));
                }
            }
            taken.forEach((file, range) -> remove(early, file, range));
            if (early.isEmpty()) {
                each.remove();
            }
        }
        return taken;
    }

    private static void remove(EventRanges from, InputFile file, EntryRange range) {
        if (from.overlaps(file, range)) {
            from.remove(file, range);
        }
    }

    /** Whether two have something in common. */
    static boolean overlap(EventRanges some, EventRanges others) {
        for (InputFile file : others.files()) {
            for (EntryRange range : others.ranges(file)) {
                if (some.overlaps(file, range)) {
                    return true;
                }
            }
        }
        return false;
    }
}
