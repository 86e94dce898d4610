package org.topcoffea.wire;

/** Hears what one worker says. Called from a network thread, one call after the other: return soon. */
public interface WorkerListener {
    /**
     * A message without a body: {@link WorkerMessage.Info}, {@link WorkerMessage.Feature}, {@link WorkerMessage.Alive},
     * {@link WorkerMessage.Resource}, {@link WorkerMessage.ResourceTag}, {@link WorkerMessage.AvailableResults},
     * {@link WorkerMessage.CacheUpdate}; {@link WorkerMessage.End} after the last result of an answer. What belongs to a fetch is
     * not shown.
     */
    void message(WorkerMessage message);

    /** Where the bytes after this message shall go: output of a task, part of a watched file, text of an error. */
    default BodyTarget target(WorkerMessage.WithBody header) {
        return BodyTarget.DEFAULT;
    }

    /**
     * A message with its body: {@link WorkerMessage.Result}, {@link WorkerMessage.Update}, {@link WorkerMessage.CacheInvalid}.
     *
     * @param header the message
     * @param body where {@link #target} wanted it
     */
    void message(WorkerMessage.WithBody header, Body body);

    /** Whether {@link #line} shall be called; asked once, when the worker has been introduced. */
    default boolean wantsLines() {
        return false;
    }

    /**
     * A line that was sent to the worker or came from it, for debug logs: the lines of the protocol as they are, bodies left out,
     * but the texts of tasks included.
     *
     * @param sent whether it went to the worker
     * @param line without its line break
     */
    default void line(boolean sent, String line) {}

    /** Everything that was queued has been written. */
    default void drained() {}

    /** The connection ended; nothing more is heard. All reports of transfers came before. */
    void closed(CloseReason reason);
}
