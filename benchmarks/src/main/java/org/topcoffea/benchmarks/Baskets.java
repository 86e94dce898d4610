package org.topcoffea.benchmarks;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.topcoffea.codec.CodecException;
import org.topcoffea.codec.Decompressor;
import org.topcoffea.root.ByteSource;
import org.topcoffea.root.EventReader;
import org.topcoffea.root.FileByteSource;
import org.topcoffea.root.RootFile;
import org.topcoffea.root.Tree;

/**
 * The compressed baskets that reading some columns of a file takes, in memory: what is left of the reader when everything
 * but decompression is taken away. They are found by watching the reader.
 */
final class Baskets {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int SMALLEST_KEY = 45;

    private final List<MemorySegment> payloads = new ArrayList<>();
    private final List<Integer> sizes = new ArrayList<>();
    private final byte[] target;
    private final long bytes;

    Baskets(Path path, List<String> columns) {
        try (Watched watched = new Watched(FileByteSource.open(path));
                RootFile file = RootFile.open(watched)) {
            Tree tree = file.tree("Events");
            watched.watching = true;
            try (EventReader reader = tree.reader(Samples.NONE)) {
                long[] clusters = tree.clusters();
                for (int i = 0; i + 1 < clusters.length; i++) {
                    reader.select(clusters[i], clusters[i + 1]);
                    Columns.read(reader, columns);
                }
            }
        }
        target = new byte[sizes.stream().mapToInt(Integer::intValue).max().orElse(0)];
        bytes = sizes.stream().mapToLong(Integer::longValue).sum();
    }

    /** The bytes of all baskets after decompression. */
    long bytes() {
        return bytes;
    }

    /** Decompresses all baskets, one after the other into the same array. */
    byte[] decompress(Decompressor decompressor) throws CodecException {
        for (int i = 0; i < payloads.size(); i++) {
            MemorySegment payload = payloads.get(i);
            if (payload.byteSize() == sizes.get(i)) {
                MemorySegment.copy(payload, 0, MemorySegment.ofArray(target), 0, sizes.get(i));
            } else {
                decompressor.decompress(payload, target, 0, sizes.get(i));
            }
        }
        return target;
    }

    private final class Watched implements ByteSource {
        private final ByteSource source;
        private boolean watching;

        private Watched(ByteSource source) {
            this.source = source;
        }

        @Override
        public String name() {
            return source.name();
        }

        @Override
        public long size() {
            return source.size();
        }

        @Override
        public void read(long position, MemorySegment record) {
            source.read(position, record);
            if (watching && record.byteSize() > SMALLEST_KEY && record.get(INT, 0) == record.byteSize()) {
                long key = record.get(SHORT, 14) & 0xffff;
                MemorySegment copy = Arena.ofAuto().allocate(record.byteSize() - key);
                copy.copyFrom(record.asSlice(key));
                payloads.add(copy.asReadOnly());
                sizes.add(record.get(INT, 6));
            }
        }

        @Override
        public void close() {
            source.close();
        }
    }
}
