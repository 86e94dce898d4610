package org.topcoffea.wire;

import java.time.Duration;
import java.util.List;

/**
 * How the transfer of a file or tree ended.
 *
 * @param cacheName the object
 * @param files how many files were transferred completely
 * @param bytes how many bytes of content
 * @param time from its first byte to its last
 * @param missing what the worker could not send; {@code get} only
 * @param failure empty when all went well except for what is missing; otherwise why not, in one line
 */
public record TransferReport(
        String cacheName, int files, long bytes, Duration time, List<WorkerMessage.Missing> missing, String failure) {
    /** Copies the list. */
    public TransferReport {
        missing = List.copyOf(missing);
    }

    /** Whether everything is there. */
    public boolean complete() {
        return failure.isEmpty() && missing.isEmpty();
    }
}
