package org.topcoffea.root.internal.ntuple;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.topcoffea.codec.Xxh3;
import org.topcoffea.root.EventReader;
import org.topcoffea.root.RootException;
import org.topcoffea.root.Tree;
import org.topcoffea.root.internal.column.Origin;
import org.topcoffea.spi.ColumnInfo;
import org.topcoffea.spi.Sample;

/**
 * Damaged n-tuples whose checksums have been made right again, so that the damage reaches what is behind them, end in a
 * {@link RootException} or in values, soon and without taking much memory.
 */
final class NTupleFuzzTest {
    private static final int CASES = Integer.getInteger("topcoffea.fuzz.cases", 4_000);
    private static final long SEED = Long.getLong("topcoffea.fuzz.seed", 20_261_122L);
    private static final long MAX_ALLOCATED = 128L << 20;
    private static final long MAX_NANOS = 10_000_000_000L;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Sample SAMPLE =
            new Sample("test", "test", "2018", false, 1, 1, Map.of(), List.of(), 0, "", Map.of());
    private static final long[] NASTY = {
        0,
        1,
        -1,
        7,
        255,
        1 << 16,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 32,
        1L << 55,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };

    /** Something of everything. */
    private static NTupleImage image() {
        NTupleImage image = new NTupleImage();
        int muon = image.field("Muon", "", 1, -1);
        int item = image.field("_0", "", 2, muon);
        int muons = image.column(0x1B, 64, muon);
        int pts = image.column(0x18, 32, image.field("pt", "float", 0, item));
        int bits = image.column(0x00, 1, image.field("tight", "bool", 0, item));
        int array = image.field("cov", "std::array<float,2>", 0, item, 2, false);
        int covs = image.column(0x1C, 12, image.field("_0", "float", 0, array));
        int text = image.field("text", "std::string", 0, -1);
        int ends = image.column(0x1A, 32, text);
        int characters = image.column(0x02, 8, text);
        int two = image.field("two", "double", 0, -1);
        int real = image.column(0x19, 64, two);
        int half = image.column(0x0B, 16, two, 1, 0, 0, 0, 0);
        int counter = image.field("nMuon", "ROOT::RNTupleCardinality<std::uint32_t>", 0, -1, -1, true);
        image.alias(muons, counter);
        int late = image.column(0x13, 32, image.field("late", "std::int64_t", 0, -1), 0, 1, 5, 0, 0);
        image.extensionColumns = late;
        for (int c = 0; c < 3; c++) {
            NTupleImage.Cluster cluster = image.cluster(10)
                    .page(muons, 4, Encoded.delta(8, 4, i -> 2L * i))
                    .page(muons, 6, Encoded.delta(8, 6, i -> 6L + i))
                    .page(pts, 11, Encoded.split(4, 11, i -> Float.floatToIntBits(i)))
                    .page(bits, 11, Encoded.packed(1, 11, i -> i & 1))
                    .page(covs, 22, Encoded.packed(12, 22, i -> i))
                    .page(ends, 10, Encoded.delta(4, 10, i -> i))
                    .page(characters, 9, new byte[9]);
            if (c == 1) {
                cluster.page(half, 10, Encoded.plain(2, 10, i -> i));
            } else {
                cluster.page(real, 10, Encoded.split(8, 10, i -> i * 3L));
            }
            if (c == 0) {
                cluster.page(late, 5, Encoded.zigzag(4, 5, i -> i - 3)).offsets.put(late, 5L);
            } else {
                cluster.page(late, 10, Encoded.zigzag(4, 10, i -> i - 3));
            }
        }
        return image;
    }

    @Test
    void damageBehindRightChecksumsIsRefusedOrRead() {
        NTupleImage image = image();
        image.clustersPerGroup = 2;
        byte[] original = image.write();
        int refused = 0;
        for (int i = 0; i < CASES; i++) {
            long seed = SEED + i;
            SplittableRandom random = new SplittableRandom(seed);
            byte[] damaged = original.clone();
            damage(damaged, image.envelopes, random);
            reseal(damaged, image.envelopes);
            refused += use(damaged, image.anchor, seed, random) ? 1 : 0;
        }
        assertTrue(CASES < 100 || refused > CASES / 4, refused + " of " + CASES + " were refused");
        assertTrue(CASES < 100 || refused < CASES, "nothing was read at all");
    }

    private static void damage(byte[] bytes, List<int[]> envelopes, SplittableRandom random) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int[] envelope = envelopes.get(random.nextInt(envelopes.size()));
            int at = envelope[0] + 8 + random.nextInt(envelope[1] - 24);
            long nasty = NASTY[random.nextInt(NASTY.length)];
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> buffer.putInt(at, (int) nasty);
                default -> buffer.putLong(at, nasty);
            }
        }
    }

    /** Makes the checksums of all envelopes right, and the references of the others to that of the header. */
    private static void reseal(byte[] bytes, List<int[]> envelopes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long header = 0;
        for (int i = 0; i < envelopes.size(); i++) {
            int begin = envelopes.get(i)[0];
            int length = envelopes.get(i)[1];
            if (i > 0) {
                boolean footer = i == envelopes.size() - 1;
                buffer.putLong(begin + (footer ? 16 : 8), header);
            }
            long checksum = Xxh3.hash64(bytes, begin, length - 8);
            buffer.putLong(begin + length - 8, checksum);
            header = i == 0 ? checksum : header;
        }
    }

    private static boolean use(byte[] bytes, byte[] anchor, long seed, SplittableRandom random) {
        long memory = THREADS.getCurrentThreadAllocatedBytes();
        long time = System.nanoTime();
        boolean refused = false;
        try {
            Tree tree = NTuple.open(new Origin(new MemorySource(bytes), null), anchor, "test");
            for (ColumnInfo column : tree.columns()) {
                try (EventReader reader = tree.reader(SAMPLE)) {
                    read(tree, reader, column, random);
                } catch (RootException e) {
                    refused = true;
                }
            }
            tree.clusters();
        } catch (RootException e) {
            refused = true;
        } catch (Throwable e) {
            fail("seed " + seed + ": " + e, e);
        }
        long taken = THREADS.getCurrentThreadAllocatedBytes() - memory;
        assertTrue(taken < MAX_ALLOCATED, () -> "seed " + seed + ": allocated " + taken + " bytes");
        long nanos = System.nanoTime() - time;
        assertTrue(nanos < MAX_NANOS, () -> "seed " + seed + ": took " + nanos / 1_000_000 + " ms");
        return refused;
    }

    private static void read(Tree tree, EventReader reader, ColumnInfo column, SplittableRandom random) {
        tree.storage(column.name());
        for (int i = 0; i < 3; i++) {
            long start = random.nextLong(tree.entries() + 1);
            reader.select(start, Math.min(tree.entries(), start + random.nextInt(30)));
            if (column.jagged()) {
                reader.offsets(column.name());
            }
            switch (column.type()) {
                case BOOL, INT8, UINT8 -> reader.bytes(column.name());
                case INT16, UINT16, INT32, UINT32 -> reader.ints(column.name());
                case INT64, UINT64 -> reader.longs(column.name());
                case FLOAT32 -> reader.floats(column.name());
                case FLOAT64 -> reader.doubles(column.name());
                case STRING -> reader.strings(column.name());
            }
        }
    }
}
