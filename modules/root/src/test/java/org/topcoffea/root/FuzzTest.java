package org.topcoffea.root;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.topcoffea.root.internal.container.Container;
import org.topcoffea.root.internal.container.Key;
import org.topcoffea.spi.ColumnInfo;

/**
 * Damaged files end in a {@link RootException} or in values, soon and without taking much memory. Every other case damages
 * a file whose descriptions have been stored without compression, so that the damage reaches the parsers behind it.
 */
class FuzzTest {
    private static final int CASES = Integer.getInteger("topcoffea.fuzz.cases", 3_000);
    private static final long SEED = Long.getLong("topcoffea.fuzz.seed", 20_261_122L);
    private static final int MAX_FILE = 400_000;
    private static final long MAX_ALLOCATED = 256L << 20;
    private static final long MAX_NANOS = 10_000_000_000L;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private record Original(String name, byte[] bytes, int[] hot) {}

    @Test
    void damagedFilesAreRefused() throws IOException {
        List<Original> originals = new ArrayList<>();
        for (Path file : TestData.files()) {
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length <= MAX_FILE) {
                originals.add(original(file.getFileName().toString(), bytes));
                originals.add(original(file.getFileName() + " with plain descriptions", plain(bytes)));
            }
        }
        int refused = 0;
        for (int i = 0; i < CASES; i++) {
            if (refused(originals, SEED + i)) {
                refused++;
            }
        }
        // Most damage is in compressed data or names; but damage that is never noticed would mean nothing was looked
        // at.
        assertTrue(CASES < 100 || refused > CASES / 20, refused + " of " + CASES + " damaged files were refused");
        System.out.println("fuzz: " + CASES + " damaged files from seed " + SEED + ", " + refused + " refused");
    }

    private static boolean refused(List<Original> originals, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Original original = originals.get(random.nextInt(originals.size()));
        byte[] damaged = damage(original, random);
        String label = "seed " + seed + ", " + original.name();
        long memory = THREADS.getCurrentThreadAllocatedBytes();
        long time = System.nanoTime();
        boolean refused = false;
        try {
            // An honest RNTuple may hold a hundred million entries in a few bytes: ask those for less.
            long most = original.name().contains("rntuple") ? 1 << 20 : Long.MAX_VALUE;
            refused = use(new MemorySource(original.name(), damaged), random, most);
        } catch (RootException e) {
            refused = true;
        } catch (Throwable e) {
            fail(label + ": " + e, e);
        }
        long taken = THREADS.getCurrentThreadAllocatedBytes() - memory;
        assertTrue(taken < MAX_ALLOCATED + 100L * damaged.length, () -> label + ": allocated " + taken + " bytes");
        long nanos = System.nanoTime() - time;
        assertTrue(nanos < MAX_NANOS, () -> label + ": took " + nanos / 1_000_000 + " ms");
        return refused;
    }

    private static boolean use(ByteSource source, SplittableRandom random, long most) {
        boolean refused = false;
        try (RootFile file = RootFile.open(source)) {
            for (RootKey key : file.keys()) {
                if (key.className().startsWith("TH") || key.className().startsWith("TProfile")) {
                    try {
                        file.histogram(key.path());
                    } catch (RootException e) {
                        refused = true;
                    }
                }
            }
            for (String name : file.trees()) {
                try {
                    refused |= use(file.tree(name), random, most);
                } catch (RootException e) {
                    refused = true;
                }
            }
        }
        return refused;
    }

    private static boolean use(Tree tree, SplittableRandom random, long most) {
        boolean refused = false;
        long[] clusters = tree.clusters();
        assertTrue(clusters[0] == 0 && clusters[clusters.length - 1] == tree.entries(), "clusters");
        List<ColumnInfo> columns = tree.columns();
        try (EventReader reader = tree.reader(ColumnDigests.SAMPLE)) {
            for (int i = 0; i < Math.min(6, columns.size()); i++) {
                ColumnInfo column = columns.get(random.nextInt(columns.size()));
                long stop = Math.min(tree.entries(), 1L << random.nextInt(31));
                long start = random.nextLong(stop / 2 + 1);
                reader.select(start, Math.min(stop, start + Math.min(most, stop)));
                try {
                    read(reader, column);
                } catch (RootException e) {
                    refused = true;
                }
            }
        }
        return refused;
    }

    private static void read(EventReader reader, ColumnInfo column) {
        if (column.jagged()) {
            int[] offsets = reader.offsets(column.name());
            for (int i = 0; i < reader.size(); i++) {
                assertTrue(offsets[i] <= offsets[i + 1], "offsets descend");
            }
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

    private static byte[] damage(Original original, SplittableRandom random) {
        byte[] bytes = original.bytes().clone();
        if (random.nextInt(10) == 0) {
            return Arrays.copyOf(bytes, random.nextInt(bytes.length));
        }
        int changes = 1 << random.nextInt(5);
        for (int i = 0; i < changes; i++) {
            int at = random.nextBoolean() && original.hot().length > 0
                    ? original.hot()[random.nextInt(original.hot().length)] + random.nextInt(64)
                    : random.nextInt(bytes.length);
            at = Math.min(at, bytes.length - 4);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> ByteBuffer.wrap(bytes).putInt(at, random.nextInt());
                case 3 -> ByteBuffer.wrap(bytes).putInt(at, random.nextInt(4) == 0 ? -1 : Integer.MAX_VALUE);
                default -> bytes[at] = (byte) (random.nextBoolean() ? 0xff : 0);
            }
        }
        return bytes;
    }

    /** A file with the places that matter most: its beginning, its directories and the keys of its baskets. */
    private static Original original(String name, byte[] bytes) {
        List<Integer> hot = new ArrayList<>(List.of(0, 32));
        for (byte[] mark :
                List.of("TBasket".getBytes(StandardCharsets.US_ASCII), "TBranch".getBytes(StandardCharsets.US_ASCII))) {
            for (int at = indexOf(bytes, mark, 0); at >= 0; at = indexOf(bytes, mark, at + 1)) {
                hot.add(Math.max(0, at - 32));
            }
        }
        return new Original(
                name, bytes, hot.stream().mapToInt(Integer::intValue).toArray());
    }

    private static int indexOf(byte[] bytes, byte[] mark, int from) {
        for (int i = from; i <= bytes.length - mark.length; i++) {
            if (Arrays.equals(bytes, i, i + mark.length, mark, 0, mark.length)) {
                return i;
            }
        }
        return -1;
    }

    /** The same file with all trees and the streamer information stored a second time, without compression. */
    private static byte[] plain(byte[] file) {
        Container container = new Container(new MemorySource("plain", file));
        byte[] grown = file;
        List<Key> keys = new ArrayList<>(container.top().keys());
        if (container.header().seekInfo() != 0) {
            keys.add(container.key(container.header().seekInfo()));
        }
        for (Key key : keys) {
            if (!key.compressed() || key.version() > 1000) {
                continue;
            }
            byte[] payload = container.payload(key);
            int at = grown.length;
            byte[] bigger = Arrays.copyOf(grown, at + key.keyBytes() + payload.length);
            System.arraycopy(file, (int) key.seek(), bigger, at, key.keyBytes());
            System.arraycopy(payload, 0, bigger, at + key.keyBytes(), payload.length);
            ByteBuffer buffer = ByteBuffer.wrap(bigger);
            relocate(buffer, (int) key.seek(), key.bytes(), at, key.keyBytes() + payload.length);
            grown = bigger;
        }
        return grown;
    }

    /** Changes position and length of a record wherever its key is written, and in the file header. */
    private static void relocate(ByteBuffer buffer, int seek, int bytes, int newSeek, int newBytes) {
        for (int i = 0; i + 26 < buffer.capacity(); i++) {
            if (buffer.getInt(i) == bytes && buffer.getInt(i + 18) == seek) {
                buffer.putInt(i, newBytes).putInt(i + 18, newSeek);
            }
        }
        if (buffer.getInt(4) < 1_000_000 && buffer.getInt(37) == seek) {
            buffer.putInt(37, newSeek).putInt(41, newBytes);
        }
    }
}
