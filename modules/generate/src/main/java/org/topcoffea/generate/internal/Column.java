package org.topcoffea.generate.internal;

import org.topcoffea.spi.ColumnType;

/** A column of a collection. */
interface Column {
    /** The name behind the collection's. */
    String column();

    /** The type of its values. */
    ColumnType type();

    /** The bits of mantissa that are kept of floating-point numbers, 23 for all. */
    int bits();

    /** What it is, for people. */
    String title();

    /** Whether only simulated events have it. */
    boolean simulated();

    int ordinal();
}
