package org.topcoffea.root.writer.internal;

import org.topcoffea.spi.ColumnType;

/** What the types of values are called in a file. */
public enum LeafType {
    BOOL("TLeafO", 'O', 1, false),
    INT8("TLeafB", 'B', 1, false),
    UINT8("TLeafB", 'b', 1, true),
    INT16("TLeafS", 'S', 2, false),
    UINT16("TLeafS", 's', 2, true),
    INT32("TLeafI", 'I', 4, false),
    UINT32("TLeafI", 'i', 4, true),
    INT64("TLeafL", 'L', 8, false),
    UINT64("TLeafL", 'l', 8, true),
    FLOAT32("TLeafF", 'F', 4, false),
    FLOAT64("TLeafD", 'D', 8, false),
    STRING("TLeafC", 'C', 1, false);

    private final String leafClass;
    private final char code;
    private final int bytes;
    private final boolean unsigned;

    LeafType(String leafClass, char code, int bytes, boolean unsigned) {
        this.leafClass = leafClass;
        this.code = code;
        this.bytes = bytes;
        this.unsigned = unsigned;
    }

    /** The leaf type for a column type. */
    public static LeafType of(ColumnType type) {
        return switch (type) {
            case BOOL -> BOOL;
            case INT8 -> INT8;
            case UINT8 -> UINT8;
            case INT16 -> INT16;
            case UINT16 -> UINT16;
            case INT32 -> INT32;
            case UINT32 -> UINT32;
            case INT64 -> INT64;
            case UINT64 -> UINT64;
            case FLOAT32 -> FLOAT32;
            case FLOAT64 -> FLOAT64;
            case STRING -> STRING;
        };
    }

    /** The class of leaves of this type. */
    public String leafClass() {
        return leafClass;
    }

    /** The letter for this type in leaf lists such as {@code pt[nJet]/F}. */
    public char code() {
        return code;
    }

    /** The width of one value in bytes; of one character for {@link #STRING}. */
    public int bytes() {
        return bytes;
    }

    /** Whether values are taken as unsigned. */
    public boolean unsigned() {
        return unsigned;
    }

    /** Whether values are integers. */
    public boolean integer() {
        return switch (this) {
            case INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64 -> true;
            case BOOL, FLOAT32, FLOAT64, STRING -> false;
        };
    }

    /** The smallest integer that can be stored. */
    public long lowest() {
        return unsigned || this == BOOL ? 0 : Long.MIN_VALUE >> (64 - 8 * bytes);
    }

    /** The largest integer that can be stored; of {@link #UINT64} it is −1, as all bit patterns are good. */
    public long highest() {
        if (this == BOOL) {
            return 1;
        }
        return unsigned ? (bytes == 8 ? -1 : (1L << (8 * bytes)) - 1) : Long.MAX_VALUE >> (64 - 8 * bytes);
    }
}
