package org.topcoffea.benchmarks;

import java.util.List;
import org.topcoffea.spi.Events;

/** Reads columns as a processor does. */
final class Columns {
    private Columns() {}

    /** Reads columns of the selected range in the type they are stored in; the result depends on all of them. */
    static long read(Events events, List<String> columns) {
        long seen = 0;
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i);
            seen += switch (events.column(column).type()) {
                case FLOAT32 -> events.floats(column).length;
                case FLOAT64 -> events.doubles(column).length;
                case INT64, UINT64 -> events.longs(column).length;
                case BOOL, INT8, UINT8 -> events.bytes(column).length;
                case INT16, UINT16, INT32, UINT32 -> events.ints(column).length;
                case STRING -> events.strings(column).length;
            };
            if (events.column(column).jagged()) {
                seen += events.offsets(column)[events.size()];
            }
        }
        return seen;
    }
}
