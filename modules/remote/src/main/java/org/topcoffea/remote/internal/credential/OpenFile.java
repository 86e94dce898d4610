package org.topcoffea.remote.internal.credential;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file without secrets, such as a certificate. */
final class OpenFile {
    private static final int MAX_BYTES = 16 << 20;

    private OpenFile() {}

    static String text(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw SecretFile.bad("certificate", file, "is too large to be one", null);
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw SecretFile.bad("certificate", file, "cannot be read (" + e + ")", e);
        }
    }
}
