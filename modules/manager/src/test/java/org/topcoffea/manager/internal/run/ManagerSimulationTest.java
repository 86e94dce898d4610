package org.topcoffea.manager.internal.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.plan.EventRanges;
import org.topcoffea.runner.RunResult;

/**
 * Whole runs in which everything goes wrong that can: messages that are late, come twice or never, results that are damaged or lied
 * about, runners, workers and managers that die at any instruction, disks that are full. Whatever happens, each event is in the
 * result once or missing with a reason, and the result has the bytes of the same events processed at once. More seeds: {@code
 * -Dtopcoffea.manager.seeds=10000}, from another one on: {@code -Dtopcoffea.manager.first=SEED}.
 */
final class ManagerSimulationTest {
    private static final long SEEDS = Long.getLong("topcoffea.manager.seeds", 200);
    private static final long FIRST = Long.getLong("topcoffea.manager.first", 1);

    @TempDir
    Path directory;

    private long lives;
    private long turns;
    private long missing;
    private long failures;
    private long events;

    private SimulatedRun run(SimulatedFixtures fixtures, long seed) throws Exception {
        Path scratch = Files.createDirectory(directory.resolve("seed-" + seed));
        try {
            SimulatedRun run = new SimulatedRun(fixtures, scratch, seed);
            RunResult result = run.run();
            check(run, result);
            lives += run.lives;
            turns += run.turns;
            failures += run.disk.failures;
            events += run.events();
            return run;
        } finally {
            SimulatedFixtures.remove(scratch);
        }
    }

    private void check(SimulatedRun run, RunResult result) throws Exception {
        EventRanges done = result.ledger().done();
        assertEquals(done, result.result().events(), "the ledger and the result");
        assertArrayEquals(run.expected(done), SimulatedRun.encode(result.result()), "the bytes");
        if (!result.stopped()) {
            EventRanges all = done.copy();
            result.ledger().missing().forEach(gap -> gap.range().ifPresent(range -> all.add(gap.file(), range)));
            boolean filesLeftOut = result.ledger().missing().stream()
                    .anyMatch(gap -> gap.range().isEmpty());
            assertTrue(
                    filesLeftOut || all.events() == run.events(),
                    () -> "events are lost: " + all.events() + " of " + run.events());
            boolean nothingToBlame = run.scenario.cursed() + run.scenario.failing() + run.scenario.memory() == 0
                    && run.scenario.life() + run.scenario.cut() + run.scenario.leave() + run.scenario.crash() == 0
                    && run.scenario.damaged() == 0;
            assertTrue(
                    !nothingToBlame || result.complete(),
                    () -> "incomplete: " + result.ledger().missing());
        }
        missing += run.events() - done.events();
    }

    @Test
    void everyEventCountsOnceWhateverHappens() throws Exception {
        SimulatedFixtures fixtures = new SimulatedFixtures(directory);
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            try {
                run(fixtures, seed);
            } catch (Exception | Error failed) {
                throw new AssertionError("seed " + seed + ": " + failed, failed);
            }
        }
        System.getLogger("simulation")
                .log(
                        System.Logger.Level.INFO,
                        SEEDS + " seeds: " + lives + " lives of managers, " + turns + " turns, " + failures
                                + " writes to full disks, " + missing + " of " + events + " events missing");
        assertTrue(lives > SEEDS && failures > 0, "nothing went wrong");
        assertTrue(missing > 0 && missing < events / 5, missing + " events are missing");
    }

    @Test
    void sameSeedSameRun() throws Exception {
        SimulatedFixtures fixtures = new SimulatedFixtures(directory);
        for (long seed = FIRST; seed < FIRST + Math.min(10, SEEDS); seed++) {
            SimulatedRun first = run(fixtures, seed);
            SimulatedRun second = run(fixtures, seed);
            assertEquals(first.turns, second.turns, "seed " + seed);
            assertEquals(first.trace, second.trace, "seed " + seed);
        }
    }
}
