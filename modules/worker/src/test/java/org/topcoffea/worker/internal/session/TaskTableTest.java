package org.topcoffea.worker.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.topcoffea.spi.Resources;
import org.topcoffea.wire.ManagerMessage;

class TaskTableTest {
    private static final Resources TOTAL = new Resources(4, 1000, 100, 2);

    private static ManagerMessage.Task task(long id, Resources resources) {
        return ManagerMessage.Task.builder(id, "true").resources(resources).build();
    }

    @Test
    void whoAsksForNothingGetsEverything() {
        TaskTable table = new TaskTable(TOTAL);
        table.add(task(1, Resources.OPEN));
        table.add(task(2, new Resources(-1, 10, -1, -1)));
        TaskEntry first = table.start().orElseThrow();
        assertEquals(TOTAL, first.share.amount());
        assertEquals(List.of(0, 1), first.share.gpuNumbers());
        assertEquals(Optional.empty(), table.start());
        table.finish(first, TaskEntry.Result.FORSAKEN);
        assertEquals(
                new Resources(0, 10, 0, 0), table.start().orElseThrow().share.amount());
    }

    @Test
    void whatCannotBeIsRefusedAtOnce() {
        TaskTable table = new TaskTable(TOTAL);
        assertFalse(table.add(task(1, new Resources(5, 0, 0, 0))));
        assertTrue(table.hasResults());
        assertEquals(1, table.takeResults().getFirst().id());
    }

    @Test
    void oneThatDoesNotFitKeepsNobodyBack() {
        TaskTable table = new TaskTable(TOTAL);
        table.add(task(1, new Resources(3, 0, 0, 0)));
        table.add(task(2, new Resources(2, 0, 0, 0)));
        table.add(task(3, new Resources(1, 0, 0, 0)));
        assertEquals(1, table.start().orElseThrow().id());
        assertEquals(3, table.start().orElseThrow().id());
        assertEquals(Optional.empty(), table.start());
    }

    /** Whatever happens in whatever order, never is more given than there is, and in the end all is back. */
    @Test
    void nothingIsGivenTwice() {
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            TaskTable table = new TaskTable(TOTAL);
            List<TaskEntry> running = new ArrayList<>();
            long ids = 0;
            for (int step = 0; step < 300; step++) {
                switch (random.nextInt(4)) {
                    case 0 ->
                        table.add(task(
                                ++ids,
                                new Resources(
                                        random.nextInt(-1, 6),
                                        random.nextInt(-1, 1200),
                                        random.nextInt(-1, 120),
                                        random.nextInt(-1, 3))));
                    case 1 -> table.start().ifPresent(running::add);
                    case 2 -> {
                        if (!running.isEmpty()) {
                            table.finish(running.remove(random.nextInt(running.size())), TaskEntry.Result.FORSAKEN);
                        }
                    }
                    default -> table.remove(random.nextLong(ids + 1));
                }
                check(running, table, "seed " + seed);
            }
            running.forEach(entry -> table.finish(entry, TaskEntry.Result.FORSAKEN));
            table.ids().forEach(table::remove);
            table.add(task(++ids, Resources.OPEN));
            assertTrue(table.start().isPresent(), "seed " + seed + ": everything is free again");
        }
    }

    private static void check(List<TaskEntry> running, TaskTable table, String seed) {
        assertEquals(running.size(), table.running(), seed);
        Set<Integer> gpus = new HashSet<>();
        long cores = 0;
        long memory = 0;
        for (TaskEntry entry : running) {
            cores += entry.share.amount().cores();
            memory += entry.share.amount().memory();
            entry.share.gpuNumbers().forEach(number -> assertTrue(gpus.add(number), seed));
        }
        assertTrue(cores <= 4 && memory <= 1000, seed);
    }
}
