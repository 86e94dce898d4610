package org.topcoffea.codec.internal.pure;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import org.topcoffea.codec.internal.BlockEncoder;
import org.topcoffea.codec.internal.LzmaDictionary;
import org.tukaani.xz.ArrayCache;
import org.tukaani.xz.BasicArrayCache;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.UnsupportedOptionsException;
import org.tukaani.xz.XZ;
import org.tukaani.xz.XZOutputStream;

/** Encodes xz streams like those of ROOT: one LZMA2 filter, one block, a CRC32. */
final class XzEncoder implements BlockEncoder {
    private final ArrayCache arrays = new BasicArrayCache();
    private final LZMA2Options options;
    private final int presetDictionary;

    XzEncoder(int level) {
        try {
            options = new LZMA2Options(level);
        } catch (UnsupportedOptionsException e) {
            throw new IllegalArgumentException("no LZMA preset " + level, e);
        }
        presetDictionary = options.getDictSize();
    }

    @Override
    public int encode(byte[] source, int offset, int length, byte[] target, int at, int limit) {
        Room room = new Room(target, at, limit);
        try {
            options.setDictSize(LzmaDictionary.size(length, presetDictionary));
            try (XZOutputStream stream = new XZOutputStream(room, options, XZ.CHECK_CRC32, arrays)) {
                stream.write(source, offset, length);
            }
            return room.written;
        } catch (IOException e) {
            return 0;
        }
    }

    /** Part of an array that fails when it is full. */
    private static final class Room extends OutputStream {
        private final byte[] target;
        private final int at;
        private final int limit;
        private int written;

        Room(byte[] target, int at, int limit) {
            this.target = target;
            this.at = at;
            this.limit = limit;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            Objects.requireNonNull(bytes);
            if (length > limit - written) {
                throw new IOException("no room");
            }
            System.arraycopy(bytes, from, target, at + written, length);
            written += length;
        }
    }
}
