package org.topcoffea.generate;

import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.topcoffea.generate.internal.Production;

/**
 * Makes NanoAOD-like files of signals with Wilson coefficients, backgrounds and recorded events, of the year 2017, with a JSON file for
 * each sample and {@code samples.cfg} to run over all of them.
 *
 * <p>Everything stands in one directory: {@code NAME_1.root} and so on, {@code NAME.json}, which names files relative to itself and
 * holds sums of the weights that were written, and last of all {@code samples.cfg}.
 */
public final class Generator {
    private Generator() {}

    /** The number of events that {@link #generate} will make in all samples together. */
    public static long totalEvents(GeneratorOptions options) {
        return new Production(options, events -> {}).totalEvents();
    }

    /**
     * Generates samples.
     *
     * @param done is told how many more events are finished, by several threads at once
     * @return the cfg file
     * @throws org.topcoffea.spi.AnalysisException {@link GeneratorError}, or {@link org.topcoffea.root.writer.WriterError} if a file
     *     cannot be written
     */
    public static Path generate(GeneratorOptions options, LongConsumer done) {
        return new Production(options, done).run();
    }
}
