package org.topcoffea.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.topcoffea.codec.Compression;
import org.topcoffea.hist.Axis;
import org.topcoffea.hist.EftHistogram;
import org.topcoffea.hist.EventCoefficients;
import org.topcoffea.hist.Summation;
import org.topcoffea.hist.WilsonCoefficients;
import org.topcoffea.plan.Dataset;
import org.topcoffea.root.EventReader;
import org.topcoffea.root.RootFile;
import org.topcoffea.root.Tree;

/**
 * What does filling cost as processors do it: each event into four histograms through {@link EventCoefficients}, which looks at the
 * coefficients of an event once for all of them? One operation is one event of the generated sample, whose coefficients are in memory.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1)
@State(Scope.Thread)
public class EventFill {
    /** One cluster of the sample. */
    static final int EVENTS = 5_000;

    private static final int HISTOGRAMS = 4;

    private RootFile file;
    private EventReader events;
    private EventCoefficients coefficients;
    private float[] x = {};
    private List<EftHistogram.Block> plain = List.of();
    private List<EftHistogram.Block> reproducible = List.of();

    /** Reads the coefficients of a cluster. */
    @Setup(Level.Trial)
    public void read() {
        Dataset dataset = BenchmarkFiles.dataset(Compression.LZ4);
        WilsonCoefficients names = new WilsonCoefficients(dataset.sample().wcNames());
        file = RootFile.open(BenchmarkFiles.file(Compression.LZ4));
        Tree tree = file.tree("Events");
        events = tree.reader(dataset.sample());
        events.select(0, EVENTS);
        coefficients = EventCoefficients.of(events, names);
        x = events.floats("MET_pt").clone();
        plain = blocks(names, Summation.PLAIN);
        reproducible = blocks(names, Summation.REPRODUCIBLE);
    }

    private static List<EftHistogram.Block> blocks(WilsonCoefficients names, Summation summation) {
        return IntStream.range(0, HISTOGRAMS)
                .mapToObj(i -> EftHistogram.of(names, Axis.category("process"), Axis.regular("x", "x", 10, 0, 500))
                        .with(summation)
                        .block("signal"))
                .toList();
    }

    /** Closes the file. */
    @TearDown
    public void close() {
        file.close();
    }

    /** Plain sums. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public List<EftHistogram.Block> plain() {
        return fill(plain);
    }

    /** Sums that do not depend on the order of events. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public List<EftHistogram.Block> reproducible() {
        return fill(reproducible);
    }

    private List<EftHistogram.Block> fill(List<EftHistogram.Block> blocks) {
        for (int e = 0; e < EVENTS; e++) {
            coefficients.at(e);
            for (int h = 0; h < HISTOGRAMS; h++) {
                coefficients.fill(blocks.get(h), x[e] + h * 10, 1.5);
            }
        }
        return blocks;
    }
}
