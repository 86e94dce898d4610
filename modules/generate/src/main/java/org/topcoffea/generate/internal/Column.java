package org.topcoffea.generate.internal;

/** A column of a collection. */
interface Column {
    ColumnDescription description();

    int ordinal();
}
