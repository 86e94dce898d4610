package org.topcoffea.manager;

import java.nio.file.Path;
import java.util.Optional;
import org.topcoffea.manager.internal.run.OpenRun;
import org.topcoffea.manager.internal.run.Session;
import org.topcoffea.manager.internal.store.RunDirectory;
import org.topcoffea.runner.RunPlan;
import org.topcoffea.runner.RunResult;
import org.topcoffea.spi.AnalysisException;

/**
 * Executes a run on workers that connect to this process and speak Work Queue: ours, which run tasks in place, and others,
 * which are sent a command line and the runtime. The result is the same to the bit as that of a {@link
 * org.topcoffea.runner.LocalRun}, whatever workers come, go or die.
 *
 * <p>What is done is kept in a {@linkplain #directory directory} until {@link #discard}: a manager that was killed at any
 * moment goes on from there when it is told to resume.
 */
public final class DistributedRun implements AutoCloseable {
    private final Session session;

    /**
     * Opens the directory of the run; nothing is started yet.
     *
     * @param plan what it consists of; event files must have names that workers can open
     * @param setup what it needs besides
     * @param listener hears how it gets on
     * @throws AnalysisException if there is an unfinished run that is neither to be resumed nor thrown away, another manager
     *     works on it, or the directory cannot be written
     */
    public DistributedRun(RunPlan plan, RunSetup setup, ManagerListener listener) {
        this.session = new Session(plan, setup, listener);
    }

    /** Where a run keeps what it needs until its output is written: {@code OUTPATH/.OUTNAME.run}. */
    public static Path directory(Path outpath, String outname) {
        return RunDirectory.of(outpath, outname);
    }

    /** Whether there is an unfinished run in a directory. */
    public static boolean unfinished(Path directory) {
        return OpenRun.exists(directory);
    }

    /** Ends the run early, from any thread: what runs may end, nothing else is begun, what is finished is merged. */
    public void stop() {
        session.stop();
    }

    /**
     * Does all the work and waits for it.
     *
     * @throws AnalysisException if no port can be listened on, the processor refuses the run, a file cannot be opened (unless
     *     such files are to be skipped), or the program fails; what was finished until then is kept
     */
    public RunResult execute() {
        return session.execute();
    }

    /** Records of failed attempts, for {@code topcoffea replay}; empty if there are none. */
    public Optional<Path> failures() {
        return session.failures();
    }

    /** Removes the directory, when the output is complete and written. */
    public void discard() {
        session.discard();
    }

    /** Gives the directory free for another manager; what is in it stays. */
    @Override
    public void close() {
        session.close();
    }
}
