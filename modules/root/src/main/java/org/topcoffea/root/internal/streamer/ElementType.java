package org.topcoffea.root.internal.streamer;

/** The numbers that streamer information uses for the types of members. */
final class ElementType {
    static final int BASE = 0;
    static final int CHAR = 1;
    static final int SHORT = 2;
    static final int INT = 3;
    static final int LONG = 4;
    static final int FLOAT = 5;
    static final int COUNTER = 6;
    static final int CHAR_STAR = 7;
    static final int DOUBLE = 8;
    static final int DOUBLE32 = 9;
    static final int UCHAR = 11;
    static final int USHORT = 12;
    static final int UINT = 13;
    static final int ULONG = 14;
    static final int BITS = 15;
    static final int LONG64 = 16;
    static final int ULONG64 = 17;
    static final int BOOL = 18;
    static final int FLOAT16 = 19;
    static final int FIXED_ARRAY = 20;
    static final int COUNTED_ARRAY = 40;
    static final int OBJECT = 61;
    static final int ANY = 62;
    static final int INLINE_POINTER = 63;
    static final int POINTER = 64;
    static final int STRING = 65;
    static final int TOBJECT = 66;
    static final int TNAMED = 67;
    static final int INLINE_ANY_POINTER = 68;
    static final int ANY_POINTER = 69;

    private ElementType() {}

    /** The bytes of one value of a basic type, or 0 if the type is not one or has no fixed length. */
    static int bytes(int type) {
        return switch (type) {
            case CHAR, UCHAR, BOOL -> 1;
            case SHORT, USHORT -> 2;
            case INT, COUNTER, UINT, BITS, FLOAT -> 4;
            case LONG, ULONG, LONG64, ULONG64, DOUBLE -> 8;
            default -> 0;
        };
    }
}
