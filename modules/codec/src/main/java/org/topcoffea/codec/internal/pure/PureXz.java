package org.topcoffea.codec.internal.pure;

import org.topcoffea.codec.Compression;
import org.topcoffea.codec.Implementation;
import org.topcoffea.codec.internal.BlockCodec;
import org.topcoffea.codec.internal.BlockDecoder;
import org.topcoffea.codec.internal.BlockEncoder;

/** LZMA2 in xz streams: decoded by this module, encoded by XZ for Java. */
public final class PureXz implements BlockCodec {
    @Override
    public Implementation description() {
        return new Implementation(Compression.LZMA, false, "pure Java", "XZ for Java", "", "", "");
    }

    @Override
    public BlockDecoder decoder() {
        return new XzDecoder();
    }

    @Override
    public BlockEncoder encoder(int level) {
        return new XzEncoder(level);
    }
}
