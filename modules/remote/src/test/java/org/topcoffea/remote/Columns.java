package org.topcoffea.remote;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.topcoffea.root.EventReader;
import org.topcoffea.root.Tree;
import org.topcoffea.spi.ColumnInfo;
import org.topcoffea.spi.Sample;

/** Digests of what columns hold. */
final class Columns {
    static final Sample SAMPLE = new Sample("test", "test", "2018", false, 1, 1, Map.of(), List.of(), 0, "", Map.of());

    private Columns() {}

    /** A digest of all values and offsets of some columns, read in ranges of some entries. */
    static String digest(Tree tree, List<ColumnInfo> columns, long step) {
        CRC32C crc = new CRC32C();
        try (EventReader reader = tree.reader(SAMPLE)) {
            reader.expect(columns.stream().map(ColumnInfo::name).toList(), 0, tree.entries());
            for (long start = 0; start < tree.entries(); start += step) {
                reader.select(start, Math.min(tree.entries(), start + step));
                for (ColumnInfo column : columns) {
                    update(crc, reader, column);
                }
            }
        }
        return columns.size() + " columns " + HexFormat.of().toHexDigits(crc.getValue());
    }

    private static void update(CRC32C crc, EventReader reader, ColumnInfo column) {
        int count = reader.size();
        if (column.jagged()) {
            int[] offsets = reader.offsets(column.name());
            count = offsets[reader.size()];
            add(crc, Arrays.copyOf(offsets, reader.size() + 1));
        }
        count *= column.width();
        String name = column.name();
        switch (column.type()) {
            case BOOL, INT8, UINT8 -> crc.update(reader.bytes(name), 0, count);
            case INT16, UINT16, INT32, UINT32 -> add(crc, Arrays.copyOf(reader.ints(name), count));
            case INT64, UINT64 -> add(crc, Arrays.copyOf(reader.longs(name), count));
            case FLOAT32 -> {
                float[] values = reader.floats(name);
                for (int i = 0; i < count; i++) {
                    add(crc, new int[] {Float.floatToRawIntBits(values[i])});
                }
            }
            case FLOAT64 -> {
                double[] values = reader.doubles(name);
                for (int i = 0; i < count; i++) {
                    add(crc, new long[] {Double.doubleToRawLongBits(values[i])});
                }
            }
            case STRING -> {
                String[] texts = reader.strings(name);
                for (int i = 0; i < count; i++) {
                    crc.update(texts[i].getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }

    private static void add(CRC32C crc, int[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
        bytes.asIntBuffer().put(values);
        crc.update(bytes);
    }

    private static void add(CRC32C crc, long[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length);
        bytes.asLongBuffer().put(values);
        crc.update(bytes);
    }
}
