package org.topcoffea.spi;

import java.util.List;
import java.util.Map;

/**
 * A sample of simulated or recorded events, as its JSON file describes it.
 *
 * @param name the name of the sample: its JSON file without {@code .json}
 * @param process the label on the process axis ({@code histAxisName})
 * @param year the data-taking period, for example {@code 2017} or {@code 2016APV}
 * @param isData whether the events were recorded rather than simulated
 * @param crossSection cross section times branching ratio in picobarn ({@code xsec})
 * @param sumOfWeights the sum of generator weights of the whole sample ({@code nSumOfWeights}); for a sample with Wilson
 *     coefficients, of their Standard Model part
 * @param sumsOfWeights the same sum for each variation, by the name behind {@code nSumOfWeights_}, for example
 *     {@code renormUp}
 * @param wcNames the Wilson coefficients of the sample in the order of its {@code EFTfitCoefficients}; empty without EFT
 * @param events the number of events in the catalogue ({@code nEvents})
 * @param path the path of the data set in the experiment's catalogue, or empty
 * @param metadata all other scalar keys of the JSON file as text
 */
public record Sample(
        String name,
        String process,
        String year,
        boolean isData,
        double crossSection,
        double sumOfWeights,
        Map<String, Double> sumsOfWeights,
        List<String> wcNames,
        long events,
        String path,
        Map<String, String> metadata) {
    /** Copies the collections, so that a sample never changes. */
    public Sample {
        sumsOfWeights = Map.copyOf(sumsOfWeights);
        wcNames = List.copyOf(wcNames);
        metadata = Map.copyOf(metadata);
    }
}
