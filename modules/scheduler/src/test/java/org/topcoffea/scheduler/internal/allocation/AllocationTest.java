package org.topcoffea.scheduler.internal.allocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.topcoffea.scheduler.AllocationMode;
import org.topcoffea.spi.Resources;

/** Boxes and first allocations: numbers seen on the real programs, and the sums of section 4.5 done the slow way. */
final class AllocationTest {
    private static final Resources LARGEST = new Resources(16, 64_000, 100_000, 0);

    private static Learner.Bounds bounds(AllocationMode mode, Resources maximum) {
        return new Learner.Bounds(mode, Resources.OPEN, maximum, LARGEST);
    }

    private static Resources memory(long mb) {
        return new Resources(-1, mb, -1, -1);
    }

    @Test
    void sharesOfAWorker() {
        Boxes boxes = new Boxes(1, true);
        Resources small = new Resources(2, 512, 800, 0);
        assertEquals(new Resources(1, 256, 400, 0), boxes.box(new Resources(1, 100, 50, -1), Resources.OPEN, small));
        assertEquals(small, boxes.box(Resources.OPEN, Resources.OPEN, small));
        Resources large = new Resources(8, 16_000, 40_000, 0);
        assertEquals(
                new Resources(2, 5333, 13_333, 0),
                boxes.box(memory(5000), Resources.OPEN, large),
                "three tasks of 5000 MB fit, so each has a third");
        assertEquals(large, boxes.box(memory(9000), Resources.OPEN, large), "only one fits, so it has all");
        assertEquals(
                new Resources(8, 17_000, 40_000, 0),
                boxes.box(memory(17_000), Resources.OPEN, large),
                "too large for this worker: it gets all else, and does not fit");
        assertEquals(
                new Resources(0, 16_000, 40_000, 1),
                boxes.box(new Resources(-1, -1, -1, 1), Resources.OPEN, new Resources(8, 16_000, 40_000, 1)));
        assertEquals(
                new Resources(0, 8000, 20_000, 1),
                boxes.box(new Resources(-1, -1, -1, 1), Resources.OPEN, new Resources(8, 16_000, 40_000, 2)));
        assertEquals(
                new Resources(1, 2000, 3333, 0),
                new Boxes(1.5, true).box(new Resources(1, -1, -1, -1), Resources.OPEN, large),
                "disk is not given away twice");
        assertEquals(
                new Resources(1, 16_000, 40_000, 0),
                new Boxes(1, false).box(new Resources(1, -1, -1, -1), Resources.OPEN, large));
        assertEquals(
                new Resources(1, 6000, 5000, 0),
                boxes.box(new Resources(1, -1, -1, -1), new Resources(-1, 6000, -1, -1), large));
        assertEquals(Amounts.ZERO, boxes.box(new Resources(0, 0, 0, 0), Resources.OPEN, large));
    }

    @Test
    void overcommitRoundsUpAndNeverAppliesToDisk() {
        Boxes boxes = new Boxes(1.2, true);
        Resources total = new Resources(2, 1000, 1000, 1);
        assertTrue(boxes.fits(new Resources(1, 100, 100, 0), new Resources(2, 1100, 900, 1), total));
        assertFalse(boxes.fits(new Resources(1, 101, 100, 0), new Resources(2, 1100, 900, 1), total));
        assertFalse(boxes.fits(new Resources(1, 100, 101, 0), new Resources(2, 1100, 900, 1), total));
        assertFalse(boxes.fits(new Resources(2, 100, 100, 0), new Resources(2, 0, 0, 0), total));
        assertFalse(boxes.fits(new Resources(3, 100, 100, 0), Amounts.ZERO, total), "more than the worker has");
    }

    @Test
    void maximumSeenAfterEnoughTasks() {
        Learner learner = new Learner(3);
        Learner.Bounds bounds = bounds(AllocationMode.MAX_SEEN, Resources.OPEN);
        learner.accumulate(new Resources(1, 900, 10, -1), 1, true, bounds);
        assertEquals(1, learner.completions());
        learner.accumulate(new Resources(1, 1100, 10, -1), 1, true, bounds);
        assertEquals(1, learner.completions(), "a new maximum: nothing is steady yet");
        learner.accumulate(new Resources(1, 700, 10, -1), 1, true, bounds);
        assertFalse(learner.steady());
        assertEquals(Resources.OPEN, learner.first());
        learner.accumulate(new Resources(1, 700, 10, -1), 1, true, bounds);
        assertTrue(learner.steady());
        assertEquals(new Resources(1, 1250, 250, -1), learner.first(), "1100 + 83 in steps of 250");
        learner.accumulate(new Resources(1, 5000, 10, -1), 1, false, bounds);
        assertEquals(5000, learner.maxSeen().memory());
        assertTrue(learner.steady(), "an exhausted task does not unsettle what is known");
    }

    @Test
    void limitsOfCategoryAndWorkersHold() {
        Learner learner = new Learner(1);
        learner.accumulate(memory(7000), 1, true, bounds(AllocationMode.MAX_SEEN, new Resources(-1, 4000, -1, -1)));
        assertEquals(4000, learner.first().memory());
        Learner other = new Learner(1);
        other.accumulate(memory(70_000), 1, true, bounds(AllocationMode.MAX_SEEN, Resources.OPEN));
        assertEquals(64_000, other.first().memory());
        Learner third = new Learner(1);
        third.accumulate(
                memory(100),
                1,
                true,
                new Learner.Bounds(AllocationMode.MAX_SEEN, memory(2000), Resources.OPEN, LARGEST));
        assertEquals(2000, third.first().memory());
        Learner fixed = new Learner(1);
        fixed.accumulate(memory(100), 1, true, bounds(AllocationMode.FIXED, Resources.OPEN));
        assertEquals(Resources.OPEN, fixed.first());
    }

    @Test
    void firstAllocationsByTheFormulas() {
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 200; round++) {
            int n = 1 + random.nextInt(60);
            List<long[]> tasks = new ArrayList<>();
            Learner waste = new Learner(n);
            Learner throughput = new Learner(n);
            long peak = 0;
            // The largest first, so that no later one unsettles the count.
            for (int i = 0; i < n; i++) {
                long mb = i == 0 ? 1 + random.nextLong(60_000) : 1 + random.nextLong(tasks.getFirst()[0]);
                long seconds = 1 + random.nextLong(1000);
                tasks.add(new long[] {mb, seconds});
                peak = Math.max(peak, mb);
                waste.accumulate(memory(mb), (double) seconds, true, bounds(AllocationMode.MIN_WASTE, Resources.OPEN));
                throughput.accumulate(
                        memory(mb), (double) seconds, true, bounds(AllocationMode.MAX_THROUGHPUT, Resources.OPEN));
            }
            assertEquals(slowly(tasks, true), waste.first().memory(), "waste, round " + round);
            assertEquals(slowly(tasks, false), throughput.first().memory(), "throughput, round " + round);
        }
    }

    private static long slowly(List<long[]> tasks, boolean waste) {
        double best = Double.NaN;
        long chosen = 0;
        double c = tasks.size();
        double mean = tasks.stream().mapToDouble(t -> t[1]).sum() / c;
        for (long k = 250; k <= 64_250; k += 250) {
            long top = k;
            if (tasks.stream().noneMatch(t -> t[0] > top - 250 && t[0] <= top)) {
                continue;
            }
            double after = tasks.stream()
                            .filter(t -> t[0] > top)
                            .mapToDouble(t -> t[1])
                            .sum()
                    / c;
            double fit = tasks.stream().filter(t -> t[0] <= top).count();
            double value = waste ? -(k * mean + 64_000 * after) : (fit * 64_000 / k + (c - fit)) / (mean + after);
            if (Double.isNaN(best) || value > best * (1 + Math.copySign(1e-12, best))) {
                best = value;
                chosen = k;
            }
        }
        return Math.ceilDiv(Math.min(chosen, 64_000), 250L) * 250;
    }

    @Test
    void memoryIsTakenOver() {
        Learner learner = new Learner(2);
        Learner.Bounds bounds = bounds(AllocationMode.MIN_WASTE, Resources.OPEN);
        for (long mb : new long[] {3000, 400, 500, 2000, 100}) {
            learner.accumulate(memory(mb), (double) mb, true, bounds);
        }
        Learner next = new Learner(2);
        next.remember(learner.maxSeen(), learner.first(), learner.completions(), learner.histograms());
        assertEquals(learner.histograms(), next.histograms());
        assertEquals(learner.first(), next.first());
        assertTrue(next.steady());
        learner.accumulate(memory(700), 5, true, bounds);
        next.accumulate(memory(700), 5, true, bounds);
        assertEquals(learner.first(), next.first());
    }

    @Test
    void extremesWithoutMembersAreNothing() {
        Extremes extremes = new Extremes();
        assertEquals(Amounts.ZERO, extremes.largest());
        extremes.replace(Resources.OPEN, new Resources(4, 100, 10, 0));
        extremes.replace(Resources.OPEN, new Resources(2, 300, 10, 0));
        assertEquals(new Resources(4, 300, 10, 0), extremes.largest());
        assertEquals(new Resources(2, 100, 10, 0), extremes.smallest());
        extremes.replace(new Resources(2, 300, 10, 0), new Resources(1, 50, 20, 0));
        assertEquals(new Resources(4, 100, 20, 0), extremes.largest());
        extremes.replace(new Resources(4, 100, 10, 0), Resources.OPEN);
        assertEquals(new Resources(1, 50, 20, 0), extremes.smallest());
    }
}
