package org.topcoffea.wire;

import java.nio.file.Path;

/** Where the bytes after a message shall go. */
public sealed interface BodyTarget {
    /** What the output of a task is kept of, unless the listener says otherwise: 1 MiB. */
    BodyTarget DEFAULT = new Memory(1 << 20);

    /**
     * Into memory. Of more than the limit, the first and the last half of the limit are kept.
     *
     * @param limit bytes to keep at most
     */
    record Memory(int limit) implements BodyTarget {}

    /**
     * Into a new file, or over an old one.
     *
     * @param file its path; the directory exists
     * @param limit bytes to accept at most; the connection ends when more are announced
     */
    record ToFile(Path file, long limit) implements BodyTarget {}
}
