package org.topcoffea.scheduler;

import java.util.SplittableRandom;
import org.topcoffea.spi.Resources;

/**
 * What goes on in a simulated cluster. Probabilities are for each attempt or message.
 *
 * @param workers how many there are
 * @param tasks processing tasks at the beginning
 * @param events events of a task, up to twice as many
 * @param mode how resources are found
 * @param ahead tasks sent ahead of room
 * @param eventMicros execution of one event
 * @param eventMemory kB of memory for one event, above 200 MB
 * @param lifetime mean microseconds until a worker dies; 0 for never
 * @param wallTime microseconds after which a worker ends by itself; 0 for never
 * @param failure attempts that fail and may succeed elsewhere
 * @param loss messages that are lost, and the connection with them
 * @param duplicate messages from workers that come twice
 * @param badData tasks whose file is broken
 * @param poison tasks that kill their worker
 * @param slowWorkers workers that are ten times slower
 * @param liars workers that have half of what they say
 * @param restart mean microseconds between restarts of the manager; 0 for never
 * @param fastAbort the factor of fast termination; 0 for never
 * @param retries how often tasks are tried again
 * @param meddling mean microseconds between interventions: drained and blocked hosts, silence, cancelled and bound tasks; 0
 *     for never
 */
record Scenario(
        int workers,
        int tasks,
        long events,
        AllocationMode mode,
        int ahead,
        double eventMicros,
        double eventMemory,
        long lifetime,
        long wallTime,
        double failure,
        double loss,
        double duplicate,
        double badData,
        double poison,
        double slowWorkers,
        double liars,
        long restart,
        double fastAbort,
        int retries,
        long meddling) {
    private static final long HOUR = 3_600_000_000L;

    /** One of many small clusters with many faults. */
    static Scenario random(SplittableRandom r) {
        AllocationMode mode = AllocationMode.values()[r.nextInt(4)];
        boolean shortTasks = r.nextInt(3) == 0;
        return new Scenario(
                1 + r.nextInt(25),
                10 + r.nextInt(250),
                1 + r.nextInt(20_000),
                mode,
                r.nextInt(3) * r.nextInt(10),
                shortTasks ? 1 : 10_000 * r.nextDouble(),
                r.nextInt(3) == 0 ? 0 : r.nextInt(800),
                r.nextInt(3) == 0 ? 0 : HOUR / 10 + r.nextLong(5 * HOUR),
                r.nextInt(3) == 0 ? HOUR / 6 + r.nextLong(HOUR) : 0,
                r.nextInt(2) * 0.2 * r.nextDouble(),
                r.nextInt(2) * 0.01 * r.nextDouble(),
                r.nextInt(2) * 0.2 * r.nextDouble(),
                r.nextInt(2) * 0.05 * r.nextDouble(),
                r.nextInt(4) == 0 ? 0.02 * r.nextDouble() : 0,
                r.nextInt(2) * 0.3 * r.nextDouble(),
                r.nextInt(3) == 0 ? 0.3 * r.nextDouble() : 0,
                r.nextInt(2) == 0 ? 0 : HOUR / 20 + r.nextLong(HOUR),
                r.nextInt(2) == 0 ? 0 : 1.5 + 2 * r.nextDouble(),
                r.nextInt(8),
                r.nextInt(2) == 0 ? 0 : HOUR / 100 + r.nextLong(HOUR / 10));
    }

    /** A large pool for a long time. */
    static Scenario pool(int workers, int tasks) {
        return new Scenario(
                workers,
                tasks,
                100_000,
                AllocationMode.MAX_SEEN,
                2,
                18_000,
                2,
                12 * HOUR,
                8 * HOUR,
                0.005,
                0.0001,
                0.01,
                0.0005,
                0.00001,
                0.02,
                0.001,
                6 * HOUR,
                3,
                8,
                0);
    }

    Resources resources(SplittableRandom r) {
        int cores = 1 << r.nextInt(4);
        return new Resources(cores, 1000L * cores * (1 + r.nextInt(3)), 4000L * cores, 0);
    }

    SchedulerConfig config(long seed) {
        return SchedulerConfig.DEFAULT.withMode(mode).withSeed(seed);
    }
}
