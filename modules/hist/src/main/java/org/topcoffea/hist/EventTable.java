package org.topcoffea.hist;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import org.topcoffea.hist.internal.AxisCodec;
import org.topcoffea.spi.Accumulator;
import org.topcoffea.spi.AccumulatorType;

/**
 * A list of rows, for example of selected events with their run, event number and kinematics. Its order is that of the
 * values, so that it does not depend on the order of events. It keeps every row: meant for few events.
 */
public final class EventTable implements Accumulator<EventTable> {
    private static final int MAX_COLUMNS = 10_000;

    /** The type of a column. */
    public enum Kind {
        /** 64-bit integers. */
        INTEGER,
        /** Doubles. */
        NUMBER,
        /** Text. */
        TEXT
    }

    /**
     * A column.
     *
     * @param name its name
     * @param kind the type of its values
     */
    public record Column(String name, Kind kind) {}

    private final List<Column> columns;
    private final List<Object[]> rows = new ArrayList<>();

    private EventTable(List<Column> columns) {
        long names = columns.stream().map(Column::name).distinct().count();
        if (columns.isEmpty() || columns.size() > MAX_COLUMNS || names != columns.size()) {
            throw new IllegalArgumentException(
                    "a table needs 1 to " + MAX_COLUMNS + " columns with different names, not " + columns);
        }
        this.columns = List.copyOf(columns);
    }

    /** An empty table. */
    public static EventTable of(Column... columns) {
        return new EventTable(List.of(columns));
    }

    /** The columns. */
    public List<Column> columns() {
        return columns;
    }

    /** The number of rows. */
    public int size() {
        return rows.size();
    }

    /**
     * Adds a row.
     *
     * @param values a value for each column: an {@link Integer} or {@link Long} for {@link Kind#INTEGER}, any
     *     {@link Number} for {@link Kind#NUMBER}, a {@link String} for {@link Kind#TEXT}
     */
    public void add(Object... values) {
        if (values.length != columns.size()) {
            throw new IllegalArgumentException(values.length + " values for " + columns.size() + " columns");
        }
        Object[] row = new Object[values.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = checked(columns.get(i), values[i]);
        }
        rows.add(row);
    }

    private static Object checked(Column column, Object value) {
        if (column.kind() == Kind.INTEGER && (value instanceof Long || value instanceof Integer)) {
            return ((Number) value).longValue();
        }
        if (column.kind() == Kind.NUMBER && value instanceof Number number) {
            return number.doubleValue();
        }
        if (column.kind() == Kind.TEXT && value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("column '" + column.name() + "' takes " + column.kind() + ", not " + value);
    }

    /** All rows, ordered by their values from the first column on. */
    public List<List<Object>> rows() {
        List<Object[]> sorted = new ArrayList<>(rows);
        sorted.sort(order());
        return sorted.stream().map(List::of).toList();
    }

    private Comparator<Object[]> order() {
        return (a, b) -> {
            for (int i = 0; i < a.length; i++) {
                int order = switch (columns.get(i).kind()) {
                    case INTEGER -> Long.compare((Long) a[i], (Long) b[i]);
                    case NUMBER -> Double.compare((Double) a[i], (Double) b[i]);
                    case TEXT -> ((String) a[i]).compareTo((String) b[i]);
                };
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        };
    }

    @Override
    public EventTable empty() {
        return new EventTable(columns);
    }

    @Override
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    @Override
    public void merge(EventTable other) {
        if (!other.columns.equals(columns)) {
            throw new IllegalArgumentException(
                    "tables with different columns cannot be added: " + columns + " and " + other.columns);
        }
        rows.addAll(List.copyOf(other.rows));
    }

    @Override
    public Type type() {
        return Type.INSTANCE;
    }

    @Override
    public void encode(DataOutput out) throws IOException {
        out.writeInt(columns.size());
        for (Column column : columns) {
            AxisCodec.writeText(out, column.name());
            out.writeByte(column.kind().ordinal());
        }
        out.writeInt(rows.size());
        for (List<Object> row : rows()) {
            for (Object value : row) {
                switch (value) {
                    case Long integer -> out.writeLong(integer);
                    case Double number -> out.writeDouble(number);
                    default -> AxisCodec.writeText(out, (String) value);
                }
            }
        }
    }

    /** The binary form of {@link EventTable}. */
    public static final class Type implements AccumulatorType<EventTable> {
        static final Type INSTANCE = new Type();

        /** For the service loader. */
        public Type() {}

        @Override
        public String name() {
            return "event-table";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Class<EventTable> accumulatorClass() {
            return EventTable.class;
        }

        @Override
        public EventTable decode(DataInput in, int version) throws IOException {
            AxisCodec.checkVersion("event table", version);
            EventTable table = new EventTable(readColumns(in));
            int size = AxisCodec.size(in, Integer.MAX_VALUE, "rows");
            for (int i = 0; i < size; i++) {
                Object[] row = new Object[table.columns.size()];
                for (int k = 0; k < row.length; k++) {
                    row[k] = switch (table.columns.get(k).kind()) {
                        case INTEGER -> (Object) in.readLong();
                        case NUMBER -> (Object) in.readDouble();
                        case TEXT -> AxisCodec.readText(in);
                    };
                }
                table.rows.add(row);
            }
            return table;
        }

        private static List<Column> readColumns(DataInput in) throws IOException {
            int size = AxisCodec.size(in, MAX_COLUMNS, "columns");
            List<Column> columns = new ArrayList<>();
            HashSet<String> names = new HashSet<>();
            for (int i = 0; i < size; i++) {
                String name = AxisCodec.readText(in);
                int kind = in.readUnsignedByte();
                if (!names.add(name) || kind >= Kind.values().length) {
                    throw new IOException("column '" + name + "' of kind " + kind + " occurs twice or has no kind");
                }
                columns.add(new Column(name, Kind.values()[kind]));
            }
            if (columns.isEmpty()) {
                throw new IOException("event table without columns");
            }
            return columns;
        }
    }
}
