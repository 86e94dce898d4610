package org.topcoffea.codec.internal;

import java.util.Arrays;
import java.util.Objects;
import org.topcoffea.codec.Compression;
import org.topcoffea.codec.Compressor;

/** Cuts a payload into blocks and has each encoded. */
public final class PayloadEncoder implements Compressor {
    private final Compression algorithm;
    private final BlockEncoder encoder;
    private byte[] blocks = new byte[1 << 16];
    private boolean closed;

    /**
     * Makes an encoder.
     *
     * @param algorithm what the blocks' tags say
     * @param encoder encodes each block; closed with this
     */
    public PayloadEncoder(Compression algorithm, BlockEncoder encoder) {
        this.algorithm = algorithm;
        this.encoder = encoder;
    }

    @Override
    public byte[] compress(byte[] source, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, source.length);
        if (closed) {
            throw new IllegalStateException("the compressor is closed");
        }
        // whatever is not shorter than the payload is not used, so that this is room enough for all blocks
        int room = length - 1;
        if (blocks.length < room) {
            blocks = new byte[room];
        }
        int done = 0;
        int written = 0;
        while (done < length) {
            int decoded = Math.min(length - done, Compression.MAX_BLOCK_SIZE);
            int data = written + Compression.HEADER_SIZE;
            int limit = Math.min(room - data, Compression.MAX_BLOCK_SIZE);
            int size = limit <= 0 ? 0 : encoder.encode(source, offset + done, decoded, blocks, data, limit);
            if (size == 0) {
                return Arrays.copyOfRange(source, offset, offset + length);
            }
            writeHeader(written, size, decoded);
            done += decoded;
            written = data + size;
        }
        return Arrays.copyOf(blocks, written);
    }

    private void writeHeader(int at, int size, int decoded) {
        blocks[at] = (byte) algorithm.tag().charAt(0);
        blocks[at + 1] = (byte) algorithm.tag().charAt(1);
        blocks[at + 2] = (byte) algorithm.method();
        for (int i = 0; i < 3; i++) {
            blocks[at + 3 + i] = (byte) (size >>> (8 * i));
            blocks[at + 6 + i] = (byte) (decoded >>> (8 * i));
        }
    }

    @Override
    public void close() {
        closed = true;
        encoder.close();
    }
}
