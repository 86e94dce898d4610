package org.topcoffea.root.internal.ntuple;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.topcoffea.root.internal.ntuple.EnvelopeIn.Frame;

/** Fields and columns: those of the header and those that the footer adds. */
final class Schema {
    static final int LEAF = 0;
    static final int COLLECTION = 1;
    static final int RECORD = 2;
    static final int VARIANT = 3;
    static final int STREAMED = 4;

    private static final int REPETITIVE = 1;
    private static final int PROJECTED = 2;
    private static final int HAS_CHECKSUM = 4;
    private static final int DEFERRED = 1;
    private static final int HAS_RANGE = 2;

    private final List<Field> fields = new ArrayList<>();
    private final List<PhysicalColumn> columns = new ArrayList<>();
    private final List<Alias> aliases = new ArrayList<>();

    /**
     * A field.
     *
     * @param id its place in the list of fields
     * @param parent the field it is in, itself at the top
     * @param role {@link #LEAF}, {@link #COLLECTION}, …
     * @param arraySize the number of repetitions of a fixed-size array or bitset, −1 for others
     * @param projected whether it shows data of another field
     * @param name its name
     * @param type its C++ type in normalised spelling, empty for untyped collections and records
     * @param description the documentation given by the writer
     */
    record Field(
            int id,
            int parent,
            int role,
            long arraySize,
            boolean projected,
            String name,
            String type,
            String description) {}

    /**
     * A column that has pages.
     *
     * @param id its place in the list of columns
     * @param encoding how elements are stored, or null if this reader does not know
     * @param code the same as a number
     * @param bits of an element
     * @param field the field it belongs to
     * @param representation which of several representations of the field it belongs to
     * @param deferred whether it was added when there were entries already
     * @param firstElement the first element that has a page; negative if it began as suppressed
     * @param min the least value of a quantised column
     * @param max the greatest value of a quantised column
     */
    record PhysicalColumn(
            int id,
            @Nullable ColumnEncoding encoding,
            int code,
            int bits,
            int field,
            int representation,
            boolean deferred,
            long firstElement,
            double min,
            double max) {
        /** The bytes of a page of that many elements when decompressed. */
        long bytes(long elements) {
            return (elements * bits + 7) >>> 3;
        }
    }

    /**
     * A column of a projected field.
     *
     * @param column the column that has the pages
     * @param field the projected field
     */
    record Alias(int column, int field) {}

    List<Field> fields() {
        return fields;
    }

    List<PhysicalColumn> columns() {
        return columns;
    }

    List<Alias> aliases() {
        return aliases;
    }

    /** Reads the four lists of a header or of a footer's extension and adds what they hold. */
    void add(EnvelopeIn in) {
        Frame list = in.list(40);
        for (int i = 0; i < list.count(); i++) {
            fields.add(field(in));
        }
        in.leave(list);
        list = in.list(20);
        for (int i = 0; i < list.count(); i++) {
            columns.add(column(in));
        }
        in.leave(list);
        list = in.list(16);
        for (int i = 0; i < list.count(); i++) {
            Frame frame = in.record();
            aliases.add(new Alias(in.index(), in.index()));
            in.leave(frame);
        }
        in.leave(list);
        in.leave(in.list(0));
    }

    private Field field(EnvelopeIn in) {
        Frame frame = in.record();
        in.skip(8);
        int parent = in.index();
        int role = in.u16();
        int flags = in.u16();
        String name = in.string();
        String type = in.string();
        in.string();
        String description = in.string();
        long arraySize = (flags & REPETITIVE) == 0 ? -1 : Math.max(0, in.i64());
        if ((flags & PROJECTED) != 0) {
            in.skip(4);
        }
        if ((flags & HAS_CHECKSUM) != 0) {
            in.skip(4);
        }
        in.leave(frame);
        return new Field(fields.size(), parent, role, arraySize, (flags & PROJECTED) != 0, name, type, description);
    }

    private PhysicalColumn column(EnvelopeIn in) {
        Frame frame = in.record();
        int code = in.u16();
        int bits = in.u16();
        int field = in.index();
        int flags = in.u16();
        int representation = in.u16();
        boolean deferred = (flags & DEFERRED) != 0;
        long first = deferred ? in.i64() : 0;
        double min = (flags & HAS_RANGE) != 0 ? in.f64() : 0;
        double max = (flags & HAS_RANGE) != 0 ? in.f64() : 0;
        ColumnEncoding encoding = ColumnEncoding.of(code);
        if (encoding != null && !encoding.allows(bits)) {
            throw in.corrupt(
                    "column " + columns.size() + " of type " + encoding + " has elements of " + bits + " bits");
        }
        in.leave(frame);
        return new PhysicalColumn(
                columns.size(), encoding, code, bits, field, representation, deferred, first, min, max);
    }

    /** Checks that all references between fields and columns lead somewhere. */
    void check(EnvelopeIn in) {
        for (Field field : fields) {
            if (field.parent() >= fields.size()) {
                throw in.corrupt("field '" + field.name() + "' is in a field that does not exist");
            }
        }
        for (PhysicalColumn column : columns) {
            if (column.field() >= fields.size()) {
                throw in.corrupt("column " + column.id() + " belongs to a field that does not exist");
            }
        }
        for (Alias alias : aliases) {
            if (alias.field() >= fields.size() || alias.column() >= columns.size()) {
                throw in.corrupt("an alias column leads to a field or column that does not exist");
            }
        }
    }
}
