package org.topcoffea.wire;

/** How a task ended, as the first number of a {@code result} line says. */
public enum ResultCode {
    /** The command ran; its exit code may be anything. */
    SUCCESS(0, "SUCCESS"),
    /** An input was not there. */
    INPUT_MISSING(1, "INPUT_MISS"),
    /** An output was not there; found out by the manager. */
    OUTPUT_MISSING(2, "OUTPUT_MISS"),
    /** The output text was too large. */
    STDOUT_MISSING(4, "STDOUT_MISS"),
    /** Defined, but sent by nobody. */
    SIGNAL(8, "SIGNAL"),
    /** More was used than was allotted. */
    RESOURCE_EXHAUSTION(16, "RESOURCE_EXHAUSTION"),
    /** The time at which the task had to be done has passed. */
    END_TIME(24, "END_TIME"),
    /** Nothing is known yet. */
    UNKNOWN(32, "UNKNOWN"),
    /** The worker could not run the task: it goes back into the queue. */
    FORSAKEN(40, "FORSAKEN"),
    /** It was tried too often. */
    MAX_RETRIES(48, "MAX_RETRIES"),
    /** It ran longer than allowed. */
    MAX_WALL_TIME(56, "MAX_WALL_TIME"),
    /** The disk allotted to it is full. */
    DISK_FULL(64, "DISK_FULL"),
    /** The resource monitor left no summary. */
    MONITOR_ERROR(72, "MONITOR_ERROR"),
    /** The manager could not write an output. */
    OUTPUT_TRANSFER_ERROR(80, "OUTPUT_TRANSFER_ERROR");

    private final int number;
    private final String text;

    ResultCode(int number, String text) {
        this.number = number;
        this.text = text;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }

    /** The word in transaction logs. */
    public String text() {
        return text;
    }

    /** The code with this number; {@link #UNKNOWN} for a number nobody defined. */
    public static ResultCode of(int number) {
        for (ResultCode code : values()) {
            if (code.number == number) {
                return code;
            }
        }
        return UNKNOWN;
    }
}
