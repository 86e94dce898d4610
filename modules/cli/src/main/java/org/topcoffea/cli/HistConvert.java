package org.topcoffea.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.topcoffea.hist.SparseHistogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Converts histograms between formats. */
@Command(
        name = "convert",
        description = {
            "Convert histograms between UHI archives (.uhi.zip) and ROOT files (.root). EFT histograms are written to",
            "ROOT files at the Standard Model point: use 'hist evaluate' for another one."
        })
final class HistConvert implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "INPUT", description = "The output of a run, a .uhi.zip or a .root file.")
    private Path input = Path.of("");

    @Parameters(index = "1", paramLabel = "OUTPUT", description = "A .uhi.zip or .root file.")
    private Path output = Path.of("");

    HistConvert() {}

    @Override
    public Integer call() {
        Map<String, SparseHistogram<?, ?>> histograms = HistogramFile.read(input);
        HistogramFile.write(output, histograms, HistogramFile.isComplete(input));
        Console.line("wrote " + histograms.size() + " histograms to " + output);
        return ExitCode.COMPLETE.code();
    }
}
