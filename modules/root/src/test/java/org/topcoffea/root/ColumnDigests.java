package org.topcoffea.root;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.topcoffea.spi.ColumnInfo;
import org.topcoffea.spi.Sample;

/** Digests of columns in the form that {@code columns.py} gives them. */
final class ColumnDigests {
    static final Sample SAMPLE = new Sample("test", "test", "2018", false, 1, 1, Map.of(), List.of(), 0, "", Map.of());

    private ColumnDigests() {}

    /** Type, width, number of values, digest of counts, digest of values; read in ranges of some entries. */
    static List<Object> of(Tree tree, ColumnInfo info, long step) {
        MessageDigest counts = sha();
        MessageDigest values = sha();
        long total = 0;
        try (EventReader reader = tree.reader(SAMPLE)) {
            for (long start = 0; start < tree.entries(); start += step) {
                reader.select(start, Math.min(tree.entries(), start + step));
                int objects = reader.size();
                if (info.jagged()) {
                    int[] offsets = reader.offsets(info.name());
                    objects = offsets[reader.size()];
                    int[] each = new int[reader.size()];
                    for (int i = 0; i < each.length; i++) {
                        each[i] = offsets[i + 1] - offsets[i];
                    }
                    counts.update(bytes(MemorySegment.ofArray(each), each.length * 4L));
                }
                total += (long) objects * info.width();
                update(values, reader, info, objects * info.width());
            }
        }
        return List.of(info.type().name(), info.width(), total, info.jagged() ? hex(counts) : "", hex(values));
    }

    /** Digest of counts and digest of values of the entries that a reader has selected. */
    static List<Object> now(EventReader reader, ColumnInfo info) {
        MessageDigest counts = sha();
        MessageDigest values = sha();
        int objects = reader.size();
        if (info.jagged()) {
            int[] offsets = reader.offsets(info.name());
            objects = offsets[reader.size()];
            counts.update(bytes(MemorySegment.ofArray(offsets), 4L * (reader.size() + 1)));
        }
        update(values, reader, info, objects * info.width());
        return List.of(info.name(), hex(counts), hex(values));
    }

    private static void update(MessageDigest digest, EventReader reader, ColumnInfo info, int n) {
        String name = info.name();
        switch (info.type()) {
            case BOOL, INT8, UINT8 -> digest.update(reader.bytes(name), 0, n);
            case INT16, UINT16 -> {
                int[] ints = reader.ints(name);
                ByteBuffer buffer = ByteBuffer.allocate(2 * n).order(ByteOrder.LITTLE_ENDIAN);
                for (int i = 0; i < n; i++) {
                    buffer.putShort((short) ints[i]);
                }
                digest.update(buffer.array());
            }
            case INT32, UINT32 -> digest.update(bytes(MemorySegment.ofArray(reader.ints(name)), 4L * n));
            case INT64, UINT64 -> digest.update(bytes(MemorySegment.ofArray(reader.longs(name)), 8L * n));
            case FLOAT32 -> digest.update(bytes(MemorySegment.ofArray(reader.floats(name)), 4L * n));
            case FLOAT64 -> digest.update(bytes(MemorySegment.ofArray(reader.doubles(name)), 8L * n));
            case STRING -> {
                String[] texts = reader.strings(name);
                for (int i = 0; i < n; i++) {
                    byte[] text = texts[i].getBytes(StandardCharsets.UTF_8);
                    digest.update(bytes(MemorySegment.ofArray(new int[] {text.length}), 4));
                    digest.update(text);
                }
            }
        }
    }

    private static byte[] bytes(MemorySegment segment, long length) {
        return segment.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    }

    private static MessageDigest sha() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
    }
}
