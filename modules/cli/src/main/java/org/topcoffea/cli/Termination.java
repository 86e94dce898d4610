package org.topcoffea.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * What a request to end does to a command that wants to end in order. The virtual machine hears the signals of the system by
 * itself and runs its shutdown hooks, of which this is one: it asks the command to end, and waits for it.
 */
final class Termination implements AutoCloseable {
    /** SIGTERM; the hook is not told which signal it was, and batch systems send this one. */
    private static final int SIGNAL = 15;

    private static final int PATIENCE_SECONDS = 120;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    private Termination(IntConsumer stop) {
        this.hook = new Thread(
                () -> {
                    stop.accept(SIGNAL);
                    try {
                        if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                            Console.note("topcoffea: the command does not end in order");
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "termination");
    }

    static Termination of(IntConsumer stop) {
        Termination termination = new Termination(stop);
        Runtime.getRuntime().addShutdownHook(termination.hook);
        return termination;
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The virtual machine is ending, which is why this is called.
            System.getLogger(Termination.class.getName()).log(System.Logger.Level.DEBUG, "ending");
        }
    }
}
