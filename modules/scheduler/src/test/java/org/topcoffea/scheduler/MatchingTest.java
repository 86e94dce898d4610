package org.topcoffea.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.topcoffea.scheduler.Bench.SECOND;
import static org.topcoffea.scheduler.Bench.WORKER;
import static org.topcoffea.scheduler.Bench.dispatched;
import static org.topcoffea.scheduler.Bench.only;
import static org.topcoffea.scheduler.Bench.task;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.Resources;

/** Which task goes to which worker. */
final class MatchingTest {
    private final Bench bench = new Bench();

    @Test
    void firstComeFirstServedInOnePriority() {
        for (long id = 1; id <= 6; id++) {
            bench.submit(task(id).withPriority(id == 5 ? 10 : 0));
        }
        assertEquals(List.of(5L, 1L, 2L, 3L), dispatched(bench.join(WorkerSpec.of(1, "a", WORKER))));
        assertEquals(List.of(4L), dispatched(bench.good(2, Resources.OPEN, 1)));
    }

    @Test
    void taskThatIsTriedAgainKeepsItsAge() {
        for (long id = 1; id <= 8; id++) {
            bench.submit(task(id));
        }
        bench.join(WorkerSpec.of(1, "a", WORKER));
        bench.leave(1);
        assertEquals(List.of(1L, 2L, 3L, 4L), dispatched(bench.join(WorkerSpec.of(2, "b", WORKER))));
    }

    @Test
    void boxesAreSharesOfTheWorker() {
        bench.submit(TaskSpec.of(1, "a").withResources(new Resources(1, 100, 50, -1)));
        Action.Dispatch share =
                only(Action.Dispatch.class, bench.join(WorkerSpec.of(1, "a", new Resources(2, 512, 800, 0))));
        assertEquals(new Resources(1, 256, 400, 0), share.box());
        bench.good(1, Resources.OPEN, 1);
        Action.Dispatch all = only(Action.Dispatch.class, bench.submit(TaskSpec.of(2, "a")));
        assertEquals(new Resources(2, 512, 800, 0), all.box());
    }

    @Test
    void featuresAreNeeded() {
        bench.join(WorkerSpec.of(1, "a", WORKER).withFeatures(Set.of("x")));
        assertEquals(List.of(), dispatched(bench.submit(task(1).withFeatures(Set.of("x", "y")))));
        assertEquals(
                List.of(1L), dispatched(bench.join(WorkerSpec.of(2, "a", WORKER).withFeatures(Set.of("x", "y", "z")))));
    }

    @Test
    void workerWithInputsIsPreferred() {
        bench.join(WorkerSpec.of(1, "a", WORKER));
        bench.join(WorkerSpec.of(2, "b", WORKER));
        bench.join(WorkerSpec.of(3, "c", WORKER));
        bench.handle(new Event.CacheChanged(3, Set.of("big"), Set.of()));
        bench.handle(new Event.CacheChanged(2, Set.of("small"), Set.of()));
        bench.submit(task(1).withInputs(List.of(new TaskInput("small", 1), new TaskInput("big", 100))));
        assertEquals(3, bench.workerOf(1));
        bench.handle(new Event.CacheChanged(3, Set.of(), Set.of("big")));
        bench.submit(task(2).withInputs(List.of(new TaskInput("big", 100), new TaskInput("small", 1))));
        assertEquals(2, bench.workerOf(2));
    }

    @Test
    void tasksSpreadOverEmptyWorkers() {
        bench.join(WorkerSpec.of(1, "a", WORKER));
        bench.join(WorkerSpec.of(2, "b", WORKER));
        bench.submit(task(1));
        bench.submit(task(2));
        assertEquals(Set.of(1L, 2L), Set.of(bench.workerOf(1), bench.workerOf(2)));
    }

    @Test
    void boundTaskRunsOnItsWorkerOnlyEvenIfThatIsDraining() {
        bench.join(WorkerSpec.of(1, "a", WORKER));
        bench.join(WorkerSpec.of(2, "b", WORKER));
        for (long id = 1; id <= 8; id++) {
            bench.submit(task(id));
        }
        long busy = bench.workerOf(1);
        bench.submit(task(9).on(busy));
        bench.submit(task(10));
        bench.handle(new Event.WorkerDraining(busy));
        assertEquals(List.of(9L), dispatched(bench.good(1, Resources.OPEN, 1)));
        assertEquals(busy, bench.workerOf(9));
        bench.submit(TaskSpec.of(11, "accumulating")
                .withResources(new Resources(0, 0, 0, 0))
                .on(busy));
        assertEquals(busy, bench.workerOf(11), "a task without resources needs no room");
        Action.Fail gone = only(Action.Fail.class, bench.submit(task(12).on(77)));
        assertEquals(FailureCause.WORKER_GONE, gone.cause());
        List<Action> lost = bench.leave(busy);
        assertEquals(2, Bench.of(Action.Fail.class, lost).size(), lost::toString);
    }

    @Test
    void drainedWorkerIsLetGo() {
        bench.join(WorkerSpec.of(1, "a", WORKER));
        bench.submit(task(1));
        assertEquals(List.of(), Bench.of(Action.Release.class, bench.handle(new Event.WorkerDraining(1))));
        assertEquals(List.of(), dispatched(bench.submit(task(2))));
        Action.Release release = only(Action.Release.class, bench.good(1, Resources.OPEN, 1));
        assertEquals(Departure.EXPLICIT, release.departure());
    }

    @Test
    void silentWorkerKeepsTasksAndGetsNoOthers() {
        bench.join(WorkerSpec.of(1, "a", WORKER));
        bench.submit(task(1));
        bench.handle(new Event.WorkerSilence(1, true));
        assertEquals(List.of(), dispatched(bench.submit(task(2))));
        assertEquals(List.of(2L), dispatched(bench.handle(new Event.WorkerSilence(1, false))));
        assertEquals(1, bench.workerOf(1));
    }

    @Test
    void endOfTheWorkerIsRespected() {
        WorkerSpec unknown =
                new WorkerSpec(1, "w", "a", WORKER, WORKER, Set.of(), OptionalLong.empty(), Optional.empty(), 0, false);
        bench.submit(task(1).withTimes(100 * SECOND, 0));
        assertEquals(List.of(), dispatched(bench.join(unknown)));
        assertEquals(List.of(), dispatched(bench.join(unknown.withEndTime(bench.now + 99 * SECOND))));
        assertEquals(List.of(1L), dispatched(bench.join(unknown.withEndTime(bench.now + 100 * SECOND))));
    }

    @Test
    void longTaskIsNotBegunBeforeTheEndUnlessItCanBeHandedBack() {
        bench.join(WorkerSpec.of(1, "a", WORKER));
        bench.submit(task(1).withSize(1000, true));
        bench.good(1, Resources.OPEN, 100);
        bench.leave(1);
        bench.join(WorkerSpec.of(2, "a", WORKER).withEndTime(bench.now + 150 * SECOND));
        assertEquals(List.of(), dispatched(bench.submit(task(2).withSize(2000, true))));
        assertEquals(List.of(3L), dispatched(bench.submit(task(3).withSize(1000, true))));
        WorkerSpec resumable = new WorkerSpec(
                3,
                "w",
                "b",
                WORKER,
                WORKER,
                Set.of(),
                OptionalLong.of(bench.now + 150 * SECOND),
                Optional.empty(),
                0,
                true);
        assertEquals(List.of(2L), dispatched(bench.join(resumable)));
    }

    @Test
    void shortTasksAreSentAhead() {
        bench.join(WorkerSpec.of(1, "a", WORKER).withAhead(8));
        for (long id = 1; id <= 20; id++) {
            bench.submit(task(id));
        }
        assertEquals(4, bench.scheduler.statistics().tasks().onWorkers(), "nothing is known of their time");
        List<Action> actions = bench.finish(1, TaskResult.success(Resources.OPEN, 0, 1000, 0));
        assertEquals(9, dispatched(actions).size());
        assertFalse(Bench.of(Action.Dispatch.class, actions).getFirst().ahead());
        assertTrue(Bench.of(Action.Dispatch.class, actions).getLast().ahead());
        bench.finish(2, TaskResult.success(Resources.OPEN, 0, 1000, 0));
        WorkerView view = bench.scheduler.worker(1).orElseThrow();
        assertEquals(4, view.committed().cores());
        assertEquals(8, view.ahead());
    }

    /** Or those that are sent ahead would keep out another category, whose times are not known, for good. */
    @Test
    void nothingIsSentAheadOfWhatComesFirst() {
        bench.join(WorkerSpec.of(1, "a", WORKER).withAhead(8));
        for (long id = 1; id <= 40; id++) {
            bench.submit(task(id));
        }
        bench.finish(1, TaskResult.success(Resources.OPEN, 0, 1000, 0));
        assertEquals(8, bench.scheduler.worker(1).orElseThrow().ahead());
        TaskSpec first = TaskSpec.of(100, "accumulating")
                .withResources(task(1).resources())
                .withPriority(1);
        bench.submit(first);
        for (long id = 2; id <= 9; id++) {
            assertEquals(List.of(), dispatched(bench.finish(id, TaskResult.success(Resources.OPEN, 0, 1000, 0))));
        }
        assertEquals(
                100,
                dispatched(bench.finish(10, TaskResult.success(Resources.OPEN, 0, 1000, 0)))
                        .getFirst());
    }

    @Test
    void tasksSentAheadGoWhereThereIsRoom() {
        bench.join(WorkerSpec.of(1, "a", WORKER).withAhead(8));
        for (long id = 1; id <= 10; id++) {
            bench.submit(task(id));
        }
        bench.finish(1, TaskResult.success(Resources.OPEN, 0, 1000, 0));
        bench.join(WorkerSpec.of(2, "b", WORKER));
        assertEquals(1, bench.workerOf(10));
        List<Action> actions = bench.tick(20 * SECOND);
        assertEquals(4, Bench.of(Action.Stop.class, actions).size(), actions::toString);
        assertEquals(4, bench.scheduler.worker(2).orElseThrow().tasks().size());
    }

    @Test
    void categoryHasALimit() {
        bench.handle(new Event.CategoryDefined(
                CategorySpec.of("processing", AllocationMode.FIXED).withMaxConcurrent(2)));
        bench.join(WorkerSpec.of(1, "a", WORKER));
        for (long id = 1; id <= 3; id++) {
            bench.submit(task(id));
        }
        assertEquals(1, bench.scheduler.statistics().tasks().waiting());
        assertEquals(List.of(3L), dispatched(bench.good(1, Resources.OPEN, 1)));
    }

    @Test
    void moreThanThereIsOnlyIfAskedFor() {
        Bench more = new Bench(SchedulerConfig.DEFAULT.withBoxes(1.3, true));
        more.join(WorkerSpec.of(1, "a", new Resources(2, 1000, 1000, 0)));
        for (long id = 1; id <= 4; id++) {
            more.submit(task(id).withResources(new Resources(1, 100, 100, -1)));
        }
        WorkerView view = more.scheduler.worker(1).orElseThrow();
        assertEquals(2, view.tasks().size(), "ceil(2 x 1.3) = 3 cores, but 2 x 500 MB of 1300 leave too little memory");
        Bench cores = new Bench(SchedulerConfig.DEFAULT.withBoxes(1.3, false));
        cores.join(WorkerSpec.of(1, "a", new Resources(2, 1000, 1000, 0)));
        for (long id = 1; id <= 4; id++) {
            cores.submit(task(id).withResources(new Resources(1, 100, 100, -1)));
        }
        assertEquals(3, cores.scheduler.worker(1).orElseThrow().tasks().size());
    }

    @Test
    void largeTaskIsNotOvertakenForever() {
        bench.join(WorkerSpec.of(1, "a", WORKER));
        bench.join(WorkerSpec.of(2, "b", WORKER));
        long id = 1;
        for (; id <= 8; id++) {
            bench.submit(task(id));
        }
        bench.submit(task(1000).withResources(new Resources(4, 1000, 1000, -1)));
        for (int second = 0; second < 300 && bench.workerOf(1000) == 0; second++) {
            bench.after(SECOND);
            bench.good(id - 8, Resources.OPEN, 8);
            bench.submit(task(id++));
        }
        assertTrue(bench.workerOf(1000) > 0, "it never got its turn");
    }

    @Test
    void waitsForItsTimeAndNotForever() {
        bench.join(WorkerSpec.of(1, "a", WORKER));
        assertEquals(List.of(), dispatched(bench.submit(task(1).between(bench.now + 5 * SECOND, 0))));
        assertEquals(bench.now + SECOND, Math.min(bench.scheduler.nextTick(), bench.now + SECOND));
        assertEquals(List.of(1L), dispatched(bench.tick(5 * SECOND)));
        bench.submit(task(2).withFeatures(Set.of("none")).between(0, bench.now + SECOND));
        Action.Fail late = only(Action.Fail.class, bench.tick(SECOND));
        assertEquals(FailureCause.DEADLINE, late.cause());
    }

    @Test
    void lateAndRepeatedMessagesAreIgnored() {
        bench.join(WorkerSpec.of(1, "a", WORKER));
        bench.submit(task(1));
        TaskResult good = TaskResult.success(Resources.OPEN, 0, 1, 0);
        assertEquals(List.of(), bench.handle(new Event.TaskFinished(1, 1, 2, good)));
        assertEquals(List.of(), bench.handle(new Event.TaskFinished(2, 1, 1, good)));
        assertEquals(1, bench.handle(new Event.TaskFinished(1, 1, 1, good)).size());
        assertEquals(List.of(), bench.handle(new Event.TaskFinished(1, 1, 1, good)));
        assertEquals(List.of(), bench.handle(new Event.WorkerLeft(9, Departure.UNKNOWN)));
    }

    @Test
    void numberInUseIsRefused() {
        bench.submit(task(1));
        AnalysisException refused = assertThrows(AnalysisException.class, () -> bench.submit(task(1)));
        assertEquals(SchedulerError.DUPLICATE_TASK, refused.code());
        assertEquals(1, bench.scheduler.tasks().size());
    }

    @Test
    void cancelledTaskIsStopped() {
        bench.join(WorkerSpec.of(1, "a", WORKER));
        for (long id = 1; id <= 6; id++) {
            bench.submit(task(id));
        }
        only(Action.Cancelled.class, bench.handle(new Event.TaskCancelled(6, "no")));
        List<Action> actions = bench.handle(new Event.TaskCancelled(1, "no"));
        assertEquals("no", only(Action.Stop.class, actions).reason());
        Action.Cancelled cancelled = only(Action.Cancelled.class, actions);
        assertEquals(Attempt.Ending.CANCELLED, cancelled.attempts().getLast().ending());
        assertEquals(List.of(5L), dispatched(actions));
        assertEquals(List.of(), bench.handle(new Event.TaskCancelled(1, "again")));
    }

    @Test
    void taskIsFoundAfterARestart() {
        bench.join(WorkerSpec.of(1, "a", WORKER).withFeatures(Set.of("kept")));
        bench.submit(task(1).withFeatures(Set.of("never")));
        assertEquals(List.of(), bench.handle(new Event.TaskFound(1, 1, 3, new Resources(1, 100, 100, 0))));
        assertEquals(TaskPhase.RUNNING, bench.scheduler.task(1).orElseThrow().phase());
        only(Action.Stop.class, bench.handle(new Event.TaskFound(1, 2, 1, new Resources(1, 100, 100, 0))));
        only(Action.Done.class, bench.good(1, Resources.OPEN, 1));
    }
}
