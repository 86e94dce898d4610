package org.topcoffea.environment;

import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A file that holds a part of the environment of a task: the runtime, or one plugin. Equal inputs give equal bytes, and the
 * name tells the inputs: {@code runtime-KEY.sh} or {@code plugin-NAME-KEY.tar.gz}, KEY being the first 16 digits of
 * {@link #key}.
 *
 * @param name its name everywhere, made of letters, digits, {@code .}, {@code _} and {@code -}
 * @param key the SHA-256 of what is in it (paths, executable bits and bytes), 64 lower-case hexadecimal digits
 * @param sha256 the SHA-256 of the file itself, 64 lower-case hexadecimal digits
 * @param size the size of the file in bytes
 * @param file where it lies
 */
public record Archive(String name, String key, String sha256, long size, Path file) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final int ID_DIGITS = 16;

    /** Checks the forms of name and hashes. */
    public Archive {
        Objects.requireNonNull(file, "file");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' cannot name an archive");
        }
        if (!HASH.matcher(key).matches() || !HASH.matcher(sha256).matches() || size < 0) {
            throw new IllegalArgumentException(
                    "archive " + name + " has key " + key + ", hash " + sha256 + ", size " + size);
        }
    }

    /** The first 16 digits of the key, by which it is known among workers. */
    public String id() {
        return id(key);
    }

    /**
     * The short form of a key.
     *
     * @param key 64 hexadecimal digits
     */
    public static String id(String key) {
        return key.substring(0, ID_DIGITS);
    }
}
