package org.topcoffea.task;

import java.util.regex.Pattern;

/**
 * A plugin of a run, by its content.
 *
 * @param name its name: letters, digits, {@code .}, {@code _} and {@code -}, not beginning with a dot
 * @param sha256 the SHA-256 of its archive, 64 hexadecimal digits in lower case
 */
public record PluginArchive(String name, String sha256) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final int SHORT = 16;

    /** Checks name and hash. */
    public PluginArchive {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is not the name of a plugin archive");
        }
        if (!HASH.matcher(sha256).matches()) {
            throw new IllegalArgumentException("'" + sha256 + "' is not a SHA-256");
        }
    }

    /** The name under which workers cache the archive: {@code plugin-NAME-} and sixteen digits of the hash. */
    public String cacheName() {
        return "plugin-" + name + "-" + sha256.substring(0, SHORT);
    }
}
