package org.topcoffea.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.topcoffea.hist.SparseHistogram;
import org.topcoffea.interchange.RootHistogramFile;
import org.topcoffea.interchange.RootHistogramReader;
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
            return Map.copyOf(RootHistogramReader.read(file));
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
            RootHistogramFile.write(file, histograms);
        } else if (file.toString().endsWith(".zip")) {
            archive(file, histograms, complete);
        } else {
            throw new TypeConversionException(
                    file + ": the name must end in .root, or in .uhi.zip for the format of hist and boost-histogram");
        }
    }

    private static void archive(Path file, Map<String, SparseHistogram<?, ?>> histograms, boolean complete) {
        Path whole = file.toAbsolutePath();
        Path temporary = whole.resolveSibling(
                "." + whole.getFileName() + "." + ProcessHandle.current().pid());
        try {
            try (UhiWriter archive =
                    new UhiWriter(new BufferedOutputStream(Files.newOutputStream(temporary)), complete)) {
                for (Map.Entry<String, SparseHistogram<?, ?>> entry : histograms.entrySet()) {
                    archive.write(entry.getKey(), entry.getValue());
                }
            }
            Files.move(temporary, whole, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be written: " + e.getMessage(), e);
        }
    }

    private static boolean isRoot(Path file) {
        return file.toString().endsWith(".root");
    }
}
