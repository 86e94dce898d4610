package org.topcoffea.benchmarks;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
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
import org.topcoffea.codec.Compression;
import org.topcoffea.root.EventReader;
import org.topcoffea.root.RootFile;
import org.topcoffea.root.Tree;

/** How long until the first column of a file can be read? */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1)
@State(Scope.Thread)
public class OpenFile {
    /** A file with 1 900 branches, or the sample of the other benchmarks with 141. */
    @Param({"wide", "sample"})
    public String file = "";

    private Path path = Path.of("");
    private String column = "";

    /** Finds the file. */
    @Setup
    public void find() {
        boolean wide = file.equals("wide");
        path = wide ? BenchmarkFiles.wide() : BenchmarkFiles.file(Compression.LZ4);
        column = wide ? "Collection0_column0" : "Muon_pt";
    }

    /** Opens the file and its tree, finds clusters and a column. */
    @Benchmark
    public long open() {
        try (RootFile opened = RootFile.open(path)) {
            Tree tree = opened.tree("Events");
            try (EventReader reader = tree.reader(Samples.NONE)) {
                return tree.clusters().length + reader.column(column).width();
            }
        }
    }
}
