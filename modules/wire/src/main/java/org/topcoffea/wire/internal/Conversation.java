package org.topcoffea.wire.internal;

import org.topcoffea.wire.CloseReason;

/** Decides what the lines of a {@link Link} mean. Runs on its event loop. */
interface Conversation {
    /** The connection is there, encrypted if it shall be. */
    default void opened(Link link) throws Exception {}

    /** A line without its line break. A body that it announces is asked for with {@link Link#body}. */
    void line(String line) throws Exception;

    /** What was being received when the connection ended will not be completed: close files. Comes before or after {@link #closed}. */
    default void abandoned() {}

    /** Everything has been written. */
    default void drained() {}

    /** The connection ended. */
    void closed(CloseReason reason);
}
