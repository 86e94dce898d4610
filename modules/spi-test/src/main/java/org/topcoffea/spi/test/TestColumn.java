package org.topcoffea.spi.test;

import java.lang.reflect.Array;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.ColumnInfo;
import org.topcoffea.spi.ColumnType;
import org.topcoffea.spi.UserError;

/**
 * One column in memory.
 *
 * @param info its description
 * @param values a flat array of the type as stored
 * @param offsets the objects of each event, or null for one value for each event
 */
@SuppressWarnings("ArrayRecordComponent")
record TestColumn(ColumnInfo info, Object values, int @Nullable [] offsets) {
    static byte[] bytes(boolean[] values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) (values[i] ? 1 : 0);
        }
        return bytes;
    }

    static Object concatenate(List<Object> arrays, Class<?> element, int length) {
        Object all = Array.newInstance(element, length);
        int at = 0;
        for (Object array : arrays) {
            int n = Array.getLength(array);
            System.arraycopy(array, 0, all, at, n);
            at += n;
        }
        return all;
    }

    TestColumn titled(String title) {
        return new TestColumn(
                new ColumnInfo(info.name(), info.type(), info.width(), info.jagged(), info.counter(), title),
                values,
                offsets);
    }

    TestColumn range(int from, int to) {
        if (offsets == null) {
            return new TestColumn(info, part(from, to), null);
        }
        int[] rebased = new int[to - from + 1];
        for (int e = 0; e < rebased.length; e++) {
            rebased[e] = offsets[from + e] - offsets[from];
        }
        return new TestColumn(info, part(offsets[from], offsets[to]), rebased);
    }

    private Object part(int from, int to) {
        Object part = Array.newInstance(values.getClass().getComponentType(), to - from);
        System.arraycopy(values, from, part, 0, to - from);
        return part;
    }

    byte[] bytes() {
        return values instanceof byte[] bytes ? bytes.clone() : wrong("bytes");
    }

    int[] ints() {
        if (values instanceof int[] ints) {
            return ints.clone();
        }
        byte[] bytes = values instanceof byte[] stored ? stored : wrong("ints");
        int[] ints = new int[bytes.length];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = bytes[i] & 0xff;
        }
        return ints;
    }

    long[] longs() {
        if (values instanceof long[] longs) {
            return longs.clone();
        }
        int[] ints = values instanceof int[] || values instanceof byte[] ? ints() : wrong("longs");
        long[] longs = new long[ints.length];
        for (int i = 0; i < longs.length; i++) {
            longs[i] = info.type() == ColumnType.UINT32 ? Integer.toUnsignedLong(ints[i]) : ints[i];
        }
        return longs;
    }

    float[] floats() {
        if (values instanceof float[] floats) {
            return floats.clone();
        }
        int[] ints = info.type() == ColumnType.UINT8 ? ints() : wrong("floats");
        float[] floats = new float[ints.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = ints[i];
        }
        return floats;
    }

    double[] doubles() {
        if (values instanceof double[] doubles) {
            return doubles.clone();
        }
        boolean whole = info.type() != ColumnType.BOOL && (values instanceof int[] || values instanceof byte[]);
        double[] doubles = new double[Array.getLength(values)];
        if (values instanceof float[] floats) {
            for (int i = 0; i < doubles.length; i++) {
                doubles[i] = floats[i];
            }
            return doubles;
        }
        long[] longs = whole ? longs() : wrong("doubles");
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = longs[i];
        }
        return doubles;
    }

    String[] strings() {
        return values instanceof String[] strings ? strings.clone() : wrong("strings");
    }

    private <T> T wrong(String asked) {
        throw new AnalysisException(
                UserError.WRONG_BRANCH_TYPE,
                "column '" + info.name() + "' holds " + info.type() + " and cannot be read as " + asked
                        + " without loss");
    }
}
