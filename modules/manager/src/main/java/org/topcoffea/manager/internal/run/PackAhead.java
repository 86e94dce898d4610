package org.topcoffea.manager.internal.run;

import org.jspecify.annotations.Nullable;

/**
 * Packs the runtime while a manager without workers has nothing else to do: the first worker that needs it, perhaps after long in
 * the queue of a batch system, need not wait for that. Begun and ended by the thread of the queue.
 */
final class PackAhead implements AutoCloseable {
    private final Stage stage;
    private final Runnable packed;
    private @Nullable Thread thread;

    /**
     * Does nothing yet.
     *
     * @param stage knows what to pack
     * @param packed is called when it is there, by another thread
     */
    PackAhead(Stage stage, Runnable packed) {
        this.stage = stage;
        this.packed = packed;
    }

    /** Begins, unless that was done before or there is nothing to pack. */
    void begin() {
        if (thread == null && stage.servesCommands() && stage.runtime().isEmpty()) {
            thread = Thread.ofPlatform().daemon().name("pack-ahead").start(this::pack);
        }
    }

    private void pack() {
        try {
            stage.packRuntime();
            packed.run();
        } catch (RuntimeException e) {
            // Whoever needs it tries again and tells the user.
            System.getLogger(PackAhead.class.getName())
                    .log(System.Logger.Level.DEBUG, "the runtime is not packed ahead: {0}", e.getMessage());
        }
    }

    /** Stops where it is; what is not whole is thrown away. */
    @Override
    public void close() {
        Thread begun = thread;
        if (begun == null) {
            return;
        }
        begun.interrupt();
        try {
            begun.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
