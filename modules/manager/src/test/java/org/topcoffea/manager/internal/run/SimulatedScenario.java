package org.topcoffea.manager.internal.run;

import java.util.SplittableRandom;

/**
 * What goes on in a simulated run. Probabilities are for each attempt, message or write; times in microseconds, 0 for never.
 *
 * @param files event files
 * @param events events of a file, up to twice as many
 * @param chunk events of a chunk
 * @param workers how many workers there are
 * @param commands the part of them that are not ours and run command lines
 * @param eventMicros execution of one event
 * @param latency the longest way of a message
 * @param life mean time until a worker dies
 * @param cut mean time until a connection is cut
 * @param leave mean time until a worker is told to go
 * @param crash mean time until a runner crashes with what it held
 * @param failing attempts that fail and may succeed elsewhere
 * @param memory attempts at more than one event that run out of memory
 * @param cursed events that nobody can process
 * @param duplicate reports that come twice
 * @param damaged results that are damaged on their way, or lied about
 * @param full writes that find the disk full
 * @param kill writes at which the manager is killed
 * @param restart mean time until the manager is killed
 * @param stop the time at which the user stops the run
 */
record SimulatedScenario(
        int files,
        int events,
        int chunk,
        int workers,
        double commands,
        double eventMicros,
        long latency,
        long life,
        long cut,
        long leave,
        long crash,
        double failing,
        double memory,
        double cursed,
        double duplicate,
        double damaged,
        double full,
        double kill,
        long restart,
        long stop) {
    private static final long MINUTE = 60_000_000;

    static SimulatedScenario random(SplittableRandom r) {
        return new SimulatedScenario(
                1 + r.nextInt(4),
                1 + r.nextInt(300),
                1 + r.nextInt(100),
                1 + r.nextInt(6),
                r.nextInt(3) * 0.5 * r.nextDouble(),
                1 + 2_000_000 * r.nextDouble() * r.nextDouble(),
                1 + r.nextLong(2_000_000),
                often(r, 3),
                often(r, 2),
                often(r, 3),
                often(r, 3),
                some(r, 0.2),
                some(r, 0.1),
                some(r, 0.01),
                some(r, 0.2),
                some(r, 0.2),
                some(r, 0.2),
                some(r, 0.05),
                often(r, 2),
                r.nextInt(12) == 0 ? r.nextLong(20 * MINUTE) : 0);
    }

    private static double some(SplittableRandom r, double most) {
        return r.nextInt(2) * most * r.nextDouble();
    }

    private static long often(SplittableRandom r, int seldom) {
        return r.nextInt(seldom) == 0 ? MINUTE + r.nextLong(30 * MINUTE) : 0;
    }
}
