package org.topcoffea.wire;

import java.nio.file.Path;

/** Hears what a manager says. Called from a network thread, one call after the other: return soon. */
public interface ManagerListener {
    /**
     * A message: {@link ManagerMessage.Task}, {@link ManagerMessage.SendResults}, {@link ManagerMessage.Get},
     * {@link ManagerMessage.Kill}, {@link ManagerMessage.Unlink}, {@link ManagerMessage.PutUrl},
     * {@link ManagerMessage.PutCommand}, {@link ManagerMessage.Release}, {@link ManagerMessage.Exit},
     * {@link ManagerMessage.InvalidateFile}; {@link ManagerMessage.Check} after it has been answered.
     */
    void message(ManagerMessage message);

    /**
     * A file or directory is about to come: {@link ManagerMessage.Put} or {@link ManagerMessage.Directory}. Its name is one
     * component and safe as a file name.
     *
     * @return where it shall be made; the parent exists, a file there is replaced, a directory must not be there
     * @throws org.topcoffea.spi.AnalysisException to refuse it, which ends the connection
     */
    Path place(ManagerMessage announcement);

    /**
     * A file or directory has come completely.
     *
     * @param announcement as given to {@link #place}
     * @param where as returned by it
     * @param bytes of content
     */
    void placed(ManagerMessage announcement, Path where, long bytes);

    /** Everything that was queued has been written. */
    default void drained() {}

    /** The connection ended; nothing more is heard. */
    void closed(CloseReason reason);
}
