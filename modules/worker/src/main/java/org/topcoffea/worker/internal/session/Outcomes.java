package org.topcoffea.worker.internal.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.topcoffea.wire.Body;
import org.topcoffea.wire.ResultCode;

/** How commands ended, as it is told to managers. */
final class Outcomes {
    /** Up to this size, what a command printed is kept in memory. */
    private static final int SMALL = 64 << 10;

    private Outcomes() {}

    static TaskEntry.Result result(long task, CommandJob.Outcome outcome) {
        Body body = Body.EMPTY;
        // Managers take a task that was forsaken for one without output, whatever is announced.
        if (outcome.code() != ResultCode.FORSAKEN) {
            body = body(task, outcome);
        }
        long micros = Math.max(0, Math.round(outcome.usage().wallSeconds() * 1e6));
        return new TaskEntry.Result(outcome.code(), outcome.exitCode(), body, micros, outcome.usage());
    }

    private static Body body(long task, CommandJob.Outcome outcome) {
        Path file = outcome.output();
        try {
            if (!outcome.note().isEmpty()) {
                Files.writeString(
                        file,
                        "work_queue_worker: task " + task + ": " + outcome.note() + "\n",
                        StandardCharsets.UTF_8,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            }
            long size = Files.exists(file) ? Files.size(file) : 0;
            if (size == 0) {
                return Body.EMPTY;
            }
            return size <= SMALL ? new Body.Bytes(Files.readAllBytes(file), 0) : new Body.InFile(file, 0, size);
        } catch (IOException e) {
            return Body.of("work_queue_worker: what the task printed cannot be read: " + e + "\n");
        }
    }
}
