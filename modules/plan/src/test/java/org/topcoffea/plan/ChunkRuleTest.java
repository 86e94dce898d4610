package org.topcoffea.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunkRuleTest {
    static final UUID ID = new UUID(1, 2);

    static FileMetadata file(long entries) {
        return new FileMetadata(entries, entries == 0 ? new long[] {0} : new long[] {0, entries}, ID);
    }

    private static List<Long> sizes(long entries, long target) {
        return new ChunkRule(target, false)
                .ranges(file(entries)).stream().map(EntryRange::size).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "1000000, 100000, 10, 100000, 100000",
        "1000000, 128000, 8, 125000, 125000",
        "250000, 100000, 2, 125000, 125000",
        "249999, 100000, 2, 125000, 124999",
        "350000, 100000, 4, 87500, 87500",
        "350001, 100000, 4, 87501, 87498",
        "150000, 100000, 2, 75000, 75000",
        "149999, 100000, 1, 149999, 149999",
        "40000, 100000, 1, 40000, 40000",
        "53446198, 1000000, 53, 1008419, 1008410",
        "7, 100000, 1, 7, 7",
    })
    void goldenSizes(long entries, long target, int count, long first, long last) {
        List<Long> sizes = sizes(entries, target);
        assertEquals(count, sizes.size());
        assertEquals(count, new ChunkRule(target, false).estimate(entries));
        assertEquals(first, sizes.getFirst());
        assertEquals(last, sizes.getLast());
        assertTrue(sizes.subList(0, count - 1).stream().allMatch(size -> size == first));
    }

    @Test
    void anEmptyFileHasNoChunks() {
        assertEquals(List.of(), sizes(0, 5));
        assertEquals(0, new ChunkRule(5, false).estimate(0));
        assertEquals(List.of(), new ChunkRule(5, true).ranges(file(0)));
    }

    @Test
    void theTargetMayChangeOnTheWay() {
        ChunkCursor cursor = new ChunkRule(100_000, false).cursor(file(1_000_000));
        List<Long> sizes = new ArrayList<>();
        while (cursor.hasNext()) {
            if (sizes.size() == 2) {
                cursor.retarget(50_000);
            }
            sizes.add(cursor.next().size());
        }
        assertEquals(18, sizes.size());
        assertEquals(List.of(100_000L, 100_000L, 50_000L), sizes.subList(0, 3));
        assertEquals(50_000L, sizes.getLast());
    }

    @Test
    void goldenClusters() {
        FileMetadata many =
                new FileMetadata(170_000, new long[] {0, 30_000, 60_000, 90_000, 120_000, 150_000, 170_000}, ID);
        assertEquals(
                "[[0, 60000), [60000, 120000), [120000, 170000)]",
                new ChunkRule(50_000, true).ranges(many).toString());
        FileMetadata large = new FileMetadata(400_000, new long[] {0, 200_000, 400_000}, ID);
        assertEquals(
                "[[0, 200000), [200000, 400000)]",
                new ChunkRule(100_000, true).ranges(large).toString());
    }

    @Test
    void chunksPartitionEveryFile() {
        long seed = 4711;
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            long entries =
                    random.nextInt(10) == 0 ? random.nextInt(3) : random.nextLong(1, 1L << random.nextInt(1, 40));
            long target = Math.max(entries / random.nextInt(1, 300), 1) + random.nextInt(3);
            boolean align = random.nextBoolean();
            FileMetadata file = clusters(entries, random);
            ChunkCursor cursor = new ChunkRule(target, align).cursor(file);
            List<Long> boundaries =
                    java.util.Arrays.stream(file.clusters()).boxed().toList();
            long position = 0;
            while (cursor.hasNext()) {
                if (random.nextInt(20) == 0) {
                    cursor.retarget(Math.max(target / random.nextInt(1, 4), 1));
                }
                EntryRange range = cursor.next();
                String what =
                        "seed " + seed + " case " + i + ": " + range + " of " + entries + " by " + cursor.target();
                assertEquals(position, range.start(), what);
                if (align) {
                    assertTrue(boundaries.contains(range.stop()), what);
                    assertTrue(range.size() >= cursor.target() || range.stop() == entries, what);
                } else {
                    assertTrue(range.size() <= Math.max(cursor.target() * 1.5, 1) + 1, what);
                }
                position = range.stop();
            }
            assertEquals(entries, position, "seed " + seed + " case " + i);
        }
    }

    private static FileMetadata clusters(long entries, Random random) {
        java.util.TreeSet<Long> edges = new java.util.TreeSet<>(List.of(0L, entries));
        for (int i = 0; i < 20 && entries > 1; i++) {
            edges.add(random.nextLong(entries));
        }
        return new FileMetadata(
                entries, edges.stream().mapToLong(Long::longValue).toArray(), ID);
    }

    @Test
    void badNumbersAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new ChunkRule(0, false));
        assertThrows(IllegalArgumentException.class, () -> new FileMetadata(10, new long[] {0, 5}, ID));
        assertThrows(IllegalArgumentException.class, () -> new FileMetadata(10, new long[] {0, 5, 5, 10}, ID));
        assertThrows(IllegalArgumentException.class, () -> new FileMetadata(10, new long[0], ID));
    }
}
