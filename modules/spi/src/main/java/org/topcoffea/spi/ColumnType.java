package org.topcoffea.spi;

/** The type of one element of a column as it is stored in the file. */
public enum ColumnType {
    /** One byte, zero for false; other values than 0 and 1 occur in real files. */
    BOOL,
    /** Signed 8-bit integer. */
    INT8,
    /** Unsigned 8-bit integer. */
    UINT8,
    /** Signed 16-bit integer. */
    INT16,
    /** Unsigned 16-bit integer. */
    UINT16,
    /** Signed 32-bit integer. */
    INT32,
    /** Unsigned 32-bit integer. */
    UINT32,
    /** Signed 64-bit integer. */
    INT64,
    /** Unsigned 64-bit integer. */
    UINT64,
    /** IEEE single precision (also half precision and truncated or quantised floats after decoding). */
    FLOAT32,
    /** IEEE double precision. */
    FLOAT64,
    /** Text. */
    STRING
}
