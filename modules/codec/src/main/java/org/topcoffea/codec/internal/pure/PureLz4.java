package org.topcoffea.codec.internal.pure;

import org.topcoffea.codec.Compression;
import org.topcoffea.codec.Implementation;
import org.topcoffea.codec.internal.BlockCodec;
import org.topcoffea.codec.internal.BlockDecoder;
import org.topcoffea.codec.internal.BlockEncoder;

/** LZ4 blocks by this module. */
public final class PureLz4 implements BlockCodec {
    @Override
    public Implementation description() {
        return new Implementation(Compression.LZ4, false, "pure Java", "pure Java", "", "", "");
    }

    @Override
    public BlockDecoder decoder() {
        return new Lz4Decoder();
    }

    @Override
    public BlockEncoder encoder(int level) {
        return new Lz4Encoder(level);
    }
}
