package org.topcoffea.wire;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The bytes that follow a message: in memory or in a file. */
public sealed interface Body {
    /** No bytes. */
    Body EMPTY = new Bytes(new byte[0], 0);

    /** How many bytes are here. */
    long length();

    /** A body of text. */
    static Body of(String text) {
        return new Bytes(text.getBytes(StandardCharsets.UTF_8), 0);
    }

    /**
     * Bytes in memory.
     *
     * @param content the bytes; not copied
     * @param dropped how many more there were, that were not kept; they were between the two halves of what was kept
     */
    record Bytes(byte[] content, long dropped) implements Body {
        @Override
        public long length() {
            return content.length;
        }

        /** As text in UTF-8. */
        public String text() {
            return new String(content, StandardCharsets.UTF_8);
        }
    }

    /**
     * A part of a file.
     *
     * @param file the file
     * @param offset where the part begins
     * @param length how many bytes
     */
    record InFile(Path file, long offset, long length) implements Body {}
}
