package org.topcoffea.codec.internal.pure;

import java.lang.foreign.MemorySegment;
import org.topcoffea.codec.CodecException;
import org.topcoffea.codec.Ending;
import org.topcoffea.codec.Xxh64;
import org.topcoffea.codec.internal.BlockDecoder;
import org.topcoffea.codec.internal.HeapBytes;
import org.topcoffea.codec.internal.Lz4Frame;

/** Decodes LZ4 blocks from array to array. */
final class Lz4Decoder implements BlockDecoder {
    private static final int MIN_MATCH = 4;

    /** The format ends every block with this many literals, which no match may reach. */
    private static final int LAST_LITERALS = 5;

    private final HeapBytes input = new HeapBytes();
    private final byte[] room = Xxh64.room();

    @Override
    public void decode(MemorySegment source, long position, int size, byte[] target, int offset, int length)
            throws CodecException {
        int decoded = decode(source, position, size, target, offset, length, Integer.MAX_VALUE);
        if (decoded != length) {
            throw new CodecException("it decodes to " + decoded + " bytes, not to " + length);
        }
    }

    @Override
    public void decodeBeginning(
            MemorySegment source,
            long position,
            int size,
            byte[] target,
            int offset,
            int length,
            int wanted,
            Ending ending)
            throws CodecException {
        int decoded = decode(source, position, size, target, offset, length, offset + wanted);
        if (decoded < wanted) {
            throw new CodecException("it decodes to " + decoded + " bytes, not to " + length);
        }
    }

    private int decode(MemorySegment source, long position, int size, byte[] target, int offset, int length, int enough)
            throws CodecException {
        Lz4Frame.verify(source, position, size, room);
        int bytes = size - Lz4Frame.CHECKSUM_SIZE;
        input.view(source, position + Lz4Frame.CHECKSUM_SIZE, bytes);
        int start = input.offset();
        return decode(input.array(), start, start + bytes, target, offset, offset + length, enough);
    }

    /**
     * Decodes a block, or stops behind the sequence that reaches {@code enough}; copies eight bytes at once where source
     * and target have room for more than is asked for.
     */
    private static int decode(byte[] in, int from, int inEnd, byte[] out, int start, int end, int enough)
            throws CodecException {
        int at = from;
        int to = start;
        while (at < inEnd) {
            if (to >= enough) {
                return to - start;
            }
            int token = in[at++];
            int literals = token >>> 4 & 15;
            if (literals < 15 && to + 16 <= end && at + 16 <= inEnd) {
                LittleEndian.copyLong(in, at, out, to);
                LittleEndian.copyLong(in, at + 8, out, to + 8);
                at += literals;
                to += literals;
            } else {
                if (literals == 15) {
                    int more;
                    do {
                        if (at >= inEnd || literals > end - to) {
                            throw bad("literal length", at - from);
                        }
                        more = in[at++] & 0xFF;
                        literals += more;
                    } while (more == 255);
                }
                if (literals > inEnd - at || literals > end - to) {
                    throw bad("literals", at - from);
                }
                if (literals <= 64 && to + literals + 8 <= end && at + literals + 8 <= inEnd) {
                    for (int i = 0; i < literals; i += 8) {
                        LittleEndian.copyLong(in, at + i, out, to + i);
                    }
                } else {
                    System.arraycopy(in, at, out, to, literals);
                }
                at += literals;
                to += literals;
                if (at == inEnd) {
                    return to - start;
                }
            }
            if (inEnd - at < 2) {
                throw bad("match", at - from);
            }
            int distance = LittleEndian.unsignedShortAt(in, at);
            at += 2;
            int length = (token & 15) + MIN_MATCH;
            if (length == 15 + MIN_MATCH) {
                int more;
                do {
                    if (at >= inEnd || length > end - to) {
                        throw bad("match length", at - from);
                    }
                    more = in[at++] & 0xFF;
                    length += more;
                } while (more == 255);
            }
            int match = to - distance;
            if (distance == 0 || match < start || length > end - LAST_LITERALS - to) {
                throw bad("match", at - from);
            }
            Matches.copy(out, match, to, length, end);
            to += length;
        }
        throw bad("end", at - from);
    }

    private static CodecException bad(String what, int position) {
        return new CodecException("bad " + what + " at byte " + position + " of the LZ4 block");
    }
}
