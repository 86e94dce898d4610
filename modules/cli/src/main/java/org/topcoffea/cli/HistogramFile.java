package org.topcoffea.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.topcoffea.hist.SparseHistogram;
import org.topcoffea.interchange.RootHistograms;
import org.topcoffea.interchange.UhiArchive;
import org.topcoffea.interchange.UhiWriter;
import picocli.CommandLine.TypeConversionException;

/** Where histograms are read from and written to: the output of a run, a UHI archive or a ROOT file. */
final class HistogramFile {
    private HistogramFile() {}

    /** The histograms of an output bundle or a file, by name. */
    static Map<String, SparseHistogram<?, ?>> read(Path path) {
        Path file = Files.isDirectory(path) ? path.resolve("histograms.uhi.zip") : path;
        if (isRoot(file)) {
            return RootHistograms.read(file);
        }
        try (UhiArchive archive = UhiArchive.open(file)) {
            return archive.readAll();
        }
    }

    /** Whether all histograms say that no events are missing from them. */
    static boolean isComplete(Path path) {
        Path file = Files.isDirectory(path) ? path.resolve("histograms.uhi.zip") : path;
        if (isRoot(file)) {
            return true;
        }
        try (UhiArchive archive = UhiArchive.open(file)) {
            return archive.names().stream().allMatch(archive::isComplete);
        }
    }

    /** Writes histograms in the format that the name of the file says. */
    static void write(Path file, Map<String, SparseHistogram<?, ?>> histograms, boolean complete) {
        if (isRoot(file)) {
            RootHistograms.write(file, histograms);
        } else if (file.toString().endsWith(".zip")) {
            UhiWriter.write(file, histograms, complete);
        } else {
            throw new TypeConversionException(
                    file + ": the name must end in .root, or in .uhi.zip for the format of hist and boost-histogram");
        }
    }

    private static boolean isRoot(Path file) {
        return file.toString().endsWith(".root");
    }
}
