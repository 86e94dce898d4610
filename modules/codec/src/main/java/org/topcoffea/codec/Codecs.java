package org.topcoffea.codec;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.topcoffea.codec.internal.BlockCodec;
import org.topcoffea.codec.internal.PayloadDecoder;
import org.topcoffea.codec.internal.PayloadEncoder;
import org.topcoffea.codec.internal.foreign.LibrarySearch;
import org.topcoffea.codec.internal.foreign.NativeCodecs;
import org.topcoffea.codec.internal.pure.JdkZlib;
import org.topcoffea.codec.internal.pure.PureLz4;
import org.topcoffea.codec.internal.pure.PureXz;
import org.topcoffea.codec.internal.pure.PureZstd;

/** Says which implementation serves which compression algorithm, and makes coders of these. Immutable. */
public final class Codecs {
    private final Map<Compression, BlockCodec> codecs;

    private Codecs(Map<Compression, BlockCodec> codecs) {
        this.codecs = codecs;
    }

    /** The fastest implementations that this system has: native libraries where found, pure Java otherwise. */
    public static Codecs system() {
        return OfSystem.CODECS;
    }

    /** The implementations that need nothing but the Java platform. */
    public static Codecs pureJava() {
        Map<Compression, BlockCodec> codecs = new EnumMap<>(Compression.class);
        codecs.put(Compression.ZLIB, new JdkZlib(Compression.ZLIB));
        codecs.put(Compression.OLD, new JdkZlib(Compression.OLD));
        codecs.put(Compression.LZMA, new PureXz());
        codecs.put(Compression.LZ4, new PureLz4());
        codecs.put(Compression.ZSTD, new PureZstd());
        return new Codecs(codecs);
    }

    /** Looks for libraries once, when first asked. */
    private static final class OfSystem {
        static final Codecs CODECS = new Codecs(NativeCodecs.choose(LibrarySearch.ofProcess(), pureJava().codecs));
    }

    /**
     * Makes a decompressor of all algorithms.
     *
     * @return a new decompressor, to be used by one thread at a time and closed by the caller
     */
    public Decompressor decompressor() {
        return new PayloadDecoder(codecs);
    }

    /**
     * Makes a compressor.
     *
     * @param algorithm any but {@link Compression#OLD}; {@link Compression#NONE} copies
     * @param level ROOT's level: 0 copies, 1 is fastest, 9 smallest
     * @return a new compressor, to be used by one thread at a time and closed by the caller
     * @throws IllegalArgumentException if there is no such level or the algorithm is read only
     */
    public Compressor compressor(Compression algorithm, int level) {
        if (level < 0 || level > 9) {
            throw new IllegalArgumentException("compression level " + level + " is not between 0 and 9");
        }
        if (algorithm == Compression.OLD) {
            throw new IllegalArgumentException("the old deflate format is read only: use ZLIB");
        }
        BlockCodec codec = codecs.get(algorithm);
        if (level == 0 || algorithm == Compression.NONE || codec == null) {
            return new PayloadEncoder(Compression.NONE, (source, offset, length, target, at, limit) -> 0);
        }
        return new PayloadEncoder(algorithm, codec.encoder(level));
    }

    /** What serves each algorithm, for a report. */
    public List<Implementation> implementations() {
        return codecs.values().stream().map(BlockCodec::description).toList();
    }
}
