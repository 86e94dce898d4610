package org.topcoffea.codec.internal.pure;

import java.lang.foreign.MemorySegment;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.topcoffea.codec.CodecException;
import org.topcoffea.codec.internal.BlockDecoder;
import org.topcoffea.codec.internal.HeapBytes;

/** Decodes an xz stream whose only filter is LZMA2, and verifies all its checksums. */
final class XzDecoder implements BlockDecoder {
    private static final long MAGIC = 0xFD377A585A00L;
    private static final int STREAM_HEADER = 12;
    private static final int FILTER_LZMA2 = 0x21;
    private static final int CHECK_NONE = 0;
    private static final int CHECK_CRC32 = 1;
    private static final int CHECK_CRC64 = 4;
    private static final int CHECK_SHA256 = 10;

    private final HeapBytes bytes = new HeapBytes();
    private final LzmaChunks chunks = new LzmaChunks();
    private final CRC32 crc32 = new CRC32();

    private byte[] input = new byte[0];
    private int start;
    private int at;
    private int limit;

    @Override
    public void decode(MemorySegment source, long position, int size, byte[] target, int offset, int length)
            throws CodecException {
        bytes.view(source, position, size);
        input = bytes.array();
        start = bytes.offset();
        at = start;
        limit = start + size;
        try {
            decodeStream(target, offset, offset + length);
        } catch (IndexOutOfBoundsException e) {
            throw new CodecException("the xz stream of " + size + " bytes is cut off");
        }
    }

    private void decodeStream(byte[] target, int offset, int end) throws CodecException {
        int check = streamHeader();
        long blocks = 0;
        long unpadded = 0;
        int out = offset;
        while (need(1) && input[at] != 0) {
            int blockStart = at;
            blockHeader();
            chunks.decode(input, at, limit, target, out, end);
            at = chunks.inputEnd();
            int dataEnd = at;
            while ((at - blockStart & 3) != 0) {
                if (need(1) && input[at++] != 0) {
                    throw bad("block padding");
                }
            }
            int checkSize = verify(check, target, out, chunks.outputEnd() - out);
            out = chunks.outputEnd();
            blocks++;
            unpadded += dataEnd - blockStart + checkSize;
        }
        int indexSize = index(blocks, unpadded, out - offset);
        streamFooter(indexSize, check);
        if (out != end) {
            throw new CodecException("it decodes to " + (out - offset) + " bytes, not to " + (end - offset));
        }
    }

    private int streamHeader() throws CodecException {
        need(STREAM_HEADER);
        long magic = Long.reverseBytes(LittleEndian.longAt(input, at));
        if (magic >>> 16 != MAGIC) {
            throw new CodecException("its data are no xz stream");
        }
        int check = input[at + 7];
        if ((magic & 0xFFF0) != 0
                || (check != CHECK_NONE && check != CHECK_CRC32 && check != CHECK_CRC64 && check != CHECK_SHA256)) {
            throw new CodecException("its xz stream uses unknown flags 0x%04x".formatted(magic & 0xFFFF));
        }
        verifyCrc32(at + 6, 2, at + 8);
        at += STREAM_HEADER;
        return check;
    }

    /** A block header: its size, flags, optional sizes, filters, padding and CRC32. */
    private void blockHeader() throws CodecException {
        int size = ((input[at] & 0xFF) + 1) * 4;
        need(size);
        int headerEnd = at + size;
        verifyCrc32(at, size - 4, headerEnd - 4);
        int flags = input[at + 1] & 0xFF;
        if ((flags & 0x3F) != 0) {
            throw new CodecException("its xz stream uses other filters than LZMA2 alone");
        }
        at += 2;
        for (int optional = flags & 0xC0; optional != 0; optional = optional << 1 & 0xFF) {
            if ((optional & 0x80) != 0) {
                number(headerEnd);
            }
        }
        if (number(headerEnd) != FILTER_LZMA2 || number(headerEnd) != 1) {
            throw new CodecException("its xz stream uses other filters than LZMA2 alone");
        }
        // the dictionary size: the output serves as one of any size
        int dictionary = input[at++] & 0xFF;
        if (dictionary > 40) {
            throw bad("dictionary size");
        }
        while (at < headerEnd - 4) {
            if (input[at++] != 0) {
                throw bad("block header padding");
            }
        }
        at = headerEnd;
    }

    /** Verifies the check behind a block. */
    private int verify(int check, byte[] target, int offset, int length) throws CodecException {
        int size = check == CHECK_NONE ? 0 : check == CHECK_CRC32 ? 4 : check == CHECK_CRC64 ? 8 : 32;
        need(size);
        boolean right = switch (check) {
            case CHECK_CRC32 -> {
                crc32.reset();
                crc32.update(target, offset, length);
                yield (int) crc32.getValue() == LittleEndian.intAt(input, at);
            }
            case CHECK_CRC64 -> Crc64.of(target, offset, length) == LittleEndian.longAt(input, at);
            case CHECK_SHA256 -> Arrays.equals(sha256(target, offset, length), 0, 32, input, at, at + 32);
            default -> true;
        };
        if (!right) {
            throw bad("checksum of the decoded bytes");
        }
        at += size;
        return size;
    }

    private static byte[] sha256(byte[] bytes, int offset, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, offset, length);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private int index(long blocks, long unpadded, long decoded) throws CodecException {
        int indexStart = at++;
        long records = number(limit);
        if (records != blocks) {
            throw bad("number of blocks in the index");
        }
        long unpaddedSum = 0;
        long decodedSum = 0;
        for (long i = 0; i < records; i++) {
            unpaddedSum += number(limit);
            decodedSum += number(limit);
        }
        if (unpaddedSum != unpadded || decodedSum != decoded) {
            throw bad("sizes in the index");
        }
        while ((at - indexStart & 3) != 0) {
            if (need(1) && input[at++] != 0) {
                throw bad("index padding");
            }
        }
        need(4);
        verifyCrc32(indexStart, at - indexStart, at);
        at += 4;
        return at - indexStart;
    }

    private void streamFooter(int indexSize, int check) throws CodecException {
        need(STREAM_HEADER);
        verifyCrc32(at + 4, 6, at);
        int backward = LittleEndian.intAt(input, at + 4);
        if (backward != indexSize / 4 - 1 || input[at + 8] != 0 || input[at + 9] != check) {
            throw bad("stream footer");
        }
        if (input[at + 10] != 'Y' || input[at + 11] != 'Z') {
            throw bad("stream footer");
        }
    }

    /** Reads a number of one to nine bytes of seven bits. */
    private long number(int end) throws CodecException {
        long value = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            if (at >= end) {
                throw bad("number, cut off,");
            }
            int next = input[at++];
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw bad("number");
    }

    private void verifyCrc32(int from, int length, int stored) throws CodecException {
        crc32.reset();
        crc32.update(input, from, length);
        if ((int) crc32.getValue() != LittleEndian.intAt(input, stored)) {
            throw bad("checksum of a header");
        }
    }

    private boolean need(int size) throws CodecException {
        if (limit - at < size) {
            throw new CodecException("the xz stream is cut off at byte " + (limit - start));
        }
        return true;
    }

    private CodecException bad(String what) {
        return new CodecException("bad " + what + " of the xz stream at byte " + (at - start));
    }
}
