package org.topcoffea.benchmarks;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
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
 * How long does it take to add one EFT histogram to another? Both have 22 Wilson coefficients, 100 categories and four
 * bins; {@code bytes} counts the numbers that are added, as doubles.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1)
@State(Scope.Thread)
public class Merge {
    private static final int CATEGORIES = 100;

    /** How the numbers are added. */
    @Param({"PLAIN", "REPRODUCIBLE"})
    public Summation summation = Summation.PLAIN;

    private EftHistogram into;
    private EftHistogram from;
    private long numbers;

    /** Fills both. */
    @Setup
    public void fill() {
        WilsonCoefficients names = new WilsonCoefficients(
                IntStream.range(0, 22).mapToObj(i -> "c" + i).toList());
        EftHistogram empty = EftHistogram.of(
                        names, Axis.category("channel"), Axis.variable("lj0pt", "pt", 0, 150, 250, 500))
                .with(summation);
        into = filled(empty, 1);
        from = filled(empty, 2);
        numbers = (long) CATEGORIES * 4 * names.quadraticTerms();
    }

    private static EftHistogram filled(EftHistogram empty, long seed) {
        EftHistogram histogram = empty.with(empty.summation());
        SplittableRandom random = new SplittableRandom(seed);
        float[] q = new float[histogram.coefficients().quadraticTerms()];
        for (int category = 0; category < CATEGORIES; category++) {
            EftHistogram.Block block = histogram.block("channel" + category);
            for (double x : new double[] {100, 200, 300, 600}) {
                for (int k = 0; k < q.length; k++) {
                    q[k] = (float) random.nextGaussian(0.3, 0.5);
                }
                block.fill(x, 1, q, 0);
            }
        }
        return histogram;
    }

    /** Adds. */
    @Benchmark
    public EftHistogram merge(Amount amount) {
        amount.bytes += 8 * numbers;
        into.merge(from);
        return into;
    }
}
