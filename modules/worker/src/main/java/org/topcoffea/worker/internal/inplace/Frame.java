package org.topcoffea.worker.internal.inplace;

import java.util.List;

/** What a worker and its runner say to each other; {@link FrameCodec} makes bytes of it. */
public sealed interface Frame {
    /**
     * To the runner: carry out the tasks of this run from now on. What was held for another run is forgotten.
     *
     * @param run the file with the description of the run
     * @param plugins directories of jars
     * @param fold the name of the sum
     */
    record Prepare(String run, List<String> plugins, String fold) implements Frame {}

    /**
     * To the runner: carry out a task.
     *
     * @param id its number
     * @param cores how many threads it may use
     * @param directory the directory of the task
     * @param before partial results on the disk that belong to what is held, for a task that collects
     * @param task its description as JSON
     */
    record Execute(long id, int cores, String directory, List<String> before, byte[] task) implements Frame {}

    /**
     * To the runner: write what is held, or say that there is nothing.
     *
     * @param id the number of the request
     * @param directory where
     * @param output the name of the file
     */
    record Collect(long id, String directory, String output) implements Frame {}

    /**
     * To the runner: end chunks at their next boundary, or no longer.
     *
     * @param on whether to end them
     */
    record Stop(boolean on) implements Frame {}

    /**
     * To the runner: add the result of a task to what is held, or throw it away; a task that still runs shall end.
     *
     * @param id the number of the task
     * @param on whether to keep it
     */
    record Keep(long id, boolean on) implements Frame {}

    /**
     * From the runner: what was held is spoilt.
     *
     * @param why what happened
     */
    record Spoilt(String why) implements Frame {}

    /**
     * From the runner: it is ready.
     *
     * @param runId the run whose tasks it carries out
     */
    record Ready(String runId) implements Frame {}

    /**
     * From the runner: a task or request is done.
     *
     * @param id its number
     * @param exitCode 0, or what the failure makes it
     * @param code the name of the failure, or empty
     * @param collected whether what was held is now in a file
     * @param events how many events are in a result that waits to be kept or thrown away
     * @param report the report as JSON
     */
    record Done(long id, int exitCode, String code, boolean collected, long events, byte[] report) implements Frame {}
}
