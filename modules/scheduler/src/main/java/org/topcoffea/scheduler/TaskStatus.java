package org.topcoffea.scheduler;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.topcoffea.spi.Blame;

/** How an attempt ended: the result codes of Work Queue. */
public enum TaskStatus {
    /** It ran, whatever its exit code. */
    SUCCESS(0, "SUCCESS", null),
    /** An input was not there or could not be transferred. */
    INPUT_MISSING(1, "INPUT_MISS", Blame.TRANSIENT),
    /** An output was not there. */
    OUTPUT_MISSING(2, "OUTPUT_MISS", Blame.TRANSIENT),
    /** Its standard output could not be had. */
    STDOUT_MISSING(4, "STDOUT_MISS", Blame.TRANSIENT),
    /** A signal ended it. */
    SIGNAL(8, "SIGNAL", Blame.TRANSIENT),
    /** It used more cores, memory or disk than it was given. */
    RESOURCE_EXHAUSTION(16, "RESOURCE_EXHAUSTION", Blame.RESOURCE),
    /** The time by which it had to end has passed. */
    TIMEOUT(24, "END_TIME", Blame.RESOURCE),
    /** Nothing is known. */
    UNKNOWN(32, "UNKNOWN", Blame.INTERNAL),
    /** The worker could not run it. */
    FORSAKEN(40, "FORSAKEN", Blame.TRANSIENT),
    /** It was tried as often as allowed. */
    MAX_RETRIES(48, "MAX_RETRIES", Blame.TRANSIENT),
    /** It ran longer than its limit. */
    MAX_RUN_TIME(56, "MAX_WALL_TIME", Blame.RESOURCE),
    /** The disk that was set aside for it is full. */
    DISK_FULL(64, "DISK_FULL", Blame.RESOURCE),
    /** Its resources could not be measured. */
    MONITOR_ERROR(72, "MONITOR_ERROR", Blame.TRANSIENT),
    /** The manager could not store its output. */
    OUTPUT_TRANSFER_ERROR(80, "OUTPUT_TRANSFER_ERROR", Blame.TRANSIENT);

    private final int code;
    private final String logName;
    private final Optional<Blame> blame;

    TaskStatus(int code, String logName, @Nullable Blame blame) {
        this.code = code;
        this.logName = logName;
        this.blame = Optional.ofNullable(blame);
    }

    /** The number on the wire. */
    public int code() {
        return code;
    }

    /** The word for it in transaction logs. */
    public String logName() {
        return logName;
    }

    /** The blame where the attempt itself says nothing better; empty for success. */
    public Optional<Blame> blame() {
        return blame;
    }

    /** The status of a number on the wire; {@link #UNKNOWN} for numbers that have no meaning. */
    public static TaskStatus of(int code) {
        for (TaskStatus status : values()) {
            if (status.code == code) {
                return status;
            }
        }
        return UNKNOWN;
    }
}
