package org.topcoffea.manager.internal.queue;

import java.util.List;
import java.util.Map;
import org.topcoffea.wire.TaskFile;

/**
 * How a task is told to one worker.
 *
 * @param command a shell command, or what the coprocess takes
 * @param coprocess the name of the coprocess; empty for the shell
 * @param inputs files to be sent if the worker does not have them, by their path in the sandbox
 * @param kept files that the worker has already
 * @param outputs files that the task leaves in the cache of the worker
 */
public record Form(
        String command, String coprocess, Map<String, StagedFile> inputs, List<TaskFile> kept, List<TaskFile> outputs) {
    /** Copies. */
    public Form {
        inputs = Map.copyOf(inputs);
        kept = List.copyOf(kept);
        outputs = List.copyOf(outputs);
    }
}
