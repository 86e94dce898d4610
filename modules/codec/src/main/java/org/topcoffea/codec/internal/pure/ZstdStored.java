package org.topcoffea.codec.internal.pure;

import org.topcoffea.codec.internal.BlockEncoder;

/** Encodes Zstandard frames of raw and repeated-byte blocks: valid everywhere, but hardly ever shorter. */
final class ZstdStored implements BlockEncoder {
    private static final int MAGIC = 0xFD2FB528;
    private static final int MAX_BLOCK = 128 * 1024;
    private static final int FRAME_HEADER = 9;

    @Override
    public int encode(byte[] source, int offset, int length, byte[] target, int at, int limit) {
        if (limit < FRAME_HEADER) {
            return 0;
        }
        // a single segment with a content size of four bytes
        writeLittleEndian(target, at, MAGIC, 4);
        target[at + 4] = (byte) 0xA0;
        writeLittleEndian(target, at + 5, length, 4);
        int to = at + FRAME_HEADER;
        for (int done = 0; done < length; ) {
            int size = Math.min(MAX_BLOCK, length - done);
            int from = offset + done;
            boolean repeated = isRepeated(source, from, size);
            int stored = repeated ? 1 : size;
            if (3 + stored > at + limit - to) {
                return 0;
            }
            done += size;
            writeLittleEndian(target, to, size << 3 | (repeated ? 2 : 0) | (done == length ? 1 : 0), 3);
            System.arraycopy(source, from, target, to + 3, stored);
            to += 3 + stored;
        }
        return to - at;
    }

    private static boolean isRepeated(byte[] source, int from, int size) {
        int i = 1;
        while (i < size && source[from + i] == source[from]) {
            i++;
        }
        return i == size;
    }

    private static void writeLittleEndian(byte[] target, int at, int value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            target[at + i] = (byte) (value >>> (8 * i));
        }
    }
}
