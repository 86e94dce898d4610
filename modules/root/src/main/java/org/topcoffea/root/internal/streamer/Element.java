package org.topcoffea.root.internal.streamer;

/**
 * One member or base class in the layout of a class.
 *
 * @param name the member's name; the class for a base class
 * @param title the member's comment, which may hold a range {@code [low,high,bits]}
 * @param type how it is stored, see {@link ElementType}
 * @param length the number of values of a fixed array
 * @param typeName its C++ type
 * @param counter the member that counts a variable array, or empty
 */
record Element(String name, String title, int type, int length, String typeName, String counter) {}
