package org.topcoffea.plan;

import java.util.List;

/**
 * The value of an option as the user wrote it.
 *
 * @param values one text, or those of a list
 * @param origin where it was written, for messages: {@code options.yml:3} or {@code --chunksize}
 */
public record Given(List<String> values, String origin) {
    /** Copies the list. */
    public Given {
        values = List.copyOf(values);
    }

    /**
     * A value from the command line.
     *
     * @param spelling the option as written there, for example {@code --chunksize}
     * @param values its value or values; {@code true} for a bare flag
     */
    public static Given commandLine(String spelling, List<String> values) {
        return new Given(values, spelling);
    }
}
