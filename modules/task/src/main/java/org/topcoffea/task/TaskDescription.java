package org.topcoffea.task;

import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.topcoffea.plan.Chunk;
import org.topcoffea.plan.InputFile;
import org.topcoffea.task.internal.TaskJson;

/** What one task of a run has to do. */
public sealed interface TaskDescription {
    /** Names that a file in the directory of a task may have. */
    Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}");

    /**
     * Counts the events of a file; {@link TaskReport.Counted} answers.
     *
     * @param file the file
     */
    record Count(InputFile file) implements TaskDescription {}

    /**
     * Processes events; {@link TaskReport.Processed} answers.
     *
     * @param chunk the events
     * @param attempt 1 for the first attempt
     */
    record Process(Chunk chunk, int attempt) implements TaskDescription {
        /** Checks the attempt. */
        public Process {
            if (attempt < 1) {
                throw new IllegalArgumentException("attempt " + attempt + " is before the first");
            }
        }
    }

    /**
     * Adds partial results; {@link TaskReport.Merged} answers.
     *
     * @param inputs files in the directory of the task, at least one
     * @param output the file to write there
     */
    record Merge(List<String> inputs, String output) implements TaskDescription {
        /** Checks that names are plain and all different. */
        public Merge {
            inputs = List.copyOf(inputs);
            inputs.forEach(TaskDescription::plain);
            plain(output);
            if (inputs.isEmpty() || new HashSet<>(inputs).size() < inputs.size() || inputs.contains(output)) {
                throw new IllegalArgumentException("inputs and output of a merge must be different files");
            }
        }
    }

    /**
     * Writes what the worker holds of the run, and begins a new sum; {@link TaskReport.Merged} answers.
     *
     * @param output the file to write in the directory of the task
     */
    record Collect(String output) implements TaskDescription {
        /** Checks that the name is plain. */
        public Collect {
            plain(output);
        }
    }

    /** Does nothing: shows what the way of a task costs. {@link TaskReport.Probed} answers. */
    record Probe() implements TaskDescription {}

    /** Refuses names that lead elsewhere. */
    private static void plain(String name) {
        if (!FILE_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is not the plain name of a file");
        }
    }

    /** This description as JSON; equal ones give equal bytes. */
    default byte[] toJson() {
        return TaskJson.bytes(this);
    }

    /**
     * Reads a description.
     *
     * @throws org.topcoffea.spi.AnalysisException {@link TaskError#MALFORMED} if it is none
     */
    static TaskDescription parse(byte[] json) {
        return TaskJson.parse(json);
    }
}
