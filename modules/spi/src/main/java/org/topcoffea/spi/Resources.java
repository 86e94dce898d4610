package org.topcoffea.spi;

/**
 * What a task needs or a worker offers, in the units of Work Queue.
 *
 * @param cores processor cores; {@link #UNSPECIFIED} leaves it open
 * @param memory MB of memory; {@link #UNSPECIFIED} leaves it open
 * @param disk MB of disk; {@link #UNSPECIFIED} leaves it open
 * @param gpus graphics processors; {@link #UNSPECIFIED} leaves it open
 */
public record Resources(long cores, long memory, long disk, long gpus) {
    /** A value that nobody has set. */
    public static final long UNSPECIFIED = -1;

    /** Nothing is set. */
    public static final Resources OPEN = new Resources(UNSPECIFIED, UNSPECIFIED, UNSPECIFIED, UNSPECIFIED);

    /** Checks that values are not negative, unless left open. */
    public Resources {
        if (Math.min(Math.min(cores, memory), Math.min(disk, gpus)) < UNSPECIFIED) {
            throw new IllegalArgumentException("resources cannot be negative: " + cores + " cores, " + memory
                    + " MB memory, " + disk + " MB disk, " + gpus + " gpus");
        }
    }

    @Override
    public String toString() {
        return text(cores, " cores") + ", " + text(memory, " MB memory") + ", " + text(disk, " MB disk") + ", "
                + text(gpus, " gpus");
    }

    private static String text(long value, String unit) {
        return (value == UNSPECIFIED ? "any" : Long.toString(value)) + unit;
    }
}
