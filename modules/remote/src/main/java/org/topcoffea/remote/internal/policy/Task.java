package org.topcoffea.remote.internal.policy;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.topcoffea.remote.RemoteError;
import org.topcoffea.remote.RemoteException;

/** Something done in a virtual thread of its own, which can be ended. Whoever starts one ends it. */
final class Task {
    /** What is to be done. */
    interface Work {
        void run() throws InterruptedException;
    }

    private final Thread thread;
    private volatile boolean succeeded;
    private volatile @Nullable Throwable failure;

    private Task(String name, Work work, Consumer<? super Task> ended) {
        this.thread = Thread.ofVirtual().name(name).unstarted(() -> run(work, ended));
    }

    /**
     * Starts a task.
     *
     * @param ended hears of its end, whatever it was
     */
    static Task start(String name, Work work, Consumer<? super Task> ended) {
        Task task = new Task(name, work, ended);
        task.thread.start();
        return task;
    }

    private void run(Work work, Consumer<? super Task> ended) {
        try {
            work.run();
            succeeded = true;
        } catch (InterruptedException | RuntimeException | Error e) {
            failure = e;
        } finally {
            ended.accept(this);
        }
    }

    boolean succeeded() {
        return succeeded;
    }

    /** Passes a failure on; it must have ended. */
    void check() {
        Throwable known = failure;
        switch (known) {
            case null -> {
                return;
            }
            case RemoteException e -> throw e;
            case Error e -> throw e;
            case InterruptedException e ->
                throw new RemoteException(RemoteError.UNREACHABLE, "reading was given up", e);
            default -> throw new IllegalStateException("a request failed: " + known, known);
        }
    }

    /** Waits for its end. */
    void await() throws InterruptedException {
        thread.join();
    }

    /** Gives it up if it still runs, and waits until it is over. */
    void end() {
        thread.interrupt();
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
