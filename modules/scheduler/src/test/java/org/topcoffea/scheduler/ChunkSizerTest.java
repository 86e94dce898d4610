package org.topcoffea.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Sizes of chunks. The first vectors are what the Work Queue executor of coffea computes for the same reports. */
final class ChunkSizerTest {
    private static final long SECOND = 1_000_000;

    private static ChunkSizer sizer(long seconds, long memory) {
        return new ChunkSizer(new ChunkTargets(seconds * SECOND, memory, 0), 100_000);
    }

    private static void report(ChunkSizer sizer, long events, long seconds, long memory) {
        sizer.report("s", new ChunkReport(events, seconds * SECOND, memory, -1));
    }

    @Test
    void sameSizesAsTheReference() {
        ChunkSizer a = sizer(120, 2048);
        report(a, 100_000, 60, 900);
        report(a, 50_000, 35, 650);
        report(a, 25_000, 22, 520);
        report(a, 100_000, 64, 940);
        report(a, 12_500, 16, 460);
        assertEquals(131_072, a.size("s", 0));
        ChunkSizer b = sizer(100, 1600);
        report(b, 100_000, 50, 800);
        report(b, 100_000, 50, 800);
        assertEquals(131_072, b.size("s", 0));
        ChunkSizer c = sizer(60, 1600);
        report(c, 100_000, 10, -1);
        report(c, 50_000, 6, -1);
        assertEquals(524_288, c.size("s", 0));
    }

    @Test
    void nothingChangesBeforeThereIsSomethingToCompare() {
        ChunkSizer sizer = sizer(120, 2048);
        report(sizer, 100_000, 60, 900);
        assertEquals(100_000, sizer.size("s", 0));
    }

    @Test
    void oneTargetIsEnough() {
        ChunkSizer sizer = sizer(0, 1600);
        report(sizer, 100_000, 50, 800);
        report(sizer, 100_000, 50, 800);
        assertEquals(131_072, sizer.size("s", 0));
    }

    @Test
    void samplesLearnForThemselves() {
        ChunkSizer sizer = sizer(100, 0);
        for (int i = 0; i < 2; i++) {
            sizer.report("data", new ChunkReport(100_000, 50 * SECOND, -1, -1));
            sizer.report("eft", new ChunkReport(100_000, 1000 * SECOND, -1, -1));
        }
        assertEquals(131_072, sizer.size("data", 0));
        assertEquals(8192, sizer.size("eft", 0));
        assertEquals(100_000, sizer.size("other", 0));
        assertEquals(Map.of("data", 131_072L, "eft", 8192L, "other", 100_000L), sizer.sizes());
    }

    @Test
    void findsTheSizeDespiteStragglers() {
        SplittableRandom random = new SplittableRandom(7);
        ChunkSizer sizer = sizer(100, 0);
        for (int i = 0; i < 200; i++) {
            long events = sizer.next("s", 0);
            double seconds = 5 + events / 1000.0 * (0.9 + 0.2 * random.nextDouble());
            double slow = random.nextInt(10) == 0 ? 10 : 1;
            sizer.report("s", new ChunkReport(events, (long) (seconds * slow * SECOND), -1, -1));
        }
        assertEquals(65_536, sizer.size("s", 0), "95 000 events take 100 s");
    }

    @Test
    void growsByStepsAndNeverBelowACluster() {
        ChunkSizer sizer = sizer(1000, 0);
        report(sizer, 100_000, 0, -1);
        report(sizer, 50_000, 0, -1);
        assertEquals(524_288, sizer.size("s", 0), "at most eight times what was seen");
        ChunkSizer slow = sizer(1, 0);
        report(slow, 100_000, 1000, -1);
        report(slow, 100_000, 1000, -1);
        assertEquals(64, slow.size("s", 0));
        assertEquals(5000, slow.size("s", 5000));
        assertEquals(5000, slow.next("s", 5000));
    }

    @Test
    void exploresNowAndThen() {
        ChunkSizer sizer = sizer(100, 0);
        report(sizer, 1000, 50, -1);
        report(sizer, 1000, 50, -1);
        long half = 0;
        for (int i = 0; i < 100; i++) {
            long next = sizer.next("s", 0);
            assertTrue(next == sizer.size("s", 0) || 2 * next == sizer.size("s", 0));
            half += next == sizer.size("s", 0) ? 0 : 1;
        }
        assertEquals(10, half);
    }

    @Test
    void splitsLikeTheReference() {
        ChunkSizer equal = sizer(0, 0);
        assertEquals(List.of(50_000L, 50_000L), equal.split("s", 100_000, 1));
        assertEquals(50_000, equal.size("s", 0));
        ChunkSizer smaller = new ChunkSizer(new ChunkTargets(0, 0, 0), 32_768);
        assertEquals(List.of(25_000L, 25_000L, 25_000L, 25_000L), smaller.split("s", 100_000, 1));
        assertEquals(32_768, smaller.size("s", 0));
        assertEquals(List.of(2L, 1L), equal.split("s", 3, 1));
        assertEquals(List.of(), equal.split("s", 1, 1));
        assertEquals(List.of(), equal.split("s", 5000, 5000));
    }

    @Test
    void splitsNeverLoseEvents() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 2000; i++) {
            ChunkSizer sizer = new ChunkSizer(new ChunkTargets(0, 0, 0), 1 + random.nextLong(100_000));
            long events = 1 + random.nextLong(200_000);
            long smallest = 1 + random.nextLong(1000);
            List<Long> parts = sizer.split("s", events, smallest);
            if (events <= smallest || events == 1) {
                assertEquals(List.of(), parts);
                continue;
            }
            assertTrue(parts.size() >= 2, parts::toString);
            assertEquals(events, parts.stream().mapToLong(p -> p).sum());
            assertTrue(parts.stream().allMatch(p -> p > 0 && p < events));
        }
    }

    @Test
    void tooLargeIsRememberedForAWhile() {
        ChunkSizer sizer = sizer(1000, 0);
        report(sizer, 1000, 1, -1);
        sizer.split("s", 4000, 1);
        assertEquals(2000, sizer.size("s", 0));
        report(sizer, 2000, 2, -1);
        assertEquals(1024, sizer.size("s", 0), "time would allow more, but memory did not");
        for (int i = 0; i < 80; i++) {
            report(sizer, 1000, 1, -1);
        }
        assertEquals(2048, sizer.size("s", 0));
    }
}
