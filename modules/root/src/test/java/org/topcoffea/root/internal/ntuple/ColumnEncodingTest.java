package org.topcoffea.root.internal.ntuple;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToLongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.topcoffea.codec.Codecs;
import org.topcoffea.root.internal.column.ReadContext;
import org.topcoffea.root.internal.ntuple.Schema.PhysicalColumn;
import org.topcoffea.spi.ColumnType;

/** Every encoding in isolation: any part of a page of any size decodes to what was encoded. */
final class ColumnEncodingTest {
    private static final int[] SIZES = {1, 2, 3, 7, 8, 9, 31, 64, 100, 2047, 2048, 2049, 4099, 9001};

    /** Encodes random elements and says what they decode to. */
    private interface Encoder {
        byte[] encode(Random random, int count, LongStream.Builder expected);
    }

    private static Encoder integers(
            int bytes, boolean signed, java.util.function.BiFunction<Integer, IntToLongFunction, byte[]> how) {
        return (random, count, expected) -> {
            int bits = 1 + random.nextInt(8 * bytes);
            long[] values = new long[count];
            for (int i = 0; i < count; i++) {
                values[i] = random.nextLong() >>> (64 - bits);
                if (signed) {
                    values[i] = values[i] << (64 - 8 * bytes) >> (64 - 8 * bytes);
                }
                expected.add(values[i] << (64 - 8 * bytes) >> (64 - 8 * bytes));
            }
            return how.apply(count, i -> values[i]);
        };
    }

    private static Encoder indexes(int bytes, boolean delta) {
        return (random, count, expected) -> {
            long[] ends = new long[count];
            long end = random.nextInt(100_000);
            for (int i = 0; i < count; i++) {
                end += random.nextInt(random.nextInt(20) == 0 ? 3000 : 4);
                ends[i] = end;
                expected.add(end);
            }
            return delta ? Encoded.delta(bytes, count, i -> ends[i]) : Encoded.plain(bytes, count, i -> ends[i]);
        };
    }

    private static Encoder floats(boolean split) {
        return (random, count, expected) -> {
            int[] bits = random.ints(count).toArray();
            for (int value : bits) {
                expected.add(value);
            }
            return split ? Encoded.split(4, count, i -> bits[i]) : Encoded.plain(4, count, i -> bits[i]);
        };
    }

    private static Encoder doubles(boolean split) {
        return (random, count, expected) -> {
            long[] bits = random.longs(count).toArray();
            for (long value : bits) {
                expected.add(value);
            }
            return split ? Encoded.split(8, count, i -> bits[i]) : Encoded.plain(8, count, i -> bits[i]);
        };
    }

    private static Encoder halves(boolean split) {
        return (random, count, expected) -> {
            int[] bits = random.ints(count, 0, 1 << 16).toArray();
            for (int value : bits) {
                expected.add(Float.floatToRawIntBits(Float.float16ToFloat((short) value)));
            }
            return split ? Encoded.split(2, count, i -> bits[i]) : Encoded.plain(2, count, i -> bits[i]);
        };
    }

    private static Encoder truncated(int bits) {
        return (random, count, expected) -> {
            long[] values = random.longs(count, 0, 1L << bits).toArray();
            for (long value : values) {
                expected.add((int) (value << (32 - bits)));
            }
            return Encoded.packed(bits, count, i -> values[i]);
        };
    }

    private static Encoder quantised(int bits) {
        return (random, count, expected) -> {
            long[] values = random.longs(count, 0, 1L << bits).toArray();
            for (long value : values) {
                double exact = -2 + value * (5.0 / ((1L << bits) - 1));
                expected.add(Float.floatToRawIntBits((float) exact));
            }
            return Encoded.packed(bits, count, i -> values[i]);
        };
    }

    private static Encoder bits() {
        return (random, count, expected) -> {
            byte[] values = new byte[count];
            for (int i = 0; i < count; i++) {
                values[i] = (byte) random.nextInt(2);
                expected.add(values[i]);
            }
            return Encoded.packed(1, count, i -> values[i]);
        };
    }

    private static Encoder switches() {
        return (random, count, expected) -> {
            int[] tags = random.ints(count, 0, 5).toArray();
            for (int tag : tags) {
                expected.add(tag);
            }
            byte[] page = new byte[12 * count];
            for (int i = 0; i < count; i++) {
                page[12 * i] = (byte) i;
                page[12 * i + 8] = (byte) tags[i];
            }
            return page;
        };
    }

    private record Case(int code, int bits, ColumnType type, Encoder encoder) {}

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.add(new Case(0x00, 1, ColumnType.BOOL, bits()));
        for (int code = 1; code <= 4; code++) {
            ColumnType type = code == 1 || code == 4 ? ColumnType.UINT8 : ColumnType.INT8;
            cases.add(new Case(code, 8, type, integers(1, true, (n, v) -> Encoded.plain(1, n, v))));
        }
        ColumnType[] types = {
            ColumnType.INT16,
            ColumnType.UINT16,
            ColumnType.INT32,
            ColumnType.UINT32,
            ColumnType.INT64,
            ColumnType.UINT64
        };
        for (int i = 0; i < types.length; i++) {
            int bytes = 2 << (i / 2);
            boolean signed = i % 2 == 0;
            cases.add(
                    new Case(5 + i, 8 * bytes, types[i], integers(bytes, true, (n, v) -> Encoded.plain(bytes, n, v))));
            cases.add(new Case(
                    0x11 + i,
                    8 * bytes,
                    types[i],
                    integers(
                            bytes,
                            signed,
                            (n, v) -> signed ? Encoded.zigzag(bytes, n, v) : Encoded.split(bytes, n, v))));
        }
        cases.add(new Case(0x0B, 16, ColumnType.FLOAT32, halves(false)));
        cases.add(new Case(0x17, 16, ColumnType.FLOAT32, halves(true)));
        cases.add(new Case(0x0C, 32, ColumnType.FLOAT32, floats(false)));
        cases.add(new Case(0x18, 32, ColumnType.FLOAT32, floats(true)));
        cases.add(new Case(0x0D, 64, ColumnType.FLOAT64, doubles(false)));
        cases.add(new Case(0x19, 64, ColumnType.FLOAT64, doubles(true)));
        cases.add(new Case(0x0E, 32, ColumnType.UINT64, indexes(4, false)));
        cases.add(new Case(0x0F, 64, ColumnType.UINT64, indexes(8, false)));
        cases.add(new Case(0x1A, 32, ColumnType.UINT64, indexes(4, true)));
        cases.add(new Case(0x1B, 64, ColumnType.UINT64, indexes(8, true)));
        cases.add(new Case(0x10, 96, ColumnType.UINT32, switches()));
        for (int bits : new int[] {10, 11, 16, 23, 24, 31}) {
            cases.add(new Case(0x1C, bits, ColumnType.FLOAT32, truncated(bits)));
        }
        for (int bits : new int[] {1, 8, 20, 25, 32}) {
            cases.add(new Case(0x1D, bits, ColumnType.FLOAT32, quantised(bits)));
        }
        return cases;
    }

    @TestFactory
    Stream<DynamicTest> decodesWhatWasEncoded() {
        return cases().stream()
                .map(c -> DynamicTest.dynamicTest(
                        "0x" + Integer.toHexString(c.code()) + " with " + c.bits() + " bits", () -> check(c)));
    }

    private static Object array(ColumnType type, int length) {
        return switch (type) {
            case BOOL, INT8, UINT8 -> new byte[length];
            case INT16, UINT16 -> new short[length];
            case INT32, UINT32 -> new int[length];
            case INT64, UINT64 -> new long[length];
            case FLOAT32 -> new float[length];
            case FLOAT64 -> new double[length];
            case STRING -> new String[length];
        };
    }

    /** Numbers as they are, floats as their bits. */
    private static long bits(Object array, int i) {
        return switch (array) {
            case byte[] bytes -> bytes[i];
            case short[] shorts -> shorts[i];
            case int[] ints -> ints[i];
            case long[] longs -> longs[i];
            case float[] floats -> Float.floatToRawIntBits(floats[i]);
            case double[] doubles -> Double.doubleToRawLongBits(doubles[i]);
            default -> throw new IllegalArgumentException(array.toString());
        };
    }

    private static void check(Case c) {
        long seed = c.code() * 1000L + c.bits();
        Random random = new Random(seed);
        for (int size : SIZES) {
            LongStream.Builder builder = LongStream.builder();
            byte[] page = c.encoder().encode(random, size, builder);
            long[] expected = builder.build().toArray();
            NTupleImage image = new NTupleImage();
            image.zlib = random.nextBoolean();
            image.checksums = random.nextBoolean();
            int column = image.column(c.code(), c.bits(), 0, 0, 2, 0, -2, 3);
            image.cluster(size).page(column, size, page);
            byte[] file = image.write();
            try (ReadContext context = new ReadContext(Codecs.system().decompressor(), null)) {
                ElementReader reader = reader(c, file, context);
                Cluster cluster = clusters(image, file).at(0);
                for (int trial = 0; trial < 4; trial++) {
                    int from = trial == 0 ? 0 : random.nextInt(size);
                    int to = trial == 0 ? size : from + 1 + random.nextInt(size - from);
                    int at = random.nextInt(5);
                    Object target = array(c.type(), at + to - from + 3);
                    reader.read(cluster, from, to - from, target, at);
                    for (int i = from; i < to; i++) {
                        if (expected[i] != bits(target, at + i - from)) {
                            fail("seed " + seed + " size " + size + " element " + i + ": expected " + expected[i]
                                    + ", got " + bits(target, at + i - from));
                        }
                    }
                    for (int i = 0; i < at; i++) {
                        assertEquals(0, bits(target, i), "before the range");
                    }
                    for (int i = at + to - from; i < at + to - from + 3; i++) {
                        assertEquals(0, bits(target, i), "behind the range");
                    }
                }
            }
        }
    }

    private static Clusters clusters(NTupleImage image, byte[] file) {
        Anchor anchor = Anchor.parse(image.anchor, "test");
        Blobs blobs = new Blobs(new MemorySource(file), 0);
        EnvelopeIn footer =
                blobs.envelope(2, anchor.footerPosition(), anchor.footerStored(), anchor.footerLength(), "test");
        footer.featureFlags();
        long header = footer.i64();
        footer.leave(footer.record());
        return new Clusters(blobs, footer, header, "test");
    }

    private static ElementReader reader(Case c, byte[] file, ReadContext context) {
        ColumnEncoding encoding = ColumnEncoding.of(c.code());
        assertNotNull(encoding);
        PhysicalColumn column = new PhysicalColumn(0, encoding, c.code(), c.bits(), 0, 0, false, 0, -2, 3);
        PageReader pages = new PageReader(new Blobs(new MemorySource(file), 0), context);
        return new ElementReader(pages, new Elements("x", List.of(column), c.type(), 1), "test");
    }
}
