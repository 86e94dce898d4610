package org.topcoffea.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.topcoffea.scheduler.Bench.SECOND;
import static org.topcoffea.scheduler.Bench.WORKER;
import static org.topcoffea.scheduler.Bench.task;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.Resources;

/** Numbers for the catalog and the logs. */
final class StatisticsTest {
    private final Bench bench = new Bench();

    @Test
    void everythingIsCounted() {
        bench.join(WorkerSpec.of(1, "a", WORKER));
        bench.join(WorkerSpec.of(2, "b", new Resources(2, 2000, 90_000, 1)));
        for (long id = 1; id <= 9; id++) {
            bench.submit(task(id));
        }
        bench.handle(new Event.TaskStarted(bench.workerOf(1), 1, 1));
        bench.handle(new Event.TaskEnded(bench.workerOf(2), 2, 1));
        bench.handle(new Event.TaskCancelled(9, "no"));
        Statistics s = bench.scheduler.statistics();
        assertEquals(new Statistics.Tasks(1, 7, 1, 1, 9, 7, 0, 0, 1, 0, 0), s.tasks());
        assertEquals(new Resources(6, 10_000, 106_000, 1), s.total());
        assertEquals(new Resources(4, 8000, 90_000, 1), s.largest());
        assertEquals(new Resources(2, 2000, 16_000, 0), s.smallest());
        assertEquals(6, s.committed().cores());
        assertEquals(7, s.requested().cores());
        assertEquals(2, s.workers().busy());
        assertEquals(2, s.workers().able());
        bench.finish(2, TaskResult.success(Resources.OPEN, 3, 5, 7));
        bench.exhausted(3, new Resources(1, 9000, 1, 0));
        s = bench.scheduler.statistics();
        assertEquals(new Statistics.Times(3, 3, 7, 7, SECOND + 5, 5, SECOND), s.times());
        assertEquals(1, s.tasks().done());
        assertEquals(1, s.tasks().exhausted());
        assertEquals(1, s.tasks().failed());
        bench.leave(1);
        bench.handle(new Event.WorkerLeft(2, Departure.IDLE_OUT));
        Statistics.Workers w = bench.scheduler.statistics().workers();
        assertEquals(new Statistics.Workers(0, 0, 0, 0, 0, 0, 0, 2, 2, 0, 1, 0, 1), w);
        assertEquals(0, bench.scheduler.statistics().committed().cores());
    }

    @Test
    void capacityIsWorkAgainstOverhead() {
        assertEquals(Capacity.DEFAULT, bench.scheduler.statistics().capacity());
        bench.join(WorkerSpec.of(1, "a", WORKER));
        for (long id = 1; id <= 4; id++) {
            bench.submit(task(id));
            bench.after(101 * SECOND);
            bench.finish(id, TaskResult.success(Resources.OPEN, SECOND / 2, 100 * SECOND, 0));
        }
        Capacity capacity = bench.scheduler.statistics().capacity();
        assertEquals(100, capacity.tasks(), "100 s of work for one second of the manager");
        assertEquals(new Resources(100, 200_000, 400_000, 0), capacity.resources());
        assertEquals(100, capacity.instantaneous());
        for (long id = 5; id <= 60; id++) {
            bench.submit(task(id));
            bench.after(2 * SECOND);
            bench.finish(id, TaskResult.success(Resources.OPEN, SECOND, SECOND, 0));
        }
        assertEquals(10, bench.scheduler.statistics().capacity().tasks(), "old tasks are forgotten");
    }

    @Test
    void categoriesSayWhatTheyLearnt() {
        bench.join(WorkerSpec.of(1, "a", WORKER));
        for (long id = 1; id <= 4; id++) {
            bench.submit(TaskSpec.of(id, "processing"));
            bench.good(id, new Resources(1, 900, 100, 0), 10);
        }
        Action.Learnt learnt = Bench.of(Action.Learnt.class, bench.all).getLast();
        assertEquals(new Resources(1, 1000, 250, -1), learnt.first());
        CategoryStatistics c = bench.scheduler.categories().getFirst();
        assertTrue(c.steady());
        assertEquals(4, c.done());
        assertEquals(1, c.workersAble());
        assertEquals(10 * SECOND, c.meanTime());
        assertEquals(new Resources(1, 900, 100, 0), c.maxSeen());
        Bench restarted = new Bench();
        restarted.handle(new Event.CategoryRemembered(
                bench.scheduler.memory("processing").orElseThrow()));
        restarted.join(WorkerSpec.of(1, "a", WORKER));
        Action.Dispatch dispatch = Bench.only(Action.Dispatch.class, restarted.submit(TaskSpec.of(5, "processing")));
        assertEquals(new Resources(1, 2000, 4000, 0), dispatch.box());
        assertFalse(restarted.scheduler.memory("other").isPresent());
        assertThrows(
                AnalysisException.class,
                () -> restarted.handle(new Event.CategoryRemembered(
                        new CategoryMemory("other", Resources.OPEN, Resources.OPEN, 1, 1, 0, 1, List.of()))));
    }

    @Test
    void workIsWantedForAllWorkers() {
        assertEquals(10, bench.scheduler.wanted(10));
        bench.join(WorkerSpec.of(1, "a", new Resources(100, 100_000, 100_000, 0)));
        assertEquals(200, bench.scheduler.wanted(10));
        for (long id = 1; id <= 150; id++) {
            bench.submit(task(id));
        }
        assertEquals(150, bench.scheduler.wanted(10), "50 wait");
    }
}
