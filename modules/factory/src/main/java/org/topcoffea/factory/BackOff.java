package org.topcoffea.factory;

/**
 * How long to wait after jobs that failed at once: 30 s, doubled with every further failure up to half an hour; then one job is
 * tried. A job that lasts ends it.
 */
final class BackOff {
    private static final long FIRST = 30;
    private static final long LONGEST = 1800;

    private int level;
    private long until;
    private String reason = "";

    /** Jobs failed. Several that failed between two looks are one failure. */
    void failed(long now, String why) {
        level++;
        until = now + Math.min(LONGEST, FIRST << Math.min(level - 1, 10));
        reason = why;
    }

    /** A job has lasted. */
    void lasted() {
        level = 0;
        reason = "";
    }

    /** Whether the next job is a trial. */
    boolean active() {
        return level > 0;
    }

    /** How many jobs may be submitted now. */
    long allowance(long now, long onTrial) {
        if (level == 0) {
            return Long.MAX_VALUE;
        }
        return now < until ? 0 : Math.max(0, 1 - onTrial);
    }

    String text(long now) {
        return now < until
                ? "submitting nothing for another " + (until - now) + " s, as " + reason
                : "submitting one job to try, as " + reason;
    }
}
