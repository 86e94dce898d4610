package org.topcoffea.benchmarks;

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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.topcoffea.codec.CodecException;
import org.topcoffea.codec.Codecs;
import org.topcoffea.codec.Compression;
import org.topcoffea.codec.Decompressor;
import org.topcoffea.root.EventReader;
import org.topcoffea.root.RootFile;
import org.topcoffea.root.Tree;

/**
 * What does reading 20 columns cost beyond the decompression of their baskets? One operation is the whole file, cluster by
 * cluster. Without compression, {@code decompress} is a copy of memory.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1)
@State(Scope.Thread)
public class ReadColumns {
    /** The codec. */
    @Param({"ZLIB", "LZMA", "LZ4", "ZSTD", "NONE"})
    public Compression codec = Compression.NONE;

    private Baskets baskets;
    private Decompressor decompressor;
    private RootFile file;
    private long[] clusters;
    private EventReader reader;

    /** Opens the file. */
    @Setup
    public void open() {
        baskets = new Baskets(BenchmarkFiles.file(codec), BenchmarkFiles.COLUMNS);
        decompressor = Codecs.system().decompressor();
        file = RootFile.open(BenchmarkFiles.file(codec));
        Tree tree = file.tree("Events");
        clusters = tree.clusters();
        reader = tree.reader(Samples.NONE);
    }

    /** Closes it. */
    @TearDown
    public void close() {
        reader.close();
        file.close();
        decompressor.close();
    }

    /** The limit: decompression alone, of baskets in memory. */
    @Benchmark
    public byte[] decompress(Amount amount) throws CodecException {
        amount.events += BenchmarkFiles.EVENTS;
        amount.bytes += baskets.bytes();
        return baskets.decompress(decompressor);
    }

    /** Reading: the file's bytes, decompression, decoding into arrays. */
    @Benchmark
    public long read(Amount amount) {
        amount.events += BenchmarkFiles.EVENTS;
        amount.bytes += baskets.bytes();
        long seen = 0;
        for (int i = 0; i + 1 < clusters.length; i++) {
            reader.select(clusters[i], clusters[i + 1]);
            seen += Columns.read(reader, BenchmarkFiles.COLUMNS);
        }
        return seen;
    }
}
