package org.topcoffea.root.internal.ntuple;

import org.jspecify.annotations.Nullable;
import org.topcoffea.spi.ColumnType;

/** How the elements of a physical column are laid out in its pages; the order is that of the codes in the file. */
enum ColumnEncoding {
    BIT(1, ColumnType.BOOL),
    BYTE(8, ColumnType.UINT8),
    CHAR(8, ColumnType.INT8),
    INT8(8, ColumnType.INT8),
    UINT8(8, ColumnType.UINT8),
    INT16(16, ColumnType.INT16),
    UINT16(16, ColumnType.UINT16),
    INT32(32, ColumnType.INT32),
    UINT32(32, ColumnType.UINT32),
    INT64(64, ColumnType.INT64),
    UINT64(64, ColumnType.UINT64),
    REAL16(16, ColumnType.FLOAT32),
    REAL32(32, ColumnType.FLOAT32),
    REAL64(64, ColumnType.FLOAT64),
    INDEX32(32, ColumnType.UINT64),
    INDEX64(64, ColumnType.UINT64),
    /** An index and which alternative of a variant it is of; decodes to the alternative. */
    SWITCH(96, ColumnType.UINT32),
    SPLIT_INT16(16, ColumnType.INT16),
    SPLIT_UINT16(16, ColumnType.UINT16),
    SPLIT_INT32(32, ColumnType.INT32),
    SPLIT_UINT32(32, ColumnType.UINT32),
    SPLIT_INT64(64, ColumnType.INT64),
    SPLIT_UINT64(64, ColumnType.UINT64),
    SPLIT_REAL16(16, ColumnType.FLOAT32),
    SPLIT_REAL32(32, ColumnType.FLOAT32),
    SPLIT_REAL64(64, ColumnType.FLOAT64),
    SPLIT_INDEX32(32, ColumnType.UINT64),
    SPLIT_INDEX64(64, ColumnType.UINT64),
    /** Floats without the last bits of their mantissa. */
    REAL32_TRUNC(10, 31, ColumnType.FLOAT32),
    /** Floats as integers in a range. */
    REAL32_QUANT(1, 32, ColumnType.FLOAT64);

    private static final ColumnEncoding[] BY_CODE = values();

    private final int minBits;
    private final int maxBits;
    private final ColumnType type;

    ColumnEncoding(int bits, ColumnType type) {
        this(bits, bits, type);
    }

    ColumnEncoding(int minBits, int maxBits, ColumnType type) {
        this.minBits = minBits;
        this.maxBits = maxBits;
        this.type = type;
    }

    /** The encoding of a code in the file, or null if it came after this reader. */
    static @Nullable ColumnEncoding of(int code) {
        return code < BY_CODE.length ? BY_CODE[code] : null;
    }

    /** Whether elements may have that many bits. */
    boolean allows(int bits) {
        return bits >= minBits && bits <= maxBits;
    }

    /** What elements decode to. */
    ColumnType type() {
        return type;
    }

    /** Whether elements count objects. */
    boolean isIndex() {
        return switch (this) {
            case INDEX32, INDEX64, SPLIT_INDEX32, SPLIT_INDEX64 -> true;
            default -> false;
        };
    }

    /** Whether an element is the sum of all elements of its page up to itself. */
    boolean isDelta() {
        return this == SPLIT_INDEX32 || this == SPLIT_INDEX64;
    }
}
