package org.topcoffea.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.topcoffea.codec.internal.Lz4Frame;

/**
 * Damaged payloads: each is refused or decodes, never more. {@code -Dtopcoffea.fuzz.cases=1000000} sets the number of
 * cases per algorithm and side.
 */
class DamageTest {
    private static final int CASES = Integer.getInteger("topcoffea.fuzz.cases", 4000);
    private static final long SEED = Long.getLong("topcoffea.fuzz.seed", 99);
    private static final List<Codecs> SIDES = List.of(Codecs.system(), Codecs.pureJava());
    private static final int LENGTH = 3000;

    /** Payloads of all shapes, encoded by both sides. */
    private static List<byte[]> samples(Compression algorithm, Random random) {
        List<byte[]> samples = new ArrayList<>();
        for (Codecs side : SIDES) {
            try (Compressor compressor = side.compressor(algorithm, 5)) {
                for (Payloads shape : Payloads.values()) {
                    byte[] packed = compressor.compress(shape.make(random, LENGTH), 0, LENGTH);
                    if (packed.length < LENGTH) {
                        samples.add(packed);
                    }
                }
            }
        }
        assertTrue(samples.size() >= 6);
        return samples;
    }

    @ParameterizedTest
    @EnumSource(names = {"ZLIB", "LZMA", "LZ4", "ZSTD"})
    void damagedBytesAreRefusedOrDecodeButDoNoHarm(Compression algorithm) {
        Random random = new Random(SEED);
        List<byte[]> samples = samples(algorithm, random);
        byte[] target = new byte[LENGTH + 64];
        for (Codecs side : SIDES) {
            int refused = 0;
            try (Decompressor decompressor = side.decompressor()) {
                for (int i = 0; i < CASES; i++) {
                    byte[] damaged = damage(random, samples.get(random.nextInt(samples.size())), algorithm);
                    Arrays.fill(target, (byte) 0x33);
                    String what = algorithm + " case " + i + " of seed " + SEED + " by " + side.implementations();
                    try {
                        decompressor.decompress(MemorySegment.ofArray(damaged), target, 32, LENGTH);
                    } catch (CodecException e) {
                        refused++;
                        assertTrue(e.getMessage().contains("byte "), e.getMessage());
                    } catch (RuntimeException e) {
                        fail(what, e);
                    }
                    for (int k = 0; k < 32; k++) {
                        assertEquals(0x33, target[k], what);
                        assertEquals(0x33, target[LENGTH + 32 + k], what);
                    }
                }
            }
            assertTrue(refused > CASES / 2, algorithm + ": only " + refused + " of " + CASES + " were refused");
        }
    }

    private static byte[] damage(Random random, byte[] sample, Compression algorithm) {
        byte[] damaged = sample.clone();
        if (random.nextInt(6) == 0) {
            damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
        }
        int flips = random.nextInt(4);
        for (int i = 0; i <= flips && damaged.length > 0; i++) {
            // mostly behind the header, and often near the begin of the data, where the tables are
            int span = random.nextBoolean() ? Math.min(damaged.length, 90) : damaged.length;
            int at = random.nextInt(8) == 0 ? random.nextInt(Math.min(9, damaged.length)) : random.nextInt(span);
            damaged[at] =
                    random.nextBoolean() ? (byte) (damaged[at] ^ 1 << random.nextInt(8)) : (byte) random.nextInt();
        }
        boolean sealed = algorithm == Compression.LZ4 && damaged.length > 18 && random.nextInt(4) > 0;
        if (sealed) {
            // make the checksum right again, so that the decoder behind it gets to see the damage
            Lz4Frame.seal(damaged, 9, damaged.length - 17);
            int size = damaged.length - 9;
            damaged[3] = (byte) size;
            damaged[4] = (byte) (size >> 8);
            damaged[5] = (byte) (size >> 16);
        }
        return damaged;
    }

    @ParameterizedTest
    @EnumSource(names = {"ZLIB", "LZMA", "LZ4", "ZSTD"})
    void everyTruncationIsRefused(Compression algorithm) {
        for (byte[] sample : samples(algorithm, new Random(5))) {
            for (Codecs side : SIDES) {
                try (Decompressor decompressor = side.decompressor()) {
                    byte[] target = new byte[LENGTH];
                    for (int length = 0; length < sample.length; length += 1 + length / 50) {
                        byte[] cut = Arrays.copyOf(sample, length);
                        MemorySegment source = MemorySegment.ofArray(cut);
                        assertThrows(CodecException.class, () -> decompressor.decompress(source, target, 0, LENGTH));
                        if (length > 9) {
                            // the same with a header that agrees with what is left
                            cut[3] = (byte) (length - 9);
                            cut[4] = (byte) ((length - 9) >> 8);
                            assertThrows(
                                    CodecException.class, () -> decompressor.decompress(source, target, 0, LENGTH));
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ZLIB", "LZMA", "LZ4", "ZSTD"})
    void anotherLengthIsRefused(Compression algorithm) throws CodecException {
        for (byte[] sample : samples(algorithm, new Random(6))) {
            for (Codecs side : SIDES) {
                try (Decompressor decompressor = side.decompressor()) {
                    for (int wrong : new int[] {LENGTH - 1, LENGTH + 1, 1, LENGTH - 100, 2 * LENGTH}) {
                        byte[] lying = sample.clone();
                        lying[6] = (byte) wrong;
                        lying[7] = (byte) (wrong >> 8);
                        MemorySegment source = MemorySegment.ofArray(lying);
                        byte[] target = new byte[3 * LENGTH];
                        assertThrows(CodecException.class, () -> decompressor.decompress(source, target, 0, wrong));
                        MemorySegment honest = MemorySegment.ofArray(sample);
                        assertThrows(CodecException.class, () -> decompressor.decompress(honest, target, 0, wrong));
                        decompressor.decompress(honest, target, 0, LENGTH);
                    }
                }
            }
        }
    }

    @Test
    void messagesSayWhereAndWhat() {
        byte[] good = samples(Compression.LZ4, new Random(7)).getFirst();
        byte[] flipped = good.clone();
        flipped[20] ^= 1;
        assertEquals(
                "compression block at byte 0 (L4): wrong checksum of LZ4 block",
                messageOf(flipped).split(":(?=[^:]*in the file)")[0]);
        byte[] unknown = good.clone();
        unknown[0] = 'Q';
        assertEquals("no compression block at byte 0: it begins with 0x51 0x34", messageOf(unknown));
        byte[] method = samples(Compression.ZLIB, new Random(7)).getFirst();
        method[2] = 9;
        assertEquals("compression block at byte 0 (ZL): unknown method 9", messageOf(method));
        assertEquals(
                "the payload of 4 bytes ends at byte 0, where a block should begin: 0 of 3000 bytes are decoded",
                messageOf(Arrays.copyOf(good, 4)));
        byte[] small = {'Z', 'S', 1, (byte) 255, (byte) 255, (byte) 255, 8, 0, 0, 1, 2};
        assertEquals(
                "compression block at byte 0 (ZS): its 16777215 bytes of data are cut off after 2", messageOf(small));
    }

    private static String messageOf(byte[] payload) {
        try (Decompressor decompressor = Codecs.pureJava().decompressor()) {
            return assertThrows(
                            CodecException.class,
                            () -> decompressor.decompress(MemorySegment.ofArray(payload), new byte[LENGTH], 0, LENGTH))
                    .getMessage();
        }
    }

    @Test
    void blocksThatDecodeToNothingEnd() {
        byte[] empties = new byte[9 * 1000];
        for (int i = 0; i < empties.length; i += 9) {
            System.arraycopy(new byte[] {'L', '4', 1}, 0, empties, i, 3);
        }
        assertTrue(messageOf(empties).startsWith("the payload of 9000 bytes ends at byte 9000"));
        assertArrayEquals(new byte[] {'L', '4', 1}, Arrays.copyOf(empties, 3));
    }
}
