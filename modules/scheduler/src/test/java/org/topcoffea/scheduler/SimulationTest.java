package org.topcoffea.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Clusters in which everything goes wrong that can. More seeds: {@code -Dtopcoffea.simulation.seeds=10000}, from another
 * one on: {@code -Dtopcoffea.simulation.first=SEED}; a day of ten thousand workers: {@code -Dtopcoffea.simulation.day=true}.
 */
final class SimulationTest {
    private static final long HOUR = 3_600_000_000L;
    private static final long SEEDS = Long.getLong("topcoffea.simulation.seeds", 200);
    private static final long FIRST = Long.getLong("topcoffea.simulation.first", 1);

    private static SimulatedCluster run(long seed) {
        Scenario scenario = Scenario.random(new SplittableRandom(seed));
        SimulatedCluster cluster = new SimulatedCluster(scenario, seed);
        cluster.submitAll();
        cluster.run(48 * HOUR);
        cluster.calm();
        cluster.run(1000 * HOUR);
        assertTrue(cluster.finished(), () -> scenario + "\n" + cluster.stuck());
        assertEquals(cluster.totalEvents, cluster.doneEvents + cluster.failedEvents, "events");
        return cluster;
    }

    @Test
    void everyEventIsDoneOnceOrGivenUpWithAReason() {
        Map<FailureCause, Integer> causes = new EnumMap<>(FailureCause.class);
        long restarts = 0;
        long done = 0;
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            try {
                SimulatedCluster cluster = run(seed);
                cluster.causes.forEach((cause, count) -> causes.merge(cause, count, Integer::sum));
                restarts += cluster.restarts;
                done += cluster.doneEvents;
            } catch (RuntimeException | Error failed) {
                throw new AssertionError("seed " + seed + ": " + failed.getMessage(), failed);
            }
        }
        assertTrue(done > 0 && restarts > 0, "nothing was simulated");
        assertTrue(causes.size() >= Math.min(4, SEEDS / 20), () -> "too little went wrong: " + causes);
        System.getLogger("simulation")
                .log(System.Logger.Level.INFO, SEEDS + " seeds, " + restarts + " restarts, failures: " + causes);
    }

    @Test
    void sameSeedSameActions() {
        for (long seed = FIRST; seed < FIRST + Math.min(20, SEEDS); seed++) {
            SimulatedCluster first = run(seed);
            SimulatedCluster second = run(seed);
            assertEquals(first.handled, second.handled, "seed " + seed);
            assertEquals(first.trace, second.trace, "seed " + seed);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "topcoffea.simulation.day", matches = "true")
    void dayOfTenThousandWorkers() {
        long begin = System.nanoTime();
        SimulatedCluster cluster = new SimulatedCluster(Scenario.pool(10_000, 1_800_000), 1);
        cluster.submitAll();
        cluster.run(24 * HOUR);
        System.getLogger("simulation")
                .log(
                        System.Logger.Level.INFO,
                        "a day of 10,000 workers: " + cluster.handled + " events, " + cluster.restarts
                                + " restarts, " + cluster.doneEvents * 100 / cluster.totalEvents + " % done, failures "
                                + cluster.causes + ", took " + (System.nanoTime() - begin) / 1_000_000_000 + " s");
        cluster.check();
        assertTrue(cluster.doneEvents > 0);
    }
}
