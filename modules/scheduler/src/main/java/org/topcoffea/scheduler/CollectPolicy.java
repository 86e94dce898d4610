package org.topcoffea.scheduler;

/**
 * When the results that a worker holds are brought home, although it could still add to them: what is lost with the worker
 * has to be done again.
 *
 * @param maxWork microseconds of execution that may be lost with a worker, at least 1
 * @param maxBytes bytes that a worker may hold, at least 1
 * @param maxAge microseconds that a result may stay away, at least 1
 * @param margin microseconds before its end at which a worker hands over all that it has, at least 0
 */
public record CollectPolicy(long maxWork, long maxBytes, long maxAge, long margin) {
    /** Five minutes of work or of waiting, 256 MB, a minute and a half before the end. */
    public static final CollectPolicy DEFAULT = new CollectPolicy(300_000_000, 256L << 20, 300_000_000, 90_000_000);

    /** Checks the limits. */
    public CollectPolicy {
        if (maxWork < 1 || maxBytes < 1 || maxAge < 1 || margin < 0) {
            throw new IllegalArgumentException("results are collected after at least 1 µs and 1 byte, not " + maxWork
                    + ", " + maxBytes + " and " + maxAge + ", margin " + margin);
        }
    }

    /**
     * What a worker holds that is nowhere else.
     *
     * @param work microseconds of execution in it
     * @param bytes its size, as far as that is known
     * @param since when its oldest part was made
     * @param endTime when the worker ends; 0 for never
     */
    public record Holding(long work, long bytes, long since, long endTime) {}

    /**
     * Whether it is time to collect.
     *
     * @param holding what the worker holds, which is something
     * @param last whether nothing more will be added
     * @param now the time
     */
    public boolean due(Holding holding, boolean last, long now) {
        boolean ends = holding.endTime() > 0 && holding.endTime() - margin <= now;
        return last
                || ends
                || holding.work() >= maxWork
                || holding.bytes() >= maxBytes
                || now - holding.since() >= maxAge;
    }
}
