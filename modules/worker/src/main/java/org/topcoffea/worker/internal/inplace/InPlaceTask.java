package org.topcoffea.worker.internal.inplace;

import java.nio.file.Path;

/**
 * A task for a runner.
 *
 * @param number tells it from all others of this worker
 * @param cores how many threads it may use
 * @param directory its directory
 * @param json its description
 * @param ending hears how it ended
 */
public record InPlaceTask(long number, int cores, Path directory, byte[] json, Ending ending) {
    /** Hears how a task ended, on the worker's own thread. */
    public interface Ending {
        /** It is not wanted any more. */
        Ending UNHEARD = done -> done.choice().keep(false);

        /** It is done. */
        void done(Done done);
    }

    /**
     * How a task ended.
     *
     * @param exitCode 0, or what its failure makes it
     * @param report its report as JSON
     * @param collected whether it wrote what was held
     * @param runId the run, as far as it is known
     * @param choice takes or leaves its result, once
     */
    public record Done(int exitCode, byte[] report, boolean collected, String runId, Choice choice) {}

    /** A result that waits to be added to what is held. */
    public interface Choice {
        /** There is none. */
        Choice NONE = wanted -> {};

        /** Adds it, or throws it away. */
        void keep(boolean wanted);
    }

    InPlaceTask unheard() {
        return new InPlaceTask(number, cores, directory, json, Ending.UNHEARD);
    }
}
