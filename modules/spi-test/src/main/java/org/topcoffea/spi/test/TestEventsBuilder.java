package org.topcoffea.spi.test;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.topcoffea.spi.ColumnInfo;
import org.topcoffea.spi.ColumnType;
import org.topcoffea.spi.Sample;

/** Collects the columns of {@link TestEvents}; all need the same number of events. */
public final class TestEventsBuilder {
    private final Map<String, TestColumn> columns = new LinkedHashMap<>();
    private Sample sample = TestSample.named("test").build();
    private String file = "memory.root";
    private long firstEntry;
    private int size = -1;

    TestEventsBuilder() {}

    /** Sets the sample that the events belong to. */
    public TestEventsBuilder sample(Sample of) {
        sample = of;
        return this;
    }

    /** Sets the name of the file that the events pretend to come from, and the first event's number in it. */
    public TestEventsBuilder from(String name, long entry) {
        file = name;
        firstEntry = entry;
        return this;
    }

    /** Adds a column of {@link ColumnType#FLOAT32} with one value for each event. */
    public TestEventsBuilder scalar(String name, float... values) {
        return add(name, ColumnType.FLOAT32, values, values.length, null);
    }

    /** Adds a column of {@link ColumnType#FLOAT64} with one value for each event. */
    public TestEventsBuilder scalar(String name, double... values) {
        return add(name, ColumnType.FLOAT64, values, values.length, null);
    }

    /** Adds a column of {@link ColumnType#INT32} with one value for each event. */
    public TestEventsBuilder scalar(String name, int... values) {
        return add(name, ColumnType.INT32, values, values.length, null);
    }

    /** Adds a column of {@link ColumnType#INT64} with one value for each event. */
    public TestEventsBuilder scalar(String name, long... values) {
        return add(name, ColumnType.INT64, values, values.length, null);
    }

    /** Adds a column of {@link ColumnType#UINT8} with one value for each event. */
    public TestEventsBuilder scalar(String name, byte... values) {
        return add(name, ColumnType.UINT8, values, values.length, null);
    }

    /** Adds a column of {@link ColumnType#BOOL} with one value for each event. */
    public TestEventsBuilder scalar(String name, boolean... values) {
        return add(name, ColumnType.BOOL, TestColumn.bytes(values), values.length, null);
    }

    /** Adds a column of {@link ColumnType#STRING} with one value for each event. */
    public TestEventsBuilder scalar(String name, String... values) {
        return add(name, ColumnType.STRING, values, values.length, null);
    }

    /** Adds a column of {@link ColumnType#FLOAT32} with one array for each event. */
    public TestEventsBuilder jagged(String name, float[]... events) {
        return jagged(name, ColumnType.FLOAT32, events);
    }

    /** Adds a column of {@link ColumnType#FLOAT64} with one array for each event. */
    public TestEventsBuilder jagged(String name, double[]... events) {
        return jagged(name, ColumnType.FLOAT64, events);
    }

    /** Adds a column of {@link ColumnType#INT32} with one array for each event. */
    public TestEventsBuilder jagged(String name, int[]... events) {
        return jagged(name, ColumnType.INT32, events);
    }

    /** Adds a column of {@link ColumnType#INT64} with one array for each event. */
    public TestEventsBuilder jagged(String name, long[]... events) {
        return jagged(name, ColumnType.INT64, events);
    }

    /** Adds a column of {@link ColumnType#UINT8} with one array for each event. */
    public TestEventsBuilder jagged(String name, byte[]... events) {
        return jagged(name, ColumnType.UINT8, events);
    }

    /** Adds a column of {@link ColumnType#BOOL} with one array for each event. */
    public TestEventsBuilder jagged(String name, boolean[]... events) {
        byte[][] bytes = new byte[events.length][];
        for (int e = 0; e < events.length; e++) {
            bytes[e] = TestColumn.bytes(events[e]);
        }
        return jagged(name, ColumnType.BOOL, bytes);
    }

    /** Sets the title of a column that was added before. */
    public TestEventsBuilder title(String name, String title) {
        TestColumn column = columns.get(name);
        if (column == null) {
            throw new IllegalArgumentException("no column '" + name + "' yet");
        }
        columns.put(name, column.titled(title));
        return this;
    }

    private TestEventsBuilder jagged(String name, ColumnType type, Object[] events) {
        int[] offsets = new int[events.length + 1];
        List<Object> arrays = new ArrayList<>();
        for (int e = 0; e < events.length; e++) {
            offsets[e + 1] = offsets[e] + Array.getLength(events[e]);
            arrays.add(events[e]);
        }
        Object flat = TestColumn.concatenate(
                arrays, events.getClass().getComponentType().getComponentType(), offsets[events.length]);
        return add(name, type, flat, events.length, offsets);
    }

    private TestEventsBuilder add(String name, ColumnType type, Object values, int events, int @Nullable [] offsets) {
        if (size >= 0 && events != size) {
            throw new IllegalArgumentException(
                    "column '" + name + "' has " + events + " events, the columns before it have " + size);
        }
        size = events;
        String counter = offsets == null ? "" : 'n' + name.split("_", 2)[0];
        TestColumn column =
                new TestColumn(new ColumnInfo(name, type, 1, offsets != null, counter, ""), values, offsets);
        if (offsets != null) {
            count(name, counter, offsets);
        }
        if (columns.put(name, column) != null) {
            throw new IllegalArgumentException("column '" + name + "' was added before");
        }
        return this;
    }

    private void count(String name, String counter, int[] offsets) {
        int[] counts = new int[offsets.length - 1];
        for (int e = 0; e < counts.length; e++) {
            counts[e] = offsets[e + 1] - offsets[e];
        }
        TestColumn other = columns.putIfAbsent(
                counter, new TestColumn(new ColumnInfo(counter, ColumnType.UINT32, 1, false, "", ""), counts, null));
        if (other != null && !Arrays.equals(other.ints(), counts)) {
            throw new IllegalArgumentException(
                    "column '" + name + "' has other numbers of objects than the columns before it");
        }
    }

    /** The events. */
    public TestEvents build() {
        return new TestEvents(Math.max(size, 0), firstEntry, file, sample, new LinkedHashMap<>(columns));
    }
}
