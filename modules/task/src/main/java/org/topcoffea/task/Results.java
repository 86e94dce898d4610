package org.topcoffea.task;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.topcoffea.runner.PartialResult;
import org.topcoffea.spi.AccumulatorType;

/** Partial results of one run: their sum in memory, and files of others. */
final class Results {
    private final Function<String, AccumulatorType<?>> types;
    private final Fold sum = new Fold();

    /** Makes a result without events. */
    interface Nothing {
        PartialResult make() throws InterruptedException;
    }

    Results(Function<String, AccumulatorType<?>> types) {
        this.types = types;
    }

    Fold sum() {
        return sum;
    }

    private PartialResult read(List<Path> files) {
        PartialResult whole = ResultFile.read(files.getFirst(), types);
        for (Path file : files.subList(1, files.size())) {
            whole.merge(ResultFile.read(file, types));
        }
        return whole;
    }

    TaskReport merge(List<Path> files, Path directory, String output) {
        return write(read(files), directory, output);
    }

    /** Takes the sum and writes it with results of other files; what cannot be written stays in the sum. */
    TaskReport collect(List<Path> before, Nothing nothing, Path directory, String output) throws InterruptedException {
        PartialResult whole = sum.take();
        try {
            PartialResult all = whole;
            if (!before.isEmpty()) {
                all = read(before);
                if (whole != null) {
                    all.merge(whole);
                }
            }
            return write(all == null ? nothing.make() : all, directory, output);
        } catch (RuntimeException | OutOfMemoryError e) {
            if (whole != null) {
                sum.add(whole);
            }
            throw e;
        }
    }

    private static TaskReport write(PartialResult result, Path directory, String output) {
        ResultFile.Written written = ResultFile.write(result, directory.resolve(output));
        return new TaskReport.Merged(result.events(), output, written.bytes(), written.sha256(), Usage.UNKNOWN);
    }
}
