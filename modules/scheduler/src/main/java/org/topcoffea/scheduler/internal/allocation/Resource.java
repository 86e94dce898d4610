package org.topcoffea.scheduler.internal.allocation;

import java.util.List;
import org.topcoffea.spi.Resources;

/** One of the four resources, in the order in which memories keep them. */
public enum Resource {
    /** Processor cores. */
    CORES(1, "cores"),
    /** Main memory. */
    MEMORY(250, "MB memory"),
    /** Disk. */
    DISK(250, "MB disk"),
    /** Graphics processors. */
    GPUS(1, "gpus");

    /** All of them. */
    public static final List<Resource> ALL = List.of(values());

    private final long bucket;
    private final String unit;

    Resource(long bucket, String unit) {
        this.bucket = bucket;
        this.unit = unit;
    }

    /** The width of a bucket of its histogram. */
    public long bucket() {
        return bucket;
    }

    /** What is counted, behind a number. */
    public String unit() {
        return unit;
    }

    /** Its value. */
    public long of(Resources resources) {
        return switch (this) {
            case CORES -> resources.cores();
            case MEMORY -> resources.memory();
            case DISK -> resources.disk();
            case GPUS -> resources.gpus();
        };
    }

    /** The end of the bucket that a value is in. */
    public long roundUp(long value) {
        return (value + bucket - 1) / bucket * bucket;
    }
}
