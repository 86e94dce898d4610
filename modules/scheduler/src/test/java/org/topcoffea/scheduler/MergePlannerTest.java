package org.topcoffea.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is merged where, and when results travel. */
final class MergePlannerTest {
    private static Partial at(long worker, long id, long bytes) {
        return new Partial(id, worker == 0 ? OptionalLong.empty() : OptionalLong.of(worker), bytes);
    }

    @Test
    void fullGroupsOfTheSmallestAreMergedWhereTheyLie() {
        MergePlanner planner = new MergePlanner(3, 1000);
        List<Partial> partials =
                List.of(at(1, 1, 50), at(1, 2, 10), at(1, 3, 20), at(1, 4, 30), at(2, 5, 1), at(2, 6, 1));
        assertEquals(
                List.of(new MergePlanner.Merge(OptionalLong.of(1), List.of(2L, 3L, 4L), 60)),
                planner.plan(partials, false));
    }

    @Test
    void atTheEndEverythingIsMerged() {
        MergePlanner planner = new MergePlanner(3, 1000);
        List<Partial> partials = List.of(at(1, 1, 5), at(1, 2, 1), at(2, 3, 1), at(0, 4, 1), at(0, 5, 2));
        List<MergePlanner.Merge> merges = planner.plan(partials, true);
        assertEquals(2, merges.size());
        assertEquals(new MergePlanner.Merge(OptionalLong.empty(), List.of(4L, 5L), 3), merges.get(0));
        assertEquals(new MergePlanner.Merge(OptionalLong.of(1), List.of(2L, 1L), 6), merges.get(1));
    }

    @Test
    void bytesBoundTheGroupButNeverStopTheEnd() {
        MergePlanner planner = new MergePlanner(20, 100);
        List<Partial> partials = List.of(at(1, 1, 40), at(1, 2, 40), at(1, 3, 40), at(1, 4, 90), at(1, 5, 95));
        assertEquals(List.of(1L, 2L), planner.plan(partials, false).getFirst().parts());
        assertEquals(1, planner.plan(partials, false).size(), "two large ones wait for the end");
        assertEquals(2, planner.plan(partials, true).size());
    }

    @Test
    void reductionEndsWithOneForEachPlace() {
        SplittableRandom random = new SplittableRandom(5);
        MergePlanner planner = new MergePlanner(4, 10_000);
        List<Partial> partials = new ArrayList<>();
        for (long id = 1; id <= 500; id++) {
            partials.add(at(random.nextLong(5), id, random.nextLong(3000)));
        }
        long next = 1000;
        int rounds = 0;
        for (List<MergePlanner.Merge> merges = planner.plan(partials, true);
                !merges.isEmpty();
                merges = planner.plan(partials, true)) {
            Set<Long> merged = new HashSet<>();
            for (MergePlanner.Merge merge : merges) {
                assertTrue(merge.parts().size() >= 2 && merge.parts().size() <= 4);
                merge.parts().forEach(id -> assertTrue(merged.add(id), "merged twice: " + id));
                partials.add(at(merge.worker().orElse(0), next++, merge.bytes() / 2));
            }
            partials.removeIf(p -> merged.contains(p.id()));
            assertTrue(++rounds < 20, "does not end");
        }
        assertEquals(5, partials.size());
    }

    @Test
    void resultsComeHomeInTime() {
        CollectPolicy policy = new CollectPolicy(100, 1000, 10);
        assertFalse(policy.due(new CollectPolicy.Holding(99, 999, 0, false), false, 50));
        assertTrue(policy.due(new CollectPolicy.Holding(100, 0, 0, false), false, 50));
        assertTrue(policy.due(new CollectPolicy.Holding(1, 1000, 0, false), false, 50));
        assertTrue(policy.due(new CollectPolicy.Holding(1, 1, 60, false), false, 50));
        assertFalse(policy.due(new CollectPolicy.Holding(1, 1, 61, false), false, 50));
        assertTrue(policy.due(new CollectPolicy.Holding(1, 1, 0, true), false, 50));
        assertTrue(policy.due(new CollectPolicy.Holding(1, 1, 0, false), true, 50));
        assertFalse(policy.due(new CollectPolicy.Holding(0, 0, 1, true), true, 50), "nothing to collect");
        assertEquals(OptionalLong.of(51), policy.deadline(new CollectPolicy.Holding(1, 1, 61, false)));
    }
}
