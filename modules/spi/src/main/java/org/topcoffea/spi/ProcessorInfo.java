package org.topcoffea.spi;

import java.util.List;

/**
 * How a processor describes itself.
 *
 * @param name the name users select it by: letters, digits, {@code -} and {@code _}
 * @param version its version
 * @param summary one sentence
 * @param parameters what can be configured, in the order to be shown
 */
public record ProcessorInfo(String name, String version, String summary, List<Parameter> parameters) {
    /** Copies the list. */
    public ProcessorInfo {
        parameters = List.copyOf(parameters);
    }
}
