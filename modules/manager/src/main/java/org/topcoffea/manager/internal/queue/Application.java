package org.topcoffea.manager.internal.queue;

import org.topcoffea.scheduler.Action;
import org.topcoffea.wire.Body;
import org.topcoffea.wire.WorkerMessage;

/** What tasks mean. All methods but {@link #parse} are called by the thread of the queue. */
public interface Application {
    /** How a task is told to a worker. */
    Form form(long task, int attempt, Peer peer);

    /**
     * Reads what a task has printed. Called from a network thread.
     *
     * @return whatever {@link #ended} understands
     */
    Object parse(WorkerMessage.Result result, Body body);

    /** A task has ended; {@link TaskQueue#finish} is to be called when its outputs are here, or at once. */
    void ended(Ended ended);

    /** A task has ended that was stopped or given to another worker before; nothing is to be called for it. */
    void late(Ended ended);

    /** A task is no longer with the queue: done, given up, cancelled or to be split. */
    void over(Action action);

    /** An attempt was dispatched or has to wait again; for whoever keeps count. */
    default void moved(Action action) {}

    /**
     * A worker has come and said what it has.
     *
     * @return whether it can be given tasks now; if not, {@link TaskQueue#admit} is to be called when it can
     */
    boolean joined(Peer peer);

    /** A worker has told something that the protocol does not know. */
    void told(Peer peer, String field, String value);

    /** A worker has gone with all that it had; its tasks wait again already. */
    void left(Peer peer, String reason);

    /** Whether a worker has something that would be lost with it. */
    default boolean holds(Peer peer) {
        return false;
    }

    /** What a worker has is wanted soon, because it is to go. */
    default void bringHome(Peer peer) {}

    /** Something was learnt about a category. */
    void learnt(Action.Learnt learnt);

    /** Called a few times each second. */
    void tick();
}
