package org.topcoffea.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What one side encodes the other decodes, natively and in pure Java, in all four directions. */
class RoundTripTest {
    private static final int[] LENGTHS = {0, 1, 2, 5, 12, 13, 14, 20, 100, 256, 1000, 4097, 12_000, 131_073};
    private static final List<Codecs> SIDES = List.of(Codecs.system(), Codecs.pureJava());

    @ParameterizedTest
    @EnumSource(names = {"NONE", "ZLIB", "LZMA", "LZ4", "ZSTD"})
    void everyShapeAndLengthComesBack(Compression algorithm) throws CodecException {
        long seed = 20261122L + algorithm.ordinal();
        Random random = new Random(seed);
        for (Codecs side : SIDES) {
            for (int level : algorithm == Compression.LZMA ? new int[] {1} : new int[] {1, 5}) {
                try (Compressor compressor = side.compressor(algorithm, level)) {
                    for (Payloads shape : Payloads.values()) {
                        for (int length : LENGTHS) {
                            byte[] plain = shape.make(random, length);
                            roundTrip(
                                    compressor, plain, shape + " of " + length + ", level " + level + ", seed " + seed);
                        }
                    }
                }
            }
        }
    }

    private static void roundTrip(Compressor compressor, byte[] plain, String what) throws CodecException {
        byte[] packed = compressor.compress(plain, 0, plain.length);
        if (packed.length == plain.length) {
            assertArrayEquals(plain, packed, what);
            return;
        }
        assertTrue(packed.length < plain.length, what);
        for (Codecs other : SIDES) {
            try (Decompressor decompressor = other.decompressor();
                    Arena arena = Arena.ofConfined()) {
                byte[] padded = new byte[plain.length + 20];
                Arrays.fill(padded, (byte) 0x55);
                decompressor.decompress(MemorySegment.ofArray(packed), padded, 7, plain.length);
                check(plain, padded, what);
                MemorySegment offHeap = arena.allocate(packed.length + 3L, 1).asSlice(3);
                offHeap.copyFrom(MemorySegment.ofArray(packed));
                Arrays.fill(padded, (byte) 0x55);
                decompressor.decompress(offHeap, padded, 7, plain.length);
                check(plain, padded, what + ", off heap");
                MemorySegment readOnly = MemorySegment.ofArray(packed).asReadOnly();
                decompressor.decompress(readOnly, padded, 7, plain.length);
                check(plain, padded, what + ", read only");
                for (int wanted : new int[] {0, 1, plain.length / 3, plain.length - 1}) {
                    beginning(decompressor, offHeap, plain, wanted, what);
                }
            }
        }
    }

    private static void beginning(
            Decompressor decompressor, MemorySegment packed, byte[] plain, int wanted, String what)
            throws CodecException {
        byte[] padded = new byte[plain.length + 20];
        Arrays.fill(padded, (byte) 0x55);
        decompressor.decompressBeginning(packed, padded, 7, plain.length, wanted, Ending.UNKNOWN);
        assertArrayEquals(
                Arrays.copyOf(plain, wanted),
                Arrays.copyOfRange(padded, 7, 7 + wanted),
                what + ", the first " + wanted + " bytes");
        System.arraycopy(plain, 0, padded, 7, plain.length);
        check(plain, padded, what + ", the first " + wanted + " bytes");
    }

    /** An ending that is known, or believed to be. */
    private static final class Guess implements Ending {
        private final byte[] bytes;
        private boolean refuted;

        Guess(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public boolean write(byte[] target, int offset, int length) {
            System.arraycopy(bytes, bytes.length - length, target, offset, length);
            return true;
        }

        @Override
        public void refuted() {
            refuted = true;
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ZLIB", "LZMA", "LZ4", "ZSTD"})
    void beginningsAreRightWhateverEndingIsExpected(Compression algorithm) throws CodecException {
        Random random = new Random(11);
        byte[] plain = Payloads.FLOATS.make(random, 30_000);
        byte[] wrong = plain.clone();
        wrong[29_990] ^= 1;
        for (Codecs codecs : new Codecs[] {Codecs.system(), Codecs.pureJava()}) {
            try (Compressor compressor = Codecs.system().compressor(algorithm, 5);
                    Decompressor decompressor = codecs.decompressor()) {
                MemorySegment packed = MemorySegment.ofArray(compressor.compress(plain, 0, plain.length));
                for (int wanted : new int[] {0, 1, 20_000, 29_990, 29_999, 30_000}) {
                    for (boolean right : new boolean[] {true, false}) {
                        Guess guess = new Guess(right ? plain : wrong);
                        byte[] target = new byte[plain.length];
                        decompressor.decompressBeginning(packed, target, 0, plain.length, wanted, guess);
                        assertEquals(-1, Arrays.mismatch(Arrays.copyOf(plain, wanted), Arrays.copyOf(target, wanted)));
                        assertFalse(guess.refuted && right);
                    }
                }
            }
        }
    }

    /** The checksum of LZMA is that of the decoded bytes: it has to be of use even if not all of them are decoded. */
    @Test
    void damageOfBeginningsIsFoundWhereTheEndingIsKnown() {
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            byte[] plain = Payloads.FLOATS.make(random, 5_000);
            byte[] target = new byte[plain.length];
            try (Compressor compressor = Codecs.system().compressor(Compression.LZMA, 5);
                    Decompressor decompressor = Codecs.system().decompressor()) {
                byte[] packed = compressor.compress(plain, 0, plain.length);
                packed[Compression.HEADER_SIZE + random.nextInt(packed.length - Compression.HEADER_SIZE)] ^=
                        (byte) (1 << random.nextInt(8));
                decompressor.decompressBeginning(
                        MemorySegment.ofArray(packed), target, 0, plain.length, 4_000, new Guess(plain));
                assertEquals(-1, Arrays.mismatch(plain, 0, 4_000, target, 0, 4_000), "seed " + seed);
            } catch (CodecException e) {
                assertFalse(String.valueOf(e.getMessage()).isEmpty());
            }
        }
    }

    private static void check(byte[] plain, byte[] padded, String what) {
        assertArrayEquals(plain, Arrays.copyOfRange(padded, 7, 7 + plain.length), what);
        for (int i = 0; i < padded.length; i++) {
            if (i < 7 || i >= 7 + plain.length) {
                assertEquals(0x55, padded[i], what + ": wrote outside the target");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ZLIB", "LZMA", "LZ4", "ZSTD"})
    void compressesWhatCanBeCompressed(Compression algorithm) {
        byte[] plain = Payloads.FLOATS.make(new Random(3), 60_000);
        try (Compressor compressor = Codecs.system().compressor(algorithm, 5)) {
            byte[] packed = compressor.compress(plain, 0, plain.length);
            assertTrue(packed.length < 0.8 * plain.length, algorithm + " gave " + packed.length);
            assertEquals(algorithm, Compression.ofTag(packed[0], packed[1]));
        }
        try (Compressor compressor = Codecs.pureJava().compressor(Compression.LZ4, 9)) {
            assertTrue(compressor.compress(plain, 0, plain.length).length < 0.8 * plain.length);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ZLIB", "LZMA", "LZ4", "ZSTD"})
    void largePayloadsBecomeSeveralBlocks(Compression algorithm) throws CodecException {
        byte[] plain = new byte[Compression.MAX_BLOCK_SIZE + 912_345];
        Random random = new Random(algorithm.ordinal());
        byte[] noise = Payloads.NOISE.make(random, 400_000);
        System.arraycopy(noise, 0, plain, 1_000_000, noise.length);
        System.arraycopy(noise, 0, plain, Compression.MAX_BLOCK_SIZE - 1000, noise.length);
        try (Compressor compressor = Codecs.system().compressor(algorithm, 1)) {
            byte[] packed = compressor.compress(plain, 0, plain.length);
            assertEquals(0xFFFFFF, (packed[6] & 0xFF) | (packed[7] & 0xFF) << 8 | (packed[8] & 0xFF) << 16);
            for (Codecs side : SIDES) {
                try (Decompressor decompressor = side.decompressor()) {
                    byte[] back = new byte[plain.length];
                    decompressor.decompress(MemorySegment.ofArray(packed), back, 0, back.length);
                    assertTrue(Arrays.equals(plain, back), algorithm + " by " + side.implementations());
                }
            }
        }
    }

    @Test
    void algorithmsMixInOnePayload() throws CodecException {
        Random random = new Random(8);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        for (int i = 0; i < 40; i++) {
            Compression algorithm = List.of(Compression.ZLIB, Compression.LZMA, Compression.LZ4, Compression.ZSTD)
                    .get(i % 4);
            byte[] part = Payloads.OFFSETS.make(random, 500 + random.nextInt(5000));
            try (Compressor compressor = SIDES.get(i % 3 % 2).compressor(algorithm, 4)) {
                byte[] block = compressor.compress(part, 0, part.length);
                if (block.length < part.length) {
                    packed.writeBytes(block);
                    plain.writeBytes(part);
                }
            }
        }
        for (Codecs side : SIDES) {
            try (Decompressor decompressor = side.decompressor()) {
                byte[] back = new byte[plain.size()];
                decompressor.decompress(MemorySegment.ofArray(packed.toByteArray()), back, 0, back.length);
                assertArrayEquals(plain.toByteArray(), back);
            }
        }
    }

    @Test
    void oldDeflateBlocksAreRead() throws CodecException {
        byte[] plain = Payloads.OFFSETS.make(new Random(4), 9000);
        java.util.zip.Deflater deflater = new java.util.zip.Deflater(6, true);
        deflater.setInput(plain);
        deflater.finish();
        byte[] packed = new byte[20_000];
        int size = deflater.deflate(packed, 9, packed.length - 9);
        deflater.end();
        byte[] header = {'C', 'S', 8, (byte) size, (byte) (size >> 8), 0, (byte) (9000 & 0xFF), 9000 >> 8, 0};
        System.arraycopy(header, 0, packed, 0, 9);
        for (Codecs side : SIDES) {
            try (Decompressor decompressor = side.decompressor()) {
                byte[] back = new byte[plain.length];
                decompressor.decompress(MemorySegment.ofArray(packed), back, 0, back.length);
                assertArrayEquals(plain, back);
            }
        }
    }

    @Test
    void wrongUseIsRefused() {
        Codecs codecs = Codecs.system();
        assertThrows(IllegalArgumentException.class, () -> codecs.compressor(Compression.OLD, 1));
        assertThrows(IllegalArgumentException.class, () -> codecs.compressor(Compression.ZLIB, 10));
        Decompressor decompressor = codecs.decompressor();
        MemorySegment empty = MemorySegment.ofArray(new byte[0]);
        assertThrows(IndexOutOfBoundsException.class, () -> decompressor.decompress(empty, new byte[3], 2, 2));
        decompressor.close();
        decompressor.close();
        assertThrows(IllegalStateException.class, () -> decompressor.decompress(empty, new byte[3], 0, 3));
    }
}
