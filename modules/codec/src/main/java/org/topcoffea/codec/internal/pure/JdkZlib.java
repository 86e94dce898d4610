package org.topcoffea.codec.internal.pure;

import org.topcoffea.codec.Compression;
import org.topcoffea.codec.Implementation;
import org.topcoffea.codec.internal.BlockCodec;
import org.topcoffea.codec.internal.BlockDecoder;
import org.topcoffea.codec.internal.BlockEncoder;

/** Deflate by the JDK's own zlib, with ({@code ZL}) or without ({@code CS}) the zlib frame. */
public final class JdkZlib implements BlockCodec {
    private final Compression algorithm;

    /**
     * Names the algorithm.
     *
     * @param algorithm {@link Compression#ZLIB} or {@link Compression#OLD}
     */
    public JdkZlib(Compression algorithm) {
        this.algorithm = algorithm;
    }

    @Override
    public Implementation description() {
        return new Implementation(
                algorithm, false, "java.util.zip", "java.util.zip", "", "", "libdeflate decodes about twice as fast");
    }

    @Override
    public BlockDecoder decoder() {
        return new JdkZlibDecoder(algorithm == Compression.OLD);
    }

    @Override
    public BlockEncoder encoder(int level) {
        return new JdkZlibEncoder(level);
    }
}
