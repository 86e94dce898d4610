package org.topcoffea.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was asked of servers in parts adds up to the whole. */
class ServerStatisticsTest {
    private static Durations durations(SplittableRandom random, int count) {
        Durations sum = Durations.NONE;
        for (int i = 0; i < count; i++) {
            int step = Durations.step((long) Math.pow(10, random.nextDouble(3, 12)));
            sum = sum.plus(new Durations(new TreeMap<>(Map.of(step, 1L))));
        }
        return sum;
    }

    private static ServerStatistics part(SplittableRandom random, String server) {
        int requests = random.nextInt(1, 40);
        return new ServerStatistics(
                server,
                random.nextInt(3),
                requests,
                random.nextLong(1 << 30),
                random.nextLong(1 << 20),
                random.nextInt(3),
                random.nextInt(3),
                random.nextInt(3),
                durations(random, requests));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsNewAtEveryLookIsTheWholeTogether(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<ServerStatistics> now = List.of();
        List<ServerStatistics> fresh = new ArrayList<>();
        for (int look = 0; look < 20; look++) {
            List<ServerStatistics> earlier = now;
            List<ServerStatistics> more = new ArrayList<>(earlier);
            for (int i = random.nextInt(4); i > 0; i--) {
                more.add(part(random, "root://s" + random.nextInt(3)));
            }
            now = ServerStatistics.sum(more);
            fresh.addAll(ServerStatistics.since(earlier, now));
        }
        assertEquals(now, ServerStatistics.sum(fresh));
        assertTrue(ServerStatistics.since(now, now).isEmpty());
    }

    @Test
    void halfOfTheRequestsAreBelowTheMedian() {
        Durations fast = new Durations(new TreeMap<>(Map.of(Durations.step(1_000_000), 60L)));
        Durations slow = new Durations(new TreeMap<>(Map.of(Durations.step(500_000_000), 40L)));
        Durations both = fast.plus(slow);
        assertEquals(1, both.quantileMillis(0.5), 0.1);
        assertEquals(500, both.quantileMillis(0.95), 50);
        assertEquals(0, Durations.NONE.quantileMillis(0.5));
        assertEquals(fast, both.minus(slow));
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Durations(new TreeMap<>(Map.of(-1, 1L))));
        assertThrows(IllegalArgumentException.class, () -> new Durations(new TreeMap<>(Map.of(220, 1L))));
        assertThrows(IllegalArgumentException.class, () -> new Durations(new TreeMap<>(Map.of(1, 0L))));
    }
}
