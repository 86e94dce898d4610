package org.topcoffea.spi.test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.topcoffea.spi.Sample;

/**
 * Builds samples for tests: simulated, of 2017, with cross section and sum of weights 1 and without Wilson coefficients
 * unless told otherwise.
 */
public final class TestSample {
    private final String name;
    private String process;
    private String year = "2017";
    private boolean data;
    private double crossSection = 1;
    private double sumOfWeights = 1;
    private final Map<String, Double> sumsOfWeights = new HashMap<>();
    private List<String> wcNames = List.of();

    private TestSample(String name) {
        this.name = name;
        this.process = name;
    }

    /** A sample of that name, whose process has the same name. */
    public static TestSample named(String name) {
        return new TestSample(name);
    }

    /** Sets the label on the process axis. */
    public TestSample process(String label) {
        process = label;
        return this;
    }

    /** Sets the data-taking period. */
    public TestSample year(String period) {
        year = period;
        return this;
    }

    /** Makes it a sample of recorded events. */
    public TestSample data() {
        data = true;
        return this;
    }

    /** Sets the cross section in picobarn. */
    public TestSample crossSection(double picobarn) {
        crossSection = picobarn;
        return this;
    }

    /** Sets the sum of generator weights. */
    public TestSample sumOfWeights(double sum) {
        sumOfWeights = sum;
        return this;
    }

    /** Sets the sum of generator weights of a variation such as {@code renormUp}. */
    public TestSample sumOfWeights(String variation, double sum) {
        sumsOfWeights.put(variation, sum);
        return this;
    }

    /** Sets the Wilson coefficients of {@code EFTfitCoefficients}. */
    public TestSample wcNames(String... names) {
        wcNames = List.of(names);
        return this;
    }

    /** The sample. */
    public Sample build() {
        return new Sample(
                name, process, year, data, crossSection, sumOfWeights, sumsOfWeights, wcNames, 0, "", Map.of());
    }
}
