package org.topcoffea.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BatchesTest {
    @Test
    void partsCoverTheRangeEndAtClustersAndKeepTheLimit() {
        for (long seed = 0; seed < 500; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            long[] clusters = new long[random.nextInt(1, 10)];
            for (int i = 1; i < clusters.length; i++) {
                clusters[i] = clusters[i - 1] + random.nextInt(1, 100);
            }
            long entries = clusters[clusters.length - 1];
            long start = random.nextLong(entries + 1);
            long stop = random.nextLong(start, entries + 1);
            int limit = random.nextInt(1, 60);
            Batches batches = new Batches(clusters, start, stop, limit);
            long at = start;
            while (batches.hasNext()) {
                long next = batches.advance();
                String message = "seed " + seed + ": [" + at + ", " + next + ")";
                assertTrue(next > at && next <= stop && next - at <= limit, message);
                long from = at;
                assertTrue(Arrays.stream(clusters).noneMatch(edge -> edge > from && edge < next), message);
                at = next;
            }
            assertEquals(stop, at, "seed " + seed);
        }
    }
}
