package org.topcoffea.scheduler;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class CollectPolicyTest {
    private static final CollectPolicy POLICY = new CollectPolicy(100, 1000, 500, 10);

    private static boolean due(long work, long bytes, long since, long end, long now) {
        return POLICY.due(new CollectPolicy.Holding(work, bytes, since, end), false, now);
    }

    @Test
    void collectsWhenMuchWouldBeLost() {
        assertFalse(due(99, 999, 0, 0, 50));
        assertTrue(due(100, 0, 0, 0, 50), "much work");
        assertTrue(due(1, 1000, 0, 0, 50), "many bytes");
        assertFalse(due(1, 1, 100, 0, 599));
        assertTrue(due(1, 1, 100, 0, 600), "old");
    }

    @Test
    void collectsBeforeTheEnd() {
        assertFalse(due(1, 1, 0, 61, 50));
        assertTrue(due(1, 1, 0, 60, 50), "the worker ends");
        assertTrue(POLICY.due(new CollectPolicy.Holding(1, 1, 0, 0), true, 50), "nothing more comes");
    }

    @Test
    void refusesLimitsThatMeanNothing() {
        assertThrows(IllegalArgumentException.class, () -> new CollectPolicy(0, 1, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new CollectPolicy(1, 0, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new CollectPolicy(1, 1, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new CollectPolicy(1, 1, 1, -1));
    }
}
