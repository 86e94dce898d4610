package org.topcoffea.remote.internal.xrootd.message;

import java.util.Optional;

/**
 * What a server knows of a file or directory.
 *
 * @param id the server's number of the file
 * @param size bytes
 * @param flags bits of the protocol
 * @param modified seconds since 1970
 */
public record FileStat(String id, long size, int flags, long modified) {
    private static final int DIRECTORY = 2;
    private static final int OFFLINE = 8;

    /** Takes the text of an answer apart; empty if it is none. */
    public static Optional<FileStat> parse(String text) {
        int nul = text.indexOf('\0');
        String[] words = (nul < 0 ? text : text.substring(0, nul)).strip().split("\\s+");
        if (words.length < 4) {
            return Optional.empty();
        }
        try {
            long size = Long.parseLong(words[1]);
            return size < 0
                    ? Optional.empty()
                    : Optional.of(
                            new FileStat(words[0], size, (int) Long.parseLong(words[2]), Long.parseLong(words[3])));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Whether it is a directory. */
    public boolean directory() {
        return (flags & DIRECTORY) != 0;
    }

    /** Whether its bytes have to be fetched from tape first. */
    public boolean offline() {
        return (flags & OFFLINE) != 0;
    }
}
