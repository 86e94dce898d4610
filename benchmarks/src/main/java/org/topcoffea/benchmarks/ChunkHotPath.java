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
import org.topcoffea.codec.Compression;
import org.topcoffea.runner.ChunkRunner;

/** How fast is a whole chunk, from the bytes of the file to histograms, with the bundled processors? */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1)
@State(Scope.Thread)
public class ChunkHotPath {
    /** The codec of the file. */
    @Param({"ZLIB", "LZMA", "LZ4", "ZSTD"})
    public Compression codec = Compression.NONE;

    /** The processor. */
    @Param({"sow", "simple", "eft"})
    public String processor = "";

    private ChunkLoop loop;

    /** Opens the file. */
    @Setup
    public void open() {
        loop = new ChunkLoop(processor, codec);
    }

    /** Closes it. */
    @TearDown
    public void close() {
        loop.close();
    }

    /** Processes all events of the file as one chunk. */
    @Benchmark
    public ChunkRunner.Outcome chunk(Amount amount) {
        amount.events += BenchmarkFiles.EVENTS;
        return loop.run();
    }
}
