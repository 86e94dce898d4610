package org.topcoffea.manager.internal.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.topcoffea.manager.ManagerError;
import org.topcoffea.manager.internal.store.Disk;
import org.topcoffea.manager.internal.store.Entry;
import org.topcoffea.manager.internal.store.RunDirectory;
import org.topcoffea.manager.internal.store.RunJournal;
import org.topcoffea.spi.AnalysisException;

/**
 * The directory and journal of a run, begun or taken up again.
 *
 * @param directory locked until it is closed
 * @param journal its journal
 * @param runId tells the run from all others
 */
public record OpenRun(RunDirectory directory, RunJournal journal, String runId) implements AutoCloseable {
    /** How a run is opened. */
    public enum Mode {
        /** An unfinished run is an error. */
        NEW,
        /** An unfinished run is thrown away. */
        OVERWRITE,
        /** An unfinished run is continued. */
        RESUME
    }

    /**
     * Opens a run.
     *
     * @param path its directory
     * @param fingerprint a hash of all that makes results comparable
     * @param mode what to do with an unfinished run
     * @param say hears what the user should know
     */
    public static OpenRun open(Path path, String fingerprint, Mode mode, Consumer<String> say) {
        return open(path, fingerprint, mode, say, Disk.REAL);
    }

    /** The same on another disk. */
    static OpenRun open(Path path, String fingerprint, Mode mode, Consumer<String> say, Disk disk) {
        try {
            RunDirectory directory = RunDirectory.lock(path)
                    .orElseThrow(() -> new AnalysisException(
                            ManagerError.ALREADY_RUNNING,
                            path + ": another manager works on this output; wait for it, or choose another --outname"));
            try {
                return open(directory, fingerprint, mode, say, disk);
            } catch (IOException | RuntimeException | Error e) {
                directory.close();
                throw e;
            }
        } catch (IOException e) {
            throw new AnalysisException(
                    ManagerError.STORE_FAILED,
                    path + ": results cannot be kept there (" + e + "); choose another --outpath",
                    e);
        }
    }

    private static OpenRun open(RunDirectory directory, String fingerprint, Mode mode, Consumer<String> say, Disk disk)
            throws IOException {
        RunJournal journal = RunJournal.open(directory.journal(), disk);
        RunJournal.Past past = journal.past();
        boolean begun = past.begun().isPresent();
        boolean something = begun && !past.parts().isEmpty();
        if (mode == Mode.RESUME && begun) {
            return resume(directory, journal, past.begun().get(), fingerprint, say);
        }
        if (mode == Mode.NEW && something) {
            journal.close();
            throw new AnalysisException(
                    ManagerError.UNFINISHED_RUN,
                    directory.path() + ": an earlier run of this output did not finish; continue it with --resume, or"
                            + " begin anew with --overwrite");
        }
        if (mode == Mode.RESUME) {
            say.accept("there is nothing to resume; beginning anew");
        }
        journal.close();
        directory.clear();
        RunJournal fresh = RunJournal.open(directory.journal(), disk);
        String runId = newId();
        fresh.append(new Entry.Begun(runId, fingerprint, System.currentTimeMillis()));
        return new OpenRun(directory, fresh, runId);
    }

    private static OpenRun resume(
            RunDirectory directory, RunJournal journal, Entry.Begun begun, String fingerprint, Consumer<String> say)
            throws IOException {
        if (!begun.fingerprint().equals(fingerprint)) {
            journal.close();
            throw new AnalysisException(
                    ManagerError.CANNOT_RESUME,
                    directory.path() + ": the unfinished run there had other samples, options, processor or program"
                            + " version, so that results cannot be added; begin anew with --overwrite");
        }
        if (journal.lost() > 0) {
            say.accept("the journal ended within a record; " + journal.lost()
                    + " bytes are cut off, nothing else is lost");
        }
        return new OpenRun(directory, journal, begun.runId());
    }

    private static String newId() {
        byte[] random = new byte[6];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** Whether there is an unfinished run in a directory. */
    public static boolean exists(Path path) {
        return Files.exists(path.resolve("journal"));
    }

    @Override
    public void close() {
        try {
            journal.close();
            directory.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
