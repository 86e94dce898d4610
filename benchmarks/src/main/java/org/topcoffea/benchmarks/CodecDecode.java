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

/** How fast is each implementation of each codec on real baskets? One operation is all baskets of 20 columns. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1)
@State(Scope.Thread)
public class CodecDecode {
    /** The codec. */
    @Param({"ZLIB", "LZMA", "LZ4", "ZSTD"})
    public Compression codec = Compression.NONE;

    /** The best of this system, or pure Java. */
    @Param({"system", "pure"})
    public String implementation = "";

    private Baskets baskets;
    private Decompressor decompressor;

    /** Collects the baskets. */
    @Setup
    public void collect() {
        baskets = new Baskets(BenchmarkFiles.file(codec), BenchmarkFiles.COLUMNS);
        Codecs codecs = implementation.equals("pure") ? Codecs.pureJava() : Codecs.system();
        decompressor = codecs.decompressor();
    }

    /** Frees the codec. */
    @TearDown
    public void close() {
        decompressor.close();
    }

    /** Decompresses. */
    @Benchmark
    public byte[] decompress(Amount amount) throws CodecException {
        amount.bytes += baskets.bytes();
        amount.events += BenchmarkFiles.EVENTS;
        return baskets.decompress(decompressor);
    }
}
