package org.topcoffea.generate.internal;

import org.topcoffea.spi.ColumnType;

/**
 * What a file says of a column.
 *
 * @param name      the name behind the collection's
 * @param type      the type of its values
 * @param bits      the bits of mantissa that are kept of floating-point numbers, 23 for all
 * @param title     what it is, for people
 * @param simulated whether only simulated events have it
 */
record ColumnDescription(String name, ColumnType type, int bits, String title, boolean simulated) {}
