package org.topcoffea.task;

import java.util.function.Supplier;
import org.topcoffea.runner.ChunkRunner;
import org.topcoffea.runner.FilePool;
import org.topcoffea.runner.RunnerError;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.EventProcessor;
import org.topcoffea.spi.ProcessorInfo;
import org.topcoffea.spi.Run;

/**
 * Makes what processes chunks, one for each thread, each with a processor of its own.
 *
 * @param description the run
 * @param processors makes a processor
 * @param files where chunks are read
 */
record Runners(RunDescription description, Supplier<EventProcessor> processors, FilePool files) {
    /** One more, with a processor that has started. */
    ChunkRunner make() {
        try {
            EventProcessor made = processors.get();
            ProcessorInfo info = made.describe();
            Run run = description.run(info.parameters());
            return new ChunkRunner(made, run, files, description.batchLimit(), description.reproducible());
        } catch (AnalysisException e) {
            throw e;
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw new AnalysisException(
                    RunnerError.PROCESSOR_FAILED,
                    "processor '" + description.processor() + "' failed before the first event: " + e
                            + "; mend the plugin",
                    e);
        }
    }
}
