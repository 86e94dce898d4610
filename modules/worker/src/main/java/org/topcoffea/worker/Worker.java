package org.topcoffea.worker;

import java.util.function.Consumer;
import org.topcoffea.worker.internal.life.Life;

/**
 * A worker: it finds a manager, runs what the manager sends, and looks for another one when it is no longer needed. It behaves as
 * {@code work_queue_worker} does towards managers and scripts, and runs tasks of our own manager in warm runners.
 */
public final class Worker {
    private final Life life;

    /**
     * Prepares a worker.
     *
     * @param options how it is set up
     * @param lines takes what {@code work_queue_worker} prints, line by line
     */
    public Worker(WorkerOptions options, Consumer<String> lines) {
        this.life = new Life(options, lines);
    }

    /**
     * Works until there is a reason to end: the manager says so, there is no work or no manager for too long, the time is over,
     * or it is {@linkplain #stop stopped}.
     *
     * @throws org.topcoffea.spi.AnalysisException {@link WorkerError#BAD_WORKSPACE} if it cannot even begin
     */
    public void run() {
        life.run();
    }

    /**
     * Ends the worker in order, from any thread: chunks stop at their next boundary, what is finished is handed over, and
     * {@link #run} returns.
     *
     * @param signal the number of the signal that asks for it, as the manager is told
     */
    public void stop(int signal) {
        life.leave("vacating", Integer.toString(signal));
    }
}
