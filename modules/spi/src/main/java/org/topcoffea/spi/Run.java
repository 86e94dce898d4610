package org.topcoffea.spi;

import java.util.List;

/**
 * What a processor is told before the first event.
 *
 * @param samples all samples of the run, in load order
 * @param wcNames the Wilson coefficients of the run, in the order that fixes the coefficients of every EFT histogram
 * @param parameters the values of the processor's parameters
 */
public record Run(List<Sample> samples, List<String> wcNames, Parameters parameters) {
    /** Copies the collections. */
    public Run {
        samples = List.copyOf(samples);
        wcNames = List.copyOf(wcNames);
    }
}
