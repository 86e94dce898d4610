package org.topcoffea.manager.internal.queue;

import org.topcoffea.wire.WorkerMessage;

/**
 * A task that has ended at a worker.
 *
 * @param task its number
 * @param attempt the attempt
 * @param peer the worker
 * @param result how it ended, as the worker says
 * @param report what {@link Application#parse} has made of its output
 */
public record Ended(long task, int attempt, Peer peer, WorkerMessage.Result result, Object report) {}
