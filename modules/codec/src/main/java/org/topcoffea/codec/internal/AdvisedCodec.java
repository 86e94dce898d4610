package org.topcoffea.codec.internal;

import org.topcoffea.codec.Implementation;

/**
 * A codec together with what to tell about the choice of it.
 *
 * @param codec does the work
 * @param advice why it is not a better one
 */
public record AdvisedCodec(BlockCodec codec, String advice) implements BlockCodec {
    @Override
    public Implementation description() {
        return codec.description().withAdvice(advice);
    }

    @Override
    public BlockDecoder decoder() {
        return codec.decoder();
    }

    @Override
    public BlockEncoder encoder(int level) {
        return codec.encoder(level);
    }
}
