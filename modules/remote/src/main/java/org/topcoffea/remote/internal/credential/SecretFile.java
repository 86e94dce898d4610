package org.topcoffea.remote.internal.credential;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;
import org.topcoffea.remote.RemoteError;
import org.topcoffea.remote.RemoteException;

/** A file with a secret: it must belong to the user, and nobody else may read it. */
public final class SecretFile {
    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);
    private static final int MAX_BYTES = 1 << 20;

    private SecretFile() {}

    /** The number of the user that this process runs as; -1 where there is no such thing. */
    public static long user() {
        try {
            return ((Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return -1;
        }
    }

    /**
     * Reads a file.
     *
     * @param what proxy or token, for messages
     * @return empty if there is none
     * @throws RemoteException {@link RemoteError#BAD_CREDENTIAL} if it is not the user's own, or others may read it
     */
    public static Optional<String> read(Path file, String what) {
        try {
            long owner = ((Number) Files.getAttribute(file, "unix:uid")).longValue();
            if (owner != user() && owner != 0) {
                throw bad(what, file, "belongs to user " + owner + ", not to you: name your own", null);
            }
            if (Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
                throw bad(what, file, "can be read or written by others: chmod 600 " + file, null);
            }
            if (Files.size(file) > MAX_BYTES) {
                throw bad(what, file, "is too large to be one", null);
            }
            return Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw bad(what, file, "cannot be read (" + e + ")", e);
        }
    }

    static RemoteException bad(
            String what, Path file, String problem, @org.jspecify.annotations.Nullable Throwable cause) {
        return new RemoteException(RemoteError.BAD_CREDENTIAL, "the " + what + " " + file + " " + problem, cause);
    }
}
