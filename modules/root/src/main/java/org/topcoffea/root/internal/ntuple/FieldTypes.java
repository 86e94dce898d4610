package org.topcoffea.root.internal.ntuple;

import java.util.Map;
import org.topcoffea.root.internal.ntuple.Schema.Field;
import org.topcoffea.root.internal.ntuple.Schema.PhysicalColumn;
import org.topcoffea.spi.ColumnType;

/** What C++ types are read as. */
final class FieldTypes {
    private static final String CARDINALITY = "ROOT::RNTupleCardinality<";
    private static final Map<String, ColumnType> NUMBERS = Map.ofEntries(
            Map.entry("bool", ColumnType.BOOL),
            Map.entry("char", ColumnType.INT8),
            Map.entry("std::byte", ColumnType.UINT8),
            Map.entry("std::int8_t", ColumnType.INT8),
            Map.entry("std::uint8_t", ColumnType.UINT8),
            Map.entry("std::int16_t", ColumnType.INT16),
            Map.entry("std::uint16_t", ColumnType.UINT16),
            Map.entry("std::int32_t", ColumnType.INT32),
            Map.entry("std::uint32_t", ColumnType.UINT32),
            Map.entry("std::int64_t", ColumnType.INT64),
            Map.entry("std::uint64_t", ColumnType.UINT64),
            Map.entry("float", ColumnType.FLOAT32),
            Map.entry("double", ColumnType.FLOAT64));

    private FieldTypes() {}

    static boolean isCardinality(String type) {
        return type.startsWith(CARDINALITY);
    }

    static boolean isText(String type) {
        return type.equals("std::string");
    }

    /** The type a field of numbers is read as: that of C++, or of the column if the former is unknown. */
    static ColumnType of(Field field, PhysicalColumn column) {
        ColumnType known = NUMBERS.get(field.type());
        ColumnEncoding encoding = column.encoding();
        if (known != null) {
            return known;
        }
        return encoding == null || encoding == ColumnEncoding.REAL32_QUANT ? ColumnType.FLOAT32 : encoding.type();
    }

    /** Whether elements of a column can be read as a type. Columns of unknown encoding are refused when they are met. */
    static boolean readable(PhysicalColumn column, ColumnType type) {
        ColumnEncoding encoding = column.encoding();
        return encoding == null || (encoding != ColumnEncoding.SWITCH && PageDecoder.converts(encoding.type(), type));
    }
}
