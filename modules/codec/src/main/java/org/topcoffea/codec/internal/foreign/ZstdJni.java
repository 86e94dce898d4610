package org.topcoffea.codec.internal.foreign;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.util.Native;
import com.github.luben.zstd.util.ZstdVersion;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.topcoffea.codec.CodecException;
import org.topcoffea.codec.Compression;
import org.topcoffea.codec.Implementation;
import org.topcoffea.codec.internal.BlockCodec;
import org.topcoffea.codec.internal.BlockDecoder;
import org.topcoffea.codec.internal.BlockEncoder;
import org.topcoffea.codec.internal.HeapBytes;

/** Zstandard frames by the native library inside zstd-jni. */
public final class ZstdJni implements BlockCodec {
    private ZstdJni() {}

    /**
     * Loads the library.
     *
     * @return the codec
     * @throws UnsatisfiedLinkError if the library may not or cannot be loaded, and why
     */
    public static ZstdJni load() {
        Module module = Zstd.class.getModule();
        if (!module.isNativeAccessEnabled()) {
            throw new UnsatisfiedLinkError("native access is not enabled for zstd-jni: start Java with "
                    + "--enable-native-access=" + (module.isNamed() ? module.getName() : "ALL-UNNAMED"));
        }
        Native.load();
        return new ZstdJni();
    }

    @Override
    public Implementation description() {
        return new Implementation(Compression.ZSTD, true, "zstd-jni", "zstd-jni", ZstdVersion.VERSION, "", "");
    }

    @Override
    public BlockDecoder decoder() {
        return new Decoder();
    }

    @Override
    public BlockEncoder encoder(int level) {
        return new Encoder(level);
    }

    private static final class Decoder implements BlockDecoder {
        private final ZstdDecompressCtx context = new ZstdDecompressCtx();
        private final HeapBytes input = new HeapBytes();

        @Override
        public void decode(MemorySegment source, long position, int size, byte[] target, int offset, int length)
                throws CodecException {
            int decoded;
            try {
                if (source.isNative()) {
                    ByteBuffer bytes = source.asSlice(position, size).asByteBuffer();
                    decoded = context.decompressDirectByteBufferToByteArray(target, offset, length, bytes, 0, size);
                } else {
                    input.view(source, position, size);
                    decoded = context.decompressByteArray(target, offset, length, input.array(), input.offset(), size);
                }
            } catch (ZstdException e) {
                throw new CodecException("bad Zstandard frame of " + size + " bytes: " + e.getMessage());
            }
            if (decoded != length) {
                throw new CodecException("it decodes to " + decoded + " bytes, not to " + length);
            }
        }

        @Override
        public void close() {
            context.close();
        }
    }

    private static final class Encoder implements BlockEncoder {
        private final ZstdCompressCtx context = new ZstdCompressCtx();

        Encoder(int level) {
            context.setLevel(2 * level);
        }

        @Override
        public int encode(byte[] source, int offset, int length, byte[] target, int at, int limit) {
            try {
                return context.compressByteArray(target, at, limit, source, offset, length);
            } catch (ZstdException e) {
                // the only error left is a target too small
                return 0;
            }
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
