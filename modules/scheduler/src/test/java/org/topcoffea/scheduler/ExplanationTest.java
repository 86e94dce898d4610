package org.topcoffea.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.topcoffea.scheduler.Bench.SECOND;
import static org.topcoffea.scheduler.Bench.WORKER;
import static org.topcoffea.scheduler.Bench.task;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.topcoffea.spi.Blame;
import org.topcoffea.spi.Resources;

/** Why a task does not run, and why there are no workers: with numbers. */
final class ExplanationTest {
    private final Bench bench = new Bench();

    private List<Reason> why(long task) {
        return bench.scheduler.whyNotRunning(task);
    }

    private String text(List<Reason> reasons) {
        return reasons.stream().map(Reason::text).collect(Collectors.joining("\n"));
    }

    @Test
    void noWorkers() {
        bench.submit(task(1));
        assertEquals(new Reason.NoWorkers(), why(1).getFirst());
        assertEquals(List.of(new Reason.NoWorkers()), bench.scheduler.whyNoWorkers());
        bench.join(WorkerSpec.of(1, "a", WORKER));
        assertEquals(List.of(), bench.scheduler.whyNoWorkers());
        assertTrue(text(why(1)).startsWith("task 1 is at worker a#1"), text(why(1)));
        bench.leave(1);
        assertEquals(
                List.of(new Reason.NoWorkers(), new Reason.WorkersWent(1, 0, 1, 0)), bench.scheduler.whyNoWorkers());
        assertEquals(List.of(new Reason.NoSuchTask(9)), why(9));
    }

    @Test
    void tooBigWithNumbers() {
        bench.join(WorkerSpec.of(1, "a", new Resources(4, 8000, 16_000, 0)));
        bench.join(WorkerSpec.of(2, "b", new Resources(4, 6000, 16_000, 0)));
        bench.submit(task(1).withResources(new Resources(1, 16_000, -1, -1)));
        assertEquals(List.of(new Reason.TooBig(2, "MB memory", 16_000, 8000)), why(1));
        assertTrue(text(why(1)).contains("needs 16000 MB memory"), text(why(1)));
    }

    @Test
    void everythingThatCanBeInTheWay() {
        bench.join(WorkerSpec.of(1, "blocked", WORKER));
        bench.handle(new Event.HostBlocked("blocked", "bad disk", bench.now + 60 * SECOND));
        bench.join(WorkerSpec.of(2, "draining", WORKER).withFeatures(Set.of("x")));
        bench.submit(task(2).on(2));
        bench.handle(new Event.WorkerDraining(2));
        bench.join(WorkerSpec.of(3, "silent", WORKER));
        bench.handle(new Event.WorkerSilence(3, true));
        bench.join(new WorkerSpec(
                4, "w", "unknown", WORKER, WORKER, Set.of(), OptionalLong.empty(), Optional.empty(), 0, false));
        bench.join(WorkerSpec.of(5, "plain", WORKER));
        bench.join(WorkerSpec.of(6, "short", WORKER).withFeatures(Set.of("x")).withEndTime(bench.now + 5 * SECOND));
        bench.submit(task(1).withFeatures(Set.of("x")).withTimes(10 * SECOND, 0));
        List<Reason> reasons = why(1);
        assertEquals(
                List.of(
                        new Reason.NoFeature(1, "x"),
                        new Reason.EndsTooSoon(1, 10 * SECOND, 5 * SECOND),
                        new Reason.HostIsBlocked(bench.scheduler.blockedHosts().getFirst(), 1),
                        new Reason.Draining(1),
                        new Reason.Silent(1),
                        new Reason.EndUnknown(1)),
                reasons);
        assertTrue(text(reasons).contains("blocked until 1970-01-01T00:17:40Z: bad disk"), text(reasons));
    }

    @Test
    void busyBehindFullAndLearning() {
        bench.join(WorkerSpec.of(1, "a", WORKER));
        bench.submit(TaskSpec.of(1, "processing"));
        bench.submit(TaskSpec.of(2, "processing"));
        bench.submit(TaskSpec.of(3, "processing"));
        assertEquals(
                List.of(new Reason.Busy(1, 0), new Reason.Behind(1), new Reason.Learning("processing", 0, 3)), why(3));
        assertEquals(
                "waiting for first results of category processing (0 of 3): until then its tasks get all they may have",
                why(3).getLast().text());
        bench.handle(new Event.CategoryDefined(
                CategorySpec.of("processing", AllocationMode.FIXED).withMaxConcurrent(1)));
        assertTrue(why(2).contains(new Reason.CategoryFull("processing", 1)));
    }

    @Test
    void pausedAvoidedAndBound() {
        bench.join(WorkerSpec.of(1, "a", WORKER));
        bench.submit(task(1));
        bench.bad(1, TaskStatus.SUCCESS, Blame.TRANSIENT);
        assertTrue(why(1).getFirst() instanceof Reason.Paused p && p.why().equals("because"), text(why(1)));
        bench.join(WorkerSpec.of(2, "b", WORKER));
        bench.handle(new Event.WorkerSilence(2, true));
        bench.tick(2 * SECOND);
        assertEquals(List.of(new Reason.Avoids("a", bench.now + 58 * SECOND), new Reason.Silent(1)), why(1));
        bench.submit(task(2).on(2));
        assertEquals(List.of(new Reason.Pinned("b#2"), new Reason.Silent(1)), why(2));
    }
}
