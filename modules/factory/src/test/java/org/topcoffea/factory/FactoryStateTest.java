package org.topcoffea.factory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.topcoffea.batch.JobId;
import org.topcoffea.batch.JobState;
import org.topcoffea.batch.JobStatus;
import org.topcoffea.spi.Resources;

final class FactoryStateTest {
    private static final JobState IDLE = new JobState.Idle("");
    private static final JobState RUNNING = new JobState.Running("h");

    private final FactoryState state = new FactoryState();

    private static FactorySettings settings(int min, int max, int perCycle) {
        return SettingsFile.parse(
                        "f",
                        "{\"manager-name\": \"p\", \"min-workers\": " + min + ", \"max-workers\": " + max
                                + ", \"workers-per-cycle\": " + perCycle + ", \"cores\": 1, \"timeout\": 300}")
                .over(FactorySettings.DEFAULTS);
    }

    private static ManagerLoad manager(long tasks, long workers, String... blocked) {
        List<TaskKind> kinds = List.of(new TaskKind(tasks, new Resources(1, -1, -1, -1)));
        return new ManagerLoad(
                "p", "h", 9123, tasks, 0, 0, workers, kinds, 0, ManagerLoad.Capacity.UNKNOWN, Set.of(blocked));
    }

    private static List<JobStatus> jobs(Object... countsAndStates) {
        List<JobStatus> jobs = new ArrayList<>();
        for (int i = 0; i < countsAndStates.length; i += 2) {
            for (int k = 0; k < (int) countsAndStates[i]; k++) {
                jobs.add(new JobStatus(
                        new JobId(Integer.toString(jobs.size() + 1)),
                        (JobState) countsAndStates[i + 1],
                        Instant.ofEpochSecond(jobs.size()),
                        1));
            }
        }
        return jobs;
    }

    @Test
    void bringsTheMinimumWithoutAnyManager() {
        assertEquals(3, state.decide(0, settings(3, 10, 0), List.of(), jobs()).submit());
        assertEquals(
                0, state.decide(1, settings(3, 10, 0), List.of(), jobs(3, IDLE)).submit());
    }

    @Test
    void staysWithinMaximumAndPerCycle() {
        assertEquals(
                10,
                state.decide(0, settings(0, 10, 0), List.of(manager(500, 0)), jobs())
                        .submit());
        FactoryState other = new FactoryState();
        assertEquals(
                4,
                other.decide(0, settings(0, 10, 4), List.of(manager(500, 0)), jobs())
                        .submit());
        assertEquals(
                0,
                other.decide(10, settings(0, 10, 4), List.of(manager(500, 0)), jobs(4, IDLE))
                        .submit());
        assertEquals(
                3,
                other.decide(20, settings(0, 10, 4), List.of(manager(500, 3)), jobs(1, IDLE, 3, RUNNING))
                        .submit());
    }

    @Test
    void sumsManagersAndAvoidsTheirBlockedHosts() {
        Decision decision = state.decide(
                0, settings(0, 100, 0), List.of(manager(5, 0, "bad1"), manager(7, 0, "bad2.site")), jobs());
        assertEquals(12, decision.submit());
        assertEquals(Set.of("bad1", "bad2.site"), decision.avoid());
    }

    @Test
    void countsWorkersOfOthers() {
        assertEquals(
                6,
                state.decide(0, settings(0, 100, 0), List.of(manager(10, 4)), jobs())
                        .submit());
        Decision later = state.decide(10, settings(0, 100, 0), List.of(manager(10, 10)), jobs(6, RUNNING));
        assertEquals(0, later.submit());
        assertEquals(4, later.counts().foreign());
        assertEquals(0, later.counts().toConnect());
        Decision gone = state.decide(200, settings(0, 100, 0), List.of(manager(10, 6)), jobs(6, RUNNING));
        assertEquals(4, gone.submit(), "the others have left");
    }

    @Test
    void oursThatRunButAreNotConnectedAreOnTheirWay() {
        state.decide(0, settings(0, 8, 0), List.of(manager(8, 0)), jobs());
        Decision decision = state.decide(10, settings(0, 8, 0), List.of(manager(8, 2)), jobs(3, IDLE, 5, RUNNING));
        assertEquals(0, decision.submit());
        assertEquals(6, decision.counts().toConnect());
    }

    @Test
    void heldJobsAreNoWorkersAndStopTheFlood() {
        state.decide(0, settings(0, 5, 0), List.of(manager(5, 0)), jobs());
        JobState held = new JobState.Held("no such image");
        Decision decision = state.decide(10, settings(0, 5, 0), List.of(manager(5, 0)), jobs(5, held));
        assertEquals(0, decision.submit());
        assertEquals(5, decision.counts().held());
        assertTrue(
                decision.reasons().stream().anyMatch(reason -> reason.contains("no such image")), decision::toString);
        Decision trial = state.decide(60, settings(0, 5, 0), List.of(manager(5, 0)), jobs(5, held));
        assertEquals(1, trial.submit(), "one job is tried");
        Decision old = state.decide(700, settings(0, 5, 0), List.of(manager(5, 0)), jobs(5, held));
        assertEquals(5, old.remove().size(), "nobody released them");
    }

    @Test
    void backsOffFromJobsThatFailAtOnceAndSaysWhy() {
        JobState failed = new JobState.Exited(127, "starting\njob.sh: work_queue_worker: not found");
        state.decide(0, settings(0, 4, 0), List.of(manager(4, 0)), jobs());
        long submitted = 0;
        List<JobStatus> ended = jobs(4, failed);
        for (long now = 10; now < 3600; now += 10) {
            Decision decision = state.decide(now, settings(0, 4, 0), List.of(manager(4, 0)), ended);
            if (now == 10) {
                assertEquals(0, decision.submit());
                assertTrue(
                        decision.reasons().stream()
                                .anyMatch(reason -> reason.contains("exit code 127")
                                        && reason.endsWith("work_queue_worker: not found")),
                        decision::toString);
            }
            assertTrue(decision.submit() <= 1, "trials come one by one");
            submitted += decision.submit();
            ended = jobs(decision.submit(), failed);
        }
        assertTrue(submitted >= 3 && submitted <= 8, "tried " + submitted + " times in an hour");
    }

    @Test
    void aJobThatLastsEndsTheBackOff() {
        state.decide(0, settings(0, 4, 0), List.of(manager(4, 0)), jobs());
        state.decide(10, settings(0, 4, 0), List.of(manager(4, 0)), jobs(4, new JobState.Exited(1, "")));
        assertEquals(
                1,
                state.decide(50, settings(0, 4, 0), List.of(manager(4, 0)), jobs())
                        .submit());
        state.decide(60, settings(0, 4, 0), List.of(manager(4, 1)), jobs(1, RUNNING));
        assertEquals(
                0,
                state.decide(90, settings(0, 4, 0), List.of(manager(4, 1)), jobs(1, RUNNING))
                        .submit());
        assertEquals(
                3,
                state.decide(130, settings(0, 4, 0), List.of(manager(4, 1)), jobs(1, RUNNING))
                        .submit());
    }

    @Test
    void removesWaitingJobsAtOnceWhenTheMaximumFalls() {
        state.decide(0, settings(0, 20, 0), List.of(manager(50, 0)), jobs());
        Decision decision = state.decide(10, settings(0, 6, 0), List.of(manager(50, 4)), jobs(4, RUNNING, 16, IDLE));
        assertEquals(14, decision.remove().size());
        assertEquals(new JobId("20"), decision.remove().getFirst(), "the newest first");
        Decision next = state.decide(20, settings(0, 6, 0), List.of(manager(50, 4)), jobs(4, RUNNING, 16, IDLE));
        assertEquals(List.of(), next.remove(), "they are asked for once");
        assertEquals(0, next.submit());
    }

    @Test
    void removesWaitingJobsThatNobodyNeedsAfterTheTimeout() {
        state.decide(0, settings(0, 20, 0), List.of(manager(20, 0)), jobs());
        assertEquals(
                0,
                state.decide(10, settings(0, 20, 0), List.of(manager(0, 0)), jobs(20, IDLE))
                        .remove()
                        .size());
        assertEquals(
                0,
                state.decide(200, settings(0, 20, 0), List.of(manager(5, 0)), jobs(20, IDLE))
                        .remove()
                        .size());
        assertEquals(
                15,
                state.decide(320, settings(0, 20, 0), List.of(manager(0, 0)), jobs(20, IDLE))
                        .remove()
                        .size());
    }

    @Test
    void neverRemovesWhatRuns() {
        state.decide(0, settings(0, 20, 0), List.of(manager(20, 0)), jobs());
        state.decide(10, settings(0, 20, 0), List.of(manager(20, 20)), jobs(20, RUNNING));
        assertEquals(
                List.of(),
                state.decide(9999, settings(0, 1, 0), List.of(manager(0, 20)), jobs(20, RUNNING))
                        .remove());
    }

    @Test
    void endsWithoutManagersAfterTheFactoryTimeout() {
        FactorySettings settings = SettingsFile.parse("f", "{\"factory-timeout\": 100, \"manager-name\": \"p\"}")
                .over(FactorySettings.DEFAULTS);
        assertFalse(state.decide(0, settings, List.of(), jobs()).end());
        assertFalse(state.decide(90, settings, List.of(manager(0, 0)), jobs()).end());
        assertFalse(state.decide(150, settings, List.of(), jobs()).end());
        Decision end = state.decide(190, settings, List.of(), jobs());
        assertTrue(end.end());
        assertEquals(0, end.submit());
    }

    @Test
    void saysWhyNothingStarts() {
        JobState waiting = new JobState.Idle("ReqNodeNotAvail");
        state.decide(0, settings(0, 5, 0), List.of(manager(5, 0)), jobs());
        assertFalse(state.decide(100, settings(0, 5, 0), List.of(manager(5, 0)), jobs(5, waiting)).reasons().stream()
                .anyMatch(reason -> reason.contains("none has started")));
        Decision decision = state.decide(500, settings(0, 5, 0), List.of(manager(5, 0)), jobs(5, waiting));
        assertTrue(decision.reasons().stream()
                .anyMatch(reason -> reason.contains("none has started") && reason.contains("ReqNodeNotAvail")));
        assertEquals("idle", decision.puzzling().orElseThrow().state().word());
    }

    @Test
    void aStoppedJobIsToldAndCountsAsWaiting() {
        state.decide(0, settings(0, 1, 0), List.of(manager(1, 0)), jobs());
        state.decide(10, settings(0, 1, 0), List.of(manager(1, 1)), jobs(1, RUNNING));
        Decision decision = state.decide(20, settings(0, 1, 0), List.of(manager(1, 0)), jobs(1, IDLE));
        assertEquals(0, decision.submit());
        assertTrue(decision.reasons().stream().anyMatch(reason -> reason.contains("waits again")), decision::toString);
    }
}
