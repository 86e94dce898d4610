package org.topcoffea.remote.internal.transport;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.topcoffea.remote.RemoteError;

/**
 * One of several attempts to open a file.
 *
 * @param number 1 for the first
 * @param tried the hosts that failed before (as {@link RemoteFile#server()} or the failure told them), for servers that can
 *     choose another replica
 * @param reason why the last attempt failed; null at first
 * @param apart whether a connection of its own is wanted, because the file is open already and slow
 */
public record Attempt(
        int number, List<String> tried, @Nullable RemoteError reason, boolean apart) {
    /** The first attempt. */
    public static final Attempt FIRST = new Attempt(1, List.of(), null, false);

    /** Copies the list. */
    public Attempt {
        tried = List.copyOf(tried);
    }
}
