package org.topcoffea.benchmarks;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.topcoffea.hist.Axis;
import org.topcoffea.hist.EftHistogram;
import org.topcoffea.hist.Summation;
import org.topcoffea.hist.WilsonCoefficients;

/**
 * What does filling an event with all its coefficients cost, against memory bandwidth? One operation is one event with a
 * value on an axis of ten bins. {@code bandwidth} streams the coefficients of as many events and adds them, scaled, to
 * one row: what any fill has to do, without finding the bin.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1)
@State(Scope.Thread)
public class EftFill {
    private static final int EVENTS = 20_000;

    /** The number of Wilson coefficients; each event has (n+1)(n+2)/2 numbers. */
    @Param({"0", "8", "22", "26"})
    public int wilsonCoefficients;

    private int terms;
    private float[] coefficients = {};
    private float[] x = {};
    private double[] row = {};
    private EftHistogram.Block plain;
    private EftHistogram.Block reproducible;

    /** Makes events. */
    @Setup
    public void make() {
        WilsonCoefficients names = new WilsonCoefficients(
                IntStream.range(0, wilsonCoefficients).mapToObj(i -> "c" + i).toList());
        terms = names.quadraticTerms();
        SplittableRandom random = new SplittableRandom(1);
        coefficients = new float[EVENTS * terms];
        x = new float[EVENTS];
        for (int i = 0; i < coefficients.length; i++) {
            coefficients[i] = (float) random.nextGaussian(0.3, 0.5);
        }
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextExponential() * 100;
        }
        row = new double[terms];
        EftHistogram histogram = EftHistogram.of(names, Axis.category("process"), Axis.regular("x", "x", 10, 0, 500));
        plain = histogram.with(Summation.PLAIN).block("signal");
        reproducible = histogram.with(Summation.REPRODUCIBLE).block("signal");
        Arrays.fill(row, 0);
    }

    /** Plain sums. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public EftHistogram.Block plain() {
        return fill(plain);
    }

    /** Sums that do not depend on the order of events. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public EftHistogram.Block reproducible() {
        return fill(reproducible);
    }

    private EftHistogram.Block fill(EftHistogram.Block block) {
        for (int e = 0; e < EVENTS; e++) {
            block.fill(x[e], 1.5, coefficients, e * terms);
        }
        return block;
    }

    /** The limit: the same numbers streamed from memory and added up. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public double[] bandwidth() {
        for (int e = 0; e < EVENTS; e++) {
            triad(row, 1.5, coefficients, e * terms);
        }
        return row;
    }

    private static void triad(double[] target, double weight, float[] source, int offset) {
        for (int k = 0; k < target.length; k++) {
            target[k] += weight * source[offset + k];
        }
    }
}
