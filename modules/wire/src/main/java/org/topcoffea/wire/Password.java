package org.topcoffea.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.topcoffea.spi.AnalysisException;

/** A password that both ends of a connection prove to know. Never shown. */
public final class Password {
    /** No password. */
    public static final Password NONE = new Password(new byte[0]);

    /** With a challenge of the longest kind, it still fits what old programs hold. */
    private static final int LIMIT = 1000;

    private final byte[] bytes;

    private Password(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The password that is the content of a file: every byte of it, the line break at its end too, up to the first zero byte.
     *
     * @throws AnalysisException when the file cannot be read, is empty, or has more than 1000 bytes
     */
    public static Password read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return of(in.readNBytes(LIMIT + 1), file.toString());
        } catch (IOException e) {
            throw new AnalysisException(
                    WireError.PASSWORD, file + ": cannot read the password (" + e.getMessage() + ")", e);
        }
    }

    /** A password from memory. */
    public static Password of(byte[] bytes) {
        return of(bytes, "the password");
    }

    private static Password of(byte[] bytes, String where) {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        if (end == 0 || end > LIMIT) {
            throw new AnalysisException(WireError.PASSWORD, where + ": a password has 1 to " + LIMIT + " bytes");
        }
        return new Password(Arrays.copyOf(bytes, end));
    }

    /** Whether there is one. */
    public boolean present() {
        return bytes.length > 0;
    }

    /** The bytes; not copied, as nobody outside this module sees them. */
    byte[] bytes() {
        return bytes;
    }

    @Override
    public String toString() {
        return present() ? "(a password)" : "(no password)";
    }
}
