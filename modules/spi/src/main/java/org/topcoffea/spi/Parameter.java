package org.topcoffea.spi;

/**
 * One parameter of a processor, which becomes an option of {@code topcoffea run}.
 *
 * @param name lower case words joined by hyphens, for example {@code do-errors}
 * @param type how its value is written
 * @param defaultValue the value when it is not given, written as on the command line ({@code false} for a flag, elements
 *     of a list separated by commas)
 * @param help one sentence for the user
 */
public record Parameter(String name, Type type, String defaultValue, String help) {
    /** How the value of a parameter is written. */
    public enum Type {
        /** True or false; the bare option means true. */
        FLAG,
        /** A whole number. */
        INTEGER,
        /** A decimal number. */
        NUMBER,
        /** Any text. */
        TEXT,
        /** Texts separated by commas. */
        LIST
    }
}
