package org.topcoffea.root;

/**
 * A column that is in the file but cannot be read.
 *
 * @param name its name
 * @param typeName the C++ type, as far as the file tells
 * @param reason why it cannot be read, in a few words
 */
public record UnsupportedColumn(String name, String typeName, String reason) {}
