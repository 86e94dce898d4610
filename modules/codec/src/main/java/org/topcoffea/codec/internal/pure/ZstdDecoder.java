package org.topcoffea.codec.internal.pure;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.topcoffea.codec.CodecException;
import org.topcoffea.codec.Xxh64;
import org.topcoffea.codec.internal.BlockDecoder;

/** Decodes Zstandard frames (RFC 8878) without dictionaries. */
final class ZstdDecoder implements BlockDecoder {
    private static final int MAGIC = 0xFD2FB528;
    private static final int SKIPPABLE = 0x184D2A50;
    private static final int MAX_BLOCK = 128 * 1024;

    /** Bytes around the input that may be read, but are never used. */
    private static final int PADDING = 32;

    private final ZstdBlock block = new ZstdBlock();
    private byte[] input = new byte[0];
    private int at;
    private int end;

    @Override
    public void decode(MemorySegment source, long position, int size, byte[] target, int offset, int length)
            throws CodecException {
        if (input.length < size + 2 * PADDING) {
            input = new byte[size + 2 * PADDING];
        }
        MemorySegment.copy(source, ValueLayout.JAVA_BYTE, position, input, PADDING, size);
        at = PADDING;
        end = PADDING + size;
        int decoded;
        try {
            decoded = frames(target, offset, offset + length);
        } catch (IndexOutOfBoundsException e) {
            throw new CodecException("the Zstandard frame of " + size + " bytes is cut off");
        }
        if (decoded != length) {
            throw new CodecException("it decodes to " + decoded + " bytes, not to " + length);
        }
    }

    private int frames(byte[] target, int start, int limit) throws CodecException {
        int out = start;
        while (at < end) {
            int magic = need(4) ? LittleEndian.intAt(input, at) : 0;
            if (magic == MAGIC) {
                at += 4;
                out = frame(target, out, limit);
            } else if ((magic & ~15) == SKIPPABLE) {
                need(8);
                int skipped = LittleEndian.intAt(input, at + 4);
                at += 8;
                need(skipped);
                at += skipped;
            } else {
                throw bad("frame magic 0x%08x".formatted(magic));
            }
        }
        return out - start;
    }

    private int frame(byte[] target, int start, int limit) throws CodecException {
        need(1);
        int descriptor = input[at++] & 0xFF;
        boolean single = (descriptor & 0x20) != 0;
        int contentSizeBytes = descriptor >> 6 == 0 ? single ? 1 : 0 : 1 << (descriptor >> 6);
        int dictionaryBytes = 1 << (descriptor & 3) >> 1;
        need((single ? 0 : 1) + dictionaryBytes + contentSizeBytes);
        if ((descriptor & 8) != 0) {
            throw bad("frame descriptor");
        }
        long window = Long.MAX_VALUE;
        if (!single) {
            int log = 10 + (input[at] >> 3 & 31);
            window = (1L << log) + (1L << (log - 3)) * (input[at++] & 7);
        }
        if (number(dictionaryBytes) != 0) {
            throw new CodecException("its Zstandard frame needs a dictionary");
        }
        long size = number(contentSizeBytes) + (contentSizeBytes == 2 ? 256 : 0);
        if (contentSizeBytes > 0 && (size < 0 || size > limit - start)) {
            throw new CodecException("its Zstandard frame decodes to " + Long.toUnsignedString(size) + " bytes where "
                    + (limit - start) + " are left");
        }
        int maxBlock = (int) Math.min(MAX_BLOCK, single ? Math.max(size, 1) : window);
        int out = blocks(target, start, limit, maxBlock);
        if (contentSizeBytes > 0 && out - start != size) {
            throw new CodecException("its Zstandard frame decodes to " + (out - start) + " bytes, not to " + size);
        }
        if ((descriptor & 4) != 0) {
            need(4);
            if ((int) Xxh64.hash64(target, start, out - start) != LittleEndian.intAt(input, at)) {
                throw bad("checksum of the decoded bytes");
            }
            at += 4;
        }
        return out;
    }

    private int blocks(byte[] target, int start, int limit, int maxBlock) throws CodecException {
        block.reset();
        int out = start;
        boolean last;
        do {
            need(3);
            int header = LittleEndian.intAt(input, at) & 0xFFFFFF;
            at += 3;
            last = (header & 1) != 0;
            int type = header >> 1 & 3;
            int size = header >> 3;
            if (size > maxBlock) {
                throw bad("block size " + size);
            }
            need(type == 1 ? 1 : size);
            if (type < 2 && size > limit - out) {
                throw new CodecException("its Zstandard frame decodes to more than is left");
            }
            switch (type) {
                case 0 -> {
                    System.arraycopy(input, at, target, out, size);
                    out += size;
                    at += size;
                }
                case 1 -> {
                    Arrays.fill(target, out, out + size, input[at++]);
                    out += size;
                }
                case 2 -> {
                    int blockLimit = (int) Math.min(limit, (long) out + maxBlock);
                    out = block.decode(input, at, at + size, target, start, out, blockLimit);
                    at += size;
                }
                default -> throw bad("block type");
            }
        } while (!last);
        return out;
    }

    private long number(int bytes) {
        long value = bytes == 0 ? 0 : LittleEndian.longAt(input, at) & -1L >>> (64 - 8 * bytes);
        at += bytes;
        return value;
    }

    private boolean need(int size) throws CodecException {
        if (size < 0 || end - at < size) {
            throw new CodecException("the Zstandard frame is cut off at byte " + (end - PADDING));
        }
        return true;
    }

    private CodecException bad(String what) {
        return new CodecException("bad " + what + " at byte " + (at - PADDING) + " of the Zstandard frame");
    }
}
