package org.topcoffea.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.topcoffea.scheduler.Bench.SECOND;
import static org.topcoffea.scheduler.Bench.WORKER;
import static org.topcoffea.scheduler.Bench.dispatched;
import static org.topcoffea.scheduler.Bench.of;
import static org.topcoffea.scheduler.Bench.only;
import static org.topcoffea.scheduler.Bench.task;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.topcoffea.spi.Blame;
import org.topcoffea.spi.Resources;

/** What becomes of a task when an attempt ends badly. */
final class EndingsTest {
    private final Bench bench = new Bench();

    private void workers(int count) {
        for (int i = 1; i <= count; i++) {
            bench.join(WorkerSpec.of(i, "host" + i, WORKER));
        }
    }

    @Test
    void blameDecides() {
        workers(1);
        bench.submit(task(1));
        bench.submit(task(2));
        Action.Fail user = only(Action.Fail.class, bench.bad(1, TaskStatus.SUCCESS, Blame.USER));
        assertEquals(FailureCause.USER, user.cause());
        assertEquals("because", user.message());
        assertEquals(1, user.attempts().size());
        Action.Fail data = only(Action.Fail.class, bench.bad(2, TaskStatus.SUCCESS, Blame.DATA));
        assertEquals(FailureCause.DATA, data.cause());
        assertEquals(0, bench.scheduler.tasks().size());
    }

    @Test
    void passingFailureIsTriedElsewhereAfterAPause() {
        workers(2);
        bench.submit(task(1));
        long before = bench.workerOf(1);
        List<Action> actions = bench.bad(1, TaskStatus.OUTPUT_MISSING, Blame.TRANSIENT);
        assertEquals("because", only(Action.Wait.class, actions).reason());
        assertEquals(List.of(), dispatched(actions));
        assertEquals(List.of(1L), dispatched(bench.tick(2 * SECOND)));
        assertNotEquals(before, bench.workerOf(1));
    }

    @Test
    void taskIsKeptFromTheHostWhereItFailedForAWhile() {
        workers(2);
        bench.submit(task(1));
        long before = bench.workerOf(1);
        bench.submit(TaskSpec.of(2, "other").withResources(WORKER));
        assertEquals(3 - before, bench.workerOf(2), "no room elsewhere");
        bench.bad(1, TaskStatus.OUTPUT_MISSING, Blame.TRANSIENT);
        assertEquals(List.of(), dispatched(bench.tick(50 * SECOND)));
        assertEquals(List.of(1L), dispatched(bench.tick(10 * SECOND)), "but not forever");
        assertEquals(before, bench.workerOf(1));
    }

    @Test
    void nothingIsAvoidedWhereThereIsNothingElse() {
        workers(1);
        bench.submit(task(1).withMaxRetries(2));
        bench.bad(1, TaskStatus.OUTPUT_MISSING, Blame.TRANSIENT);
        assertEquals(List.of(), dispatched(bench.tick(SECOND / 2)), "a pause all the same");
        assertEquals(List.of(1L), dispatched(bench.tick(SECOND)));
        bench.join(WorkerSpec.of(2, "host2", WORKER));
        bench.handle(new Event.HostBlocked("host2", "no good", Long.MAX_VALUE));
        bench.bad(1, TaskStatus.OUTPUT_MISSING, Blame.TRANSIENT);
        assertEquals(List.of(1L), dispatched(bench.tick(3 * SECOND)), "a host that is blocked is none");
        assertEquals(1, bench.workerOf(1));
    }

    @Test
    void whenTheOtherHostIsGoneTheOneThatIsLeftWillDo() {
        workers(2);
        bench.submit(task(1));
        long before = bench.workerOf(1);
        bench.submit(TaskSpec.of(2, "other").withResources(WORKER));
        bench.bad(1, TaskStatus.OUTPUT_MISSING, Blame.TRANSIENT);
        assertEquals(List.of(), dispatched(bench.tick(2 * SECOND)));
        assertTrue(dispatched(bench.leave(3 - before)).contains(1L));
        assertEquals(before, bench.workerOf(1));
    }

    @Test
    void retriesComeToAnEnd() {
        workers(1);
        bench.submit(task(1).withMaxRetries(2));
        for (int i = 0; i < 2; i++) {
            assertEquals(List.of(), of(Action.Fail.class, bench.bad(1, TaskStatus.SUCCESS, Blame.TRANSIENT)));
            bench.tick(200 * SECOND);
        }
        Action.Fail fail = only(Action.Fail.class, bench.bad(1, TaskStatus.SUCCESS, Blame.TRANSIENT));
        assertEquals(FailureCause.RETRIES, fail.cause());
        assertEquals(
                List.of(1, 2, 3), fail.attempts().stream().map(Attempt::number).toList());
        assertTrue(fail.attempts().stream().allMatch(a -> a.ending() == Attempt.Ending.RESULT));
    }

    @Test
    void defectIsTriedOnceMore() {
        workers(1);
        bench.submit(task(1));
        bench.bad(1, TaskStatus.SUCCESS, Blame.INTERNAL);
        bench.tick(100 * SECOND);
        Action.Fail fail = only(Action.Fail.class, bench.bad(1, TaskStatus.SUCCESS, Blame.INTERNAL));
        assertEquals(FailureCause.INTERNAL, fail.cause());
    }

    @Test
    void refusalsAreNotFailures() {
        Bench patient = new Bench(SchedulerConfig.DEFAULT.withLimits(15, 3, 0));
        patient.join(WorkerSpec.of(1, "a", WORKER));
        patient.submit(task(1).withMaxRetries(0));
        for (int i = 0; i < 3; i++) {
            patient.bad(1, TaskStatus.FORSAKEN, Blame.TRANSIENT);
            patient.tick(200 * SECOND);
        }
        Action.Fail fail = only(Action.Fail.class, patient.bad(1, TaskStatus.FORSAKEN, Blame.TRANSIENT));
        assertEquals(FailureCause.FORSAKEN, fail.cause());
    }

    @Test
    void lostWorkersAreCountedOnlyWhereTheTaskRan() {
        Bench few = new Bench(SchedulerConfig.DEFAULT.withLimits(2, 20, 5));
        few.submit(task(1));
        for (long id = 1; id <= 5; id++) {
            few.join(WorkerSpec.of(id, "a", WORKER));
            few.handle(new Event.WorkerLeft(id, Departure.EXPLICIT));
        }
        assertEquals(0, of(Action.Fail.class, few.all).size(), "eviction is nobody's fault");
        for (long id = 6; id <= 7; id++) {
            few.join(WorkerSpec.of(id, "a", WORKER));
            few.leave(id);
        }
        assertEquals(0, of(Action.Fail.class, few.all).size());
        few.join(WorkerSpec.of(8, "a", WORKER));
        Action.Fail fail = only(Action.Fail.class, few.leave(8));
        assertEquals(FailureCause.WORKERS_LOST, fail.cause());
        assertEquals(8, fail.attempts().size());
    }

    @Test
    void taskThatOutlivesItsWorkersIsSplit() {
        bench.submit(task(1).withSize(100, true));
        for (long id = 1; id <= 3; id++) {
            assertEquals(0, of(Action.Split.class, bench.all).size());
            bench.join(WorkerSpec.of(id, "a", WORKER));
            bench.after(600 * SECOND);
            bench.handle(new Event.WorkerLeft(id, Departure.EXPLICIT));
        }
        only(Action.Split.class, bench.all);
    }

    @Test
    void exhaustionGetsTheMaximumThenIsSplit() {
        bench.join(WorkerSpec.of(1, "a", WORKER));
        for (long id = 1; id <= 4; id++) {
            bench.submit(TaskSpec.of(id, "processing").withSize(100, true));
            bench.good(id, new Resources(1, 900, 100, 0), 10);
        }
        Action.Dispatch first = only(
                Action.Dispatch.class, bench.submit(TaskSpec.of(5, "processing").withSize(100, true)));
        assertEquals(Allocation.FIRST, first.allocation());
        assertEquals(new Resources(1, 2000, 4000, 0), first.box(), "a quarter of the worker holds 1000 MB");
        Action.Dispatch second = only(Action.Dispatch.class, bench.exhausted(5, new Resources(1, 2001, 100, 0)));
        assertEquals(Allocation.MAXIMUM, second.allocation());
        assertEquals(WORKER, second.box());
        Action.Split split = only(Action.Split.class, bench.exhausted(5, new Resources(1, 8001, 100, 0)));
        assertEquals(2, split.attempts().size());
        assertEquals(0, bench.scheduler.tasks().size());
    }

    @Test
    void whatCannotBeSplitFails() {
        bench.join(WorkerSpec.of(1, "a", WORKER));
        bench.submit(TaskSpec.of(1, "processing"));
        Action.Fail fail = only(Action.Fail.class, bench.exhausted(1, new Resources(1, 9000, 100, 0)));
        assertEquals(FailureCause.RESOURCES, fail.cause());
        assertTrue(fail.message().contains("8000 MB memory"), fail.message());
    }

    @Test
    void explicitLimitIsTheMaximum() {
        bench.join(WorkerSpec.of(1, "a", WORKER));
        bench.submit(TaskSpec.of(1, "processing")
                .withResources(new Resources(1, 8000, 100, -1))
                .withSize(10, true));
        only(Action.Split.class, bench.exhausted(1, new Resources(1, 8500, 100, 0)));
    }

    @Test
    void largerWorkerIsWaitedForIfThereIsOne() {
        bench.join(WorkerSpec.of(1, "small", WORKER));
        bench.submit(TaskSpec.of(1, "processing").withSize(10, true));
        bench.join(WorkerSpec.of(2, "large", new Resources(8, 64_000, 64_000, 0)));
        bench.submit(TaskSpec.of(2, "other"));
        assertEquals(2, bench.workerOf(2));
        List<Action> actions = bench.exhausted(1, new Resources(1, 8001, 100, 0));
        assertEquals(List.of(), dispatched(actions), "the small one has room, but not more than before");
        assertEquals(
                new Reason.TooBig(1, "MB memory", 8001, 8000),
                bench.scheduler.whyNotRunning(1).getFirst());
        assertEquals(List.of(1L), dispatched(bench.good(2, Resources.OPEN, 1)));
        assertEquals(2, bench.workerOf(1));
    }

    @Test
    void largerWorkerIsNotWaitedForForever() {
        bench.join(WorkerSpec.of(1, "small", WORKER));
        bench.submit(TaskSpec.of(1, "processing").withSize(10, true));
        bench.join(WorkerSpec.of(2, "large", new Resources(8, 64_000, 64_000, 0)));
        bench.submit(TaskSpec.of(2, "other"));
        bench.exhausted(1, new Resources(1, 8001, 100, 0));
        bench.leave(2);
        bench.tick(6 * SECOND);
        only(Action.Split.class, bench.tick(70 * SECOND));
    }

    @Test
    void withoutWorkersNothingIsTooBig() {
        bench.join(WorkerSpec.of(1, "small", WORKER));
        bench.submit(TaskSpec.of(1, "processing").withSize(10, true));
        bench.join(WorkerSpec.of(2, "large", new Resources(8, 64_000, 64_000, 0)));
        bench.submit(TaskSpec.of(2, "other"));
        bench.exhausted(1, new Resources(1, 8001, 100, 0));
        bench.leave(1);
        bench.leave(2);
        for (int i = 0; i < 100; i++) {
            assertEquals(List.of(), of(Action.Split.class, bench.tick(10 * SECOND)));
        }
        assertTrue(dispatched(bench.join(WorkerSpec.of(3, "large", new Resources(8, 64_000, 64_000, 0))))
                .contains(1L));
    }

    @Test
    void moreMemoryDoesNotHelpAgainstTime() {
        bench.join(WorkerSpec.of(1, "a", WORKER));
        bench.submit(task(1).withSize(10, true));
        TaskResult late =
                new TaskResult(TaskStatus.MAX_RUN_TIME, Optional.empty(), Resources.OPEN, 0, SECOND, 0, "60 s");
        only(Action.Split.class, bench.finish(1, late));
    }

    @Test
    void stragglerIsBegunElsewhere() {
        bench.handle(new Event.CategoryDefined(
                CategorySpec.of("processing", AllocationMode.FIXED).withFastAbort(2)));
        workers(2);
        for (long id = 1; id <= 10; id++) {
            bench.submit(task(id));
            bench.good(id, Resources.OPEN, 10);
        }
        bench.submit(task(11));
        long slow = bench.workerOf(11);
        bench.handle(new Event.TaskStarted(slow, 11, 1));
        assertEquals(List.of(), of(Action.Stop.class, bench.tick(19 * SECOND)));
        List<Action> actions = bench.tick(SECOND);
        assertEquals(11, only(Action.Stop.class, actions).task());
        assertEquals(List.of(11L), dispatched(actions));
        assertNotEquals(slow, bench.workerOf(11));
        assertEquals(List.of(), of(Action.Stop.class, bench.tick(29 * SECOND)), "next time it may take longer");
        assertEquals(1, of(Action.Stop.class, bench.tick(SECOND)).size());
    }

    @Test
    void largeTaskIsNotAStraggler() {
        bench.handle(new Event.CategoryDefined(
                CategorySpec.of("processing", AllocationMode.FIXED).withFastAbort(2)));
        workers(2);
        for (long id = 1; id <= 10; id++) {
            bench.submit(task(id).withSize(100, true));
            bench.good(id, Resources.OPEN, 10);
        }
        bench.submit(task(11).withSize(1000, true));
        assertEquals(List.of(), of(Action.Stop.class, bench.tick(199 * SECOND)));
        assertEquals(1, of(Action.Stop.class, bench.tick(2 * SECOND)).size());
    }

    @Test
    void slowWorkerIsLetGoAtTheSecondTime() {
        bench.handle(new Event.CategoryDefined(
                CategorySpec.of("processing", AllocationMode.FIXED).withFastAbort(2)));
        workers(4);
        for (long id = 1; id <= 10; id++) {
            bench.submit(task(id));
            bench.good(id, Resources.OPEN, 10);
        }
        bench.submit(task(11));
        long slow = bench.workerOf(11);
        bench.tick(20 * SECOND);
        bench.good(11, Resources.OPEN, 1);
        for (long w = 1; w <= 4; w++) {
            bench.handle(new Event.WorkerSilence(w, w != slow));
        }
        assertEquals(List.of(12L), dispatched(bench.submit(task(12))));
        for (long w = 1; w <= 4; w++) {
            bench.handle(new Event.WorkerSilence(w, false));
        }
        List<Action> actions = bench.tick(20 * SECOND);
        assertEquals(slow, only(Action.Release.class, actions).worker());
        Action.Block block = only(Action.Block.class, actions);
        assertEquals("host" + slow, block.host());
        assertEquals(bench.now + 900 * SECOND, block.until());
        assertEquals(1, bench.scheduler.statistics().workers().fastAborted());
    }

    @Test
    void hostThatFailsWhileOthersDoWellIsBlocked() {
        workers(3);
        int bad = 0;
        for (long id = 1; of(Action.Block.class, bench.all).isEmpty() && id < 200; id += 12) {
            for (long i = id; i < id + 12; i++) {
                bench.submit(task(i).withMaxRetries(0));
            }
            for (long i = id; i < id + 12; i++) {
                if (bench.workerOf(i) == 1) {
                    bench.bad(i, TaskStatus.SUCCESS, Blame.TRANSIENT);
                    bad++;
                } else {
                    bench.good(i, Resources.OPEN, 1);
                }
            }
            bench.after(SECOND);
        }
        Action.Block block = of(Action.Block.class, bench.all).getFirst();
        assertEquals("host1", block.host());
        assertTrue(bad >= 5, "after " + bad);
        assertEquals(1, bench.scheduler.blockedHosts().size());
        bench.tick(901 * SECOND);
        assertEquals(0, bench.scheduler.blockedHosts().size());
        only(Action.Unblock.class, bench.all.subList(0, bench.all.size()));
    }

    @Test
    void whatFailsEverywhereBlocksNobody() {
        workers(4);
        for (long id = 1; id <= 60; id++) {
            bench.submit(task(id));
            bench.bad(id, TaskStatus.SUCCESS, Blame.TRANSIENT);
            bench.after(100);
        }
        assertEquals(List.of(), of(Action.Block.class, bench.all));
    }

    @Test
    void hostThatFailsAtOnceDoesNotSwallowEverythingWhileOthersAreBusy() {
        workers(5);
        bench.handle(new Event.WorkerSilence(1, true));
        for (long id = 1; id <= 16; id++) {
            bench.submit(task(id));
        }
        bench.handle(new Event.WorkerSilence(1, false));
        for (long id = 17; of(Action.Block.class, bench.all).isEmpty() && id < 100; id++) {
            bench.submit(task(id));
            assertEquals(1, bench.workerOf(id));
            bench.bad(id, TaskStatus.SUCCESS, Blame.TRANSIENT);
            bench.after(SECOND);
        }
        assertEquals("host1", only(Action.Block.class, bench.all).host());
        assertEquals(
                10,
                of(Action.Wait.class, bench.all).stream()
                        .filter(w -> w.reason().equals("because"))
                        .count());
    }

    @Test
    void hostIsBlockedByHandUntilUnblocked() {
        workers(1);
        bench.handle(new Event.HostBlocked("host1", "no scratch disk", Long.MAX_VALUE));
        assertEquals(List.of(), dispatched(bench.submit(task(1))));
        bench.tick(100_000 * SECOND);
        assertEquals(
                "no scratch disk", bench.scheduler.blockedHosts().getFirst().reason());
        assertEquals(List.of(1L), dispatched(bench.handle(new Event.HostUnblocked("host1"))));
    }
}
