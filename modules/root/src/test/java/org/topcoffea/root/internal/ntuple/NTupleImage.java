package org.topcoffea.root.internal.ntuple;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.topcoffea.codec.Codecs;
import org.topcoffea.codec.Compression;
import org.topcoffea.codec.Compressor;
import org.topcoffea.codec.Xxh3;
import org.topcoffea.root.internal.column.ColumnTree;
import org.topcoffea.root.internal.column.Origin;

/** Writes n-tuples byte by byte, also such as no sane writer makes. */
final class NTupleImage {
    final List<byte[]> fields = new ArrayList<>();
    final List<byte[]> columns = new ArrayList<>();
    final List<byte[]> aliases = new ArrayList<>();
    int extensionFields = Integer.MAX_VALUE;
    int extensionColumns = Integer.MAX_VALUE;
    private final List<Cluster> clusters = new ArrayList<>();
    int clustersPerGroup = Integer.MAX_VALUE;
    int maxBlobBytes;
    boolean largeLocators;
    boolean checksums = true;
    boolean zlib;
    long featureFlags;
    private final Out file = new Out();

    /** Where the envelopes ended up, so that tests can damage them. */
    final List<int[]> envelopes = new ArrayList<>();

    byte[] anchor = new byte[0];

    /** Little-endian bytes. */
    static final class Out extends ByteArrayOutputStream {
        Out i16(int value) {
            return put(ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN).putShort((short) value));
        }

        Out i32(int value) {
            return put(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value));
        }

        Out i64(long value) {
            return put(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value));
        }

        Out f64(double value) {
            return i64(Double.doubleToRawLongBits(value));
        }

        Out string(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return i32(bytes.length).raw(bytes);
        }

        Out raw(byte[] bytes) {
            writeBytes(bytes);
            return this;
        }

        private Out put(ByteBuffer buffer) {
            return raw(buffer.array());
        }
    }

    static byte[] record(Out content) {
        return new Out().i64(8 + content.size()).raw(content.toByteArray()).toByteArray();
    }

    static byte[] list(List<byte[]> items) {
        Out content = new Out();
        items.forEach(content::raw);
        return new Out()
                .i64(-(12L + content.size()))
                .i32(items.size())
                .raw(content.toByteArray())
                .toByteArray();
    }

    int field(String name, String type, int role, int parent) {
        return field(name, type, role, parent, -1, false);
    }

    int field(String name, String type, int role, int parent, long arraySize, boolean projected) {
        int id = fields.size();
        Out out = new Out().i32(0).i32(0).i32(parent < 0 ? id : parent).i16(role);
        out.i16((arraySize >= 0 ? 1 : 0) | (projected ? 2 : 0));
        out.string(name).string(type).string("").string("about " + name);
        if (arraySize >= 0) {
            out.i64(arraySize);
        }
        if (projected) {
            out.i32(0);
        }
        fields.add(record(out));
        return id;
    }

    int column(int code, int bits, int field) {
        return column(code, bits, field, 0, 0, 0, 0, 0);
    }

    /** Adds a column; flags are 1 for deferred and 2 for a range of values. */
    int column(int code, int bits, int field, int representation, int flags, long first, double min, double max) {
        Out out = new Out().i16(code).i16(bits).i32(field).i16(flags).i16(representation);
        if ((flags & 1) != 0) {
            out.i64(first);
        }
        if ((flags & 2) != 0) {
            out.f64(min).f64(max);
        }
        columns.add(record(out));
        return columns.size() - 1;
    }

    void alias(int column, int field) {
        aliases.add(record(new Out().i32(column).i32(field)));
    }

    /** A page before it is written. */
    record Page(int elements, byte[] bytes) {}

    /** The pages of one cluster by column; a column without any is suppressed. */
    final class Cluster {
        final long entries;
        final Map<Integer, List<Page>> pages = new TreeMap<>();
        final Map<Integer, Long> offsets = new HashMap<>();
        int columns = Integer.MAX_VALUE;

        private Cluster(long entries) {
            this.entries = entries;
        }

        Cluster page(int column, int elements, byte[] bytes) {
            pages.computeIfAbsent(column, id -> new ArrayList<>()).add(new Page(elements, bytes));
            return this;
        }

        Cluster empty(int column) {
            pages.computeIfAbsent(column, id -> new ArrayList<>());
            return this;
        }
    }

    Cluster cluster(long entries) {
        Cluster cluster = new Cluster(entries);
        clusters.add(cluster);
        return cluster;
    }

    private long blob(byte[] bytes) {
        long position = file.size();
        if (maxBlobBytes == 0 || bytes.length <= maxBlobBytes) {
            file.raw(bytes);
            return position;
        }
        int parts = 1;
        while ((long) parts * maxBlobBytes - 8L * (parts - 1) < bytes.length) {
            parts++;
        }
        int done = maxBlobBytes - 8 * (parts - 1);
        long next = position + maxBlobBytes + 100;
        file.raw(Arrays.copyOf(bytes, done));
        for (int i = 1; i < parts; i++) {
            file.i64(next + (long) (i - 1) * (maxBlobBytes + 10));
        }
        file.raw(new byte[100]);
        for (int i = 1; i < parts; i++) {
            int length = Math.min(maxBlobBytes, bytes.length - done);
            file.raw(Arrays.copyOfRange(bytes, done, done + length)).raw(new byte[maxBlobBytes + 10 - length]);
            done += length;
        }
        return position;
    }

    private Out locator(long bytes, long position) {
        return largeLocators
                ? new Out().i32(-(1 << 24 | 20)).i64(bytes).i64(position)
                : new Out().i32((int) bytes).i64(position);
    }

    private byte[] compressed(byte[] bytes) {
        if (!zlib) {
            return bytes;
        }
        try (Compressor compressor = Codecs.system().compressor(Compression.ZLIB, 1)) {
            return compressor.compress(bytes, 0, bytes.length);
        }
    }

    private record Written(long position, int stored, int length, long checksum) {}

    private Written envelope(int type, Out payload) {
        int length = payload.size() + 16;
        Out out = new Out().i64(type | (long) length << 16).raw(payload.toByteArray());
        long checksum = Xxh3.hash64(out.toByteArray(), 0, out.size());
        byte[] bytes = out.i64(checksum).toByteArray();
        byte[] stored = compressed(bytes);
        long position = blob(stored);
        envelopes.add(new int[] {(int) position, stored.length});
        return new Written(position, stored.length, length, checksum);
    }

    private byte[] pages(List<Page> pages, long offset) {
        Out out = new Out();
        for (Page page : pages) {
            byte[] stored = compressed(page.bytes());
            Out all = new Out().raw(stored);
            if (checksums) {
                all.i64(Xxh3.hash64(stored, 0, stored.length));
            }
            long position = blob(all.toByteArray());
            out.i32(checksums ? -page.elements() : page.elements())
                    .raw(locator(stored.length, position).toByteArray());
        }
        Out frame = new Out();
        out.i64(offset).i32(101);
        return frame.i64(-(12L + out.size()))
                .i32(pages.size())
                .raw(out.toByteArray())
                .toByteArray();
    }

    private static byte[] suppressed() {
        return new Out().i64(-20).i32(0).i64(-1).toByteArray();
    }

    private Written pageList(List<Cluster> group, long first, long headerChecksum, Map<Integer, Long> offsets) {
        List<byte[]> summaries = new ArrayList<>();
        List<byte[]> nested = new ArrayList<>();
        long entry = first;
        for (Cluster cluster : group) {
            summaries.add(record(new Out().i64(entry).i64(cluster.entries)));
            entry += cluster.entries;
            List<byte[]> frames = new ArrayList<>();
            for (int column = 0; column < Math.min(cluster.columns, columns.size()); column++) {
                List<Page> pages = cluster.pages.get(column);
                if (pages == null) {
                    frames.add(suppressed());
                    continue;
                }
                frames.add(pages(pages, cluster.offsets.getOrDefault(column, offsets.getOrDefault(column, 0L))));
                long elements = pages.stream().mapToLong(Page::elements).sum();
                offsets.merge(column, elements, Long::sum);
            }
            nested.add(list(frames));
        }
        return envelope(3, new Out().i64(headerChecksum).raw(list(summaries)).raw(list(nested)));
    }

    private static <T> List<T> part(List<T> list, int from, int to) {
        return list.subList(Math.min(from, list.size()), Math.min(to, list.size()));
    }

    /** Writes everything; the anchor is in {@link #anchor}. */
    byte[] write() {
        file.raw(new byte[100]);
        Out header = new Out().i64(featureFlags).string("test").string("").string("test");
        header.raw(list(part(fields, 0, extensionFields))).raw(list(part(columns, 0, extensionColumns)));
        header.raw(list(aliases)).raw(list(List.of()));
        Written headerAt = envelope(1, header);
        List<byte[]> groups = new ArrayList<>();
        Map<Integer, Long> offsets = new HashMap<>();
        long entry = 0;
        for (int i = 0; i < clusters.size(); i += Math.min(clustersPerGroup, clusters.size())) {
            List<Cluster> group = part(clusters, i, (int) Math.min(i + (long) clustersPerGroup, clusters.size()));
            Written list = pageList(group, entry, headerAt.checksum(), offsets);
            long span = group.stream().mapToLong(cluster -> cluster.entries).sum();
            groups.add(record(new Out()
                    .i64(entry)
                    .i64(span)
                    .i32(group.size())
                    .i64(list.length())
                    .raw(locator(list.stored(), list.position()).toByteArray())));
            entry += span;
        }
        Out extension = new Out()
                .raw(list(part(fields, extensionFields, Integer.MAX_VALUE)))
                .raw(list(part(columns, extensionColumns, Integer.MAX_VALUE)))
                .raw(list(List.of()))
                .raw(list(List.of()));
        Written footerAt = envelope(
                2,
                new Out().i64(0).i64(headerAt.checksum()).raw(record(extension)).raw(list(groups)));
        ByteBuffer out = ByteBuffer.allocate(78);
        out.putInt(0x4000_0042).putShort((short) 2);
        out.putShort((short) 1).putShort((short) 0).putShort((short) 0).putShort((short) 0);
        for (Written at : List.of(headerAt, footerAt)) {
            out.putLong(at.position()).putLong(at.stored()).putLong(at.length());
        }
        out.putLong(maxBlobBytes);
        out.putLong(Xxh3.hash64(out.array(), 6, 64));
        anchor = out.array();
        return file.toByteArray();
    }

    /** Writes everything and opens it. */
    ColumnTree open() {
        byte[] bytes = write();
        return NTuple.open(new Origin(new MemorySource(bytes), null), anchor, "test");
    }
}
