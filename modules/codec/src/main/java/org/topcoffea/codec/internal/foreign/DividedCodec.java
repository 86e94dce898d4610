package org.topcoffea.codec.internal.foreign;

import org.topcoffea.codec.Implementation;
import org.topcoffea.codec.internal.BlockCodec;
import org.topcoffea.codec.internal.BlockDecoder;
import org.topcoffea.codec.internal.BlockEncoder;

/**
 * Decodes with one library and encodes with another, as what is written should not depend on what a machine has installed.
 *
 * @param decoding decodes
 * @param encoding encodes
 */
record DividedCodec(BlockCodec decoding, BlockCodec encoding) implements BlockCodec {
    @Override
    public Implementation description() {
        Implementation decoder = decoding.description();
        return new Implementation(
                decoder.algorithm(),
                true,
                decoder.decoder(),
                encoding.description().encoder(),
                decoder.version(),
                decoder.location(),
                decoder.advice());
    }

    @Override
    public BlockDecoder decoder() {
        return decoding.decoder();
    }

    @Override
    public BlockEncoder encoder(int level) {
        return encoding.encoder(level);
    }
}
