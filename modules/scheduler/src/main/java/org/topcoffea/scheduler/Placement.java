package org.topcoffea.scheduler;

import org.topcoffea.spi.Resources;

/** An attempt that is at a worker. */
final class Placement {
    final TaskEntry task;
    final WorkerEntry worker;
    final int attempt;
    final Resources box;
    final Allocation allocation;
    final long sent;
    TaskPhase phase = TaskPhase.DISPATCHED;
    /** Sent before there was room: its box is not in use yet. */
    boolean ahead;
    /** When it got its room; 0 while it is ahead. */
    long seated;
    /** When it began to run, as far as that is known, else when it got its room; 0 while it is ahead. */
    long begun;
    /** When the worker said that it runs; 0 if it did not. */
    long started;

    Placement(TaskEntry task, WorkerEntry worker, Resources box, long sent, boolean ahead) {
        this.task = task;
        this.worker = worker;
        this.attempt = task.attempt;
        this.allocation = task.allocation;
        this.box = box;
        this.sent = sent;
        this.ahead = ahead;
        this.begun = ahead ? 0 : sent;
        this.seated = begun;
    }

    /** Whether it holds its box. */
    boolean occupies() {
        return !ahead && phase != TaskPhase.RETRIEVING;
    }
}
