package org.topcoffea.codec.internal.pure;

import org.topcoffea.codec.Compression;
import org.topcoffea.codec.Implementation;
import org.topcoffea.codec.internal.BlockCodec;
import org.topcoffea.codec.internal.BlockDecoder;
import org.topcoffea.codec.internal.BlockEncoder;

/** Zstandard frames by this module; its encoder only finds repeated bytes. */
public final class PureZstd implements BlockCodec {
    @Override
    public Implementation description() {
        return new Implementation(Compression.ZSTD, false, "pure Java", "pure Java (stored)", "", "", "");
    }

    @Override
    public BlockDecoder decoder() {
        return new ZstdDecoder();
    }

    @Override
    public BlockEncoder encoder(int level) {
        return new ZstdStored();
    }
}
