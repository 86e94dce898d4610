package org.topcoffea.runner;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.topcoffea.runner.internal.bundle.BundleFiles;
import org.topcoffea.spi.AnalysisException;

/**
 * The directory that a run leaves behind:
 *
 * <pre>
 * histograms.uhi.zip   all histograms without loss, for hist and boost-histogram
 * histograms.root      TH1D and TH2D by channel and process, EFT histograms at the Standard Model
 * manifest.json        inputs, versions, hashes of plugins, parameters, times
 * missing.json         what is not in the result and why; empty when complete
 * metrics.json         what each chunk cost
 * cutflow.json         events and weights after each cut
 * tables.json          lists of events and named sums, if the processor made any
 * </pre>
 *
 * It appears under its name when all of it is written and synchronised with the disk, or not at all. All files but the
 * manifest and the metrics are the same to the byte for the same events.
 */
public final class OutputBundle implements AutoCloseable {
    private static final long FREE_BYTES = 16L << 20;

    private final Path parent;
    private final Path target;
    private final boolean overwrite;
    private final Path temporary;

    private OutputBundle(Path parent, Path target, boolean overwrite, Path temporary) {
        this.parent = parent;
        this.target = target;
        this.overwrite = overwrite;
        this.temporary = temporary;
    }

    /**
     * Makes sure, before any work is done, that the bundle can be written.
     *
     * @param target the directory to be made
     * @param overwrite whether it may replace one of that name
     * @throws AnalysisException if it exists, or cannot be written
     */
    public static OutputBundle prepare(Path target, boolean overwrite) {
        Path whole = target.toAbsolutePath().normalize();
        if (Files.exists(whole) && !overwrite) {
            throw new AnalysisException(
                    RunnerError.OUTPUT_EXISTS,
                    "output " + target + " exists: choose another --outname or --outpath, or give --overwrite");
        }
        if (Files.exists(whole) && !Files.isRegularFile(whole.resolve("manifest.json")) && !isEmptyDirectory(whole)) {
            throw new AnalysisException(
                    RunnerError.OUTPUT_EXISTS,
                    "output " + target
                            + " exists and is not the output of a run (it has no manifest.json): choose another"
                            + " --outname or --outpath");
        }
        try {
            Path parent = whole.getParent();
            if (parent == null) {
                throw new IOException("it is the root directory");
            }
            Files.createDirectories(parent);
            Path temporary = Files.createDirectory(hidden(parent, whole, "unfinished"));
            OutputBundle bundle = new OutputBundle(parent, whole, overwrite, temporary);
            bundle.probe();
            return bundle;
        } catch (IOException e) {
            throw unwritable(target, e);
        }
    }

    /** A name that is not taken; made without the private permissions of temporary directories. */
    private static Path hidden(Path parent, Path whole, String purpose) {
        return parent.resolve("." + whole.getFileName() + "." + purpose + "-"
                + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime()));
    }

    private static boolean isEmptyDirectory(Path directory) {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    private void probe() throws IOException {
        Path file = temporary.resolve("probe");
        try {
            Files.write(file, new byte[1 << 16]);
            sync(file);
            Files.delete(file);
            long free = Files.getFileStore(temporary).getUsableSpace();
            if (free < FREE_BYTES) {
                throw new IOException("only " + (free >> 10) + " KiB are free on that disk");
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private static AnalysisException unwritable(Path target, IOException e) {
        return new AnalysisException(
                RunnerError.OUTPUT_UNWRITABLE,
                "output " + target + " cannot be written (" + reason(e) + "): choose another --outpath or free space",
                e);
    }

    private static String reason(IOException e) {
        return switch (e) {
            case FileAlreadyExistsException taken -> "not a directory: " + taken.getFile();
            case AccessDeniedException denied -> "permission denied: " + denied.getFile();
            case NoSuchFileException missing -> "nothing can be made there: " + missing.getFile();
            default -> String.valueOf(e.getMessage());
        };
    }

    /** The directory of the finished bundle. */
    public Path target() {
        return target;
    }

    /**
     * Writes all files and puts the bundle in its place.
     *
     * @param plan what was to be done
     * @param result what came out
     * @param provenance where it comes from
     * @param extras writes further files into the directory it is given
     * @throws AnalysisException if something cannot be written; then nothing is left under the name of the bundle
     */
    public void write(RunPlan plan, RunResult result, Provenance provenance, Extras extras) {
        try {
            new BundleFiles(plan, result, provenance).writeTo(temporary);
            extras.writeTo(temporary);
            syncAll();
            replace();
        } catch (IOException e) {
            close();
            throw unwritable(target, e);
        }
    }

    /** Writes further files. */
    @FunctionalInterface
    public interface Extras {
        /** Writes into a directory that exists. */
        void writeTo(Path directory) throws IOException;
    }

    private void replace() throws IOException {
        if (overwrite && Files.exists(target)) {
            Path old = hidden(parent, target, "replaced");
            Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            deleteTree(old);
        } else {
            try {
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (DirectoryNotEmptyException e) {
                throw new FileAlreadyExistsException(target + " appeared while the run was going on");
            }
        }
        sync(parent);
    }

    private void syncAll() throws IOException {
        try (Stream<Path> files = Files.walk(temporary)) {
            List<Path> all = files.toList();
            for (Path file : all) {
                sync(file);
            }
        }
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Takes the unfinished bundle away; does nothing when it was finished. */
    @Override
    public void close() {
        try {
            deleteTree(temporary);
        } catch (IOException e) {
            System.getLogger(OutputBundle.class.getName())
                    .log(System.Logger.Level.WARNING, "cannot remove {0}: {1}", temporary, e);
        }
    }

    private static void deleteTree(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        }
    }
}
