package org.topcoffea.scheduler.internal.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds what a map of Java holds, whatever is done to both. */
class LongMapTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void isAMap(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        LongMap<String> map = new LongMap<>();
        TreeMap<Long, String> expected = new TreeMap<>();
        long next = 1;
        for (int step = 0; step < 20_000; step++) {
            long key = random.nextInt(10) == 0 ? random.nextLong(1, Long.MAX_VALUE) : random.nextLong(1, next + 1);
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    long added = random.nextInt(10) == 0 ? key : next++;
                    map.put(added, "v" + step);
                    expected.put(added, "v" + step);
                }
                case 2 -> {
                    long first = expected.isEmpty() || random.nextBoolean() ? key : expected.firstKey();
                    map.remove(first);
                    expected.remove(first);
                }
                default -> assertEquals(expected.get(key), map.get(key));
            }
            assertEquals(expected.size(), map.size());
        }
        List<String> values = new ArrayList<>();
        map.forEach(values::add);
        assertEquals(List.copyOf(expected.values()), values);
    }

    @Test
    void keysBeginAtOne() {
        LongMap<String> map = new LongMap<>();
        assertThrows(IllegalArgumentException.class, () -> map.put(0, "a"));
        assertNull(map.get(0));
        assertNull(map.get(-5));
        map.remove(-5);
        map.put(Long.MAX_VALUE, "last");
        assertEquals("last", map.get(Long.MAX_VALUE));
    }
}
