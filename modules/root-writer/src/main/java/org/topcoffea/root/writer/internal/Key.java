package org.topcoffea.root.writer.internal;

/**
 * The header of a record.
 *
 * @param className the class of the record's object
 * @param name the object's name
 * @param title the object's title
 * @param cycle the number of this version of the object, from 1
 * @param time when the record was written, packed
 * @param position the record's first byte in the file
 * @param directory the record of the directory that holds the object
 * @param wide whether positions take eight bytes
 * @param extra bytes that belong to the key but are written by others, as with baskets
 * @param stored the length of the payload in the file
 * @param length the length of the payload when decoded
 */
public record Key(
        String className,
        String name,
        String title,
        int cycle,
        int time,
        long position,
        long directory,
        boolean wide,
        int extra,
        int stored,
        int length) {
    /** Positions from here on need eight bytes. */
    public static final long FIRST_WIDE = 2_000_000_000L;

    private static final int WIDE_VERSION = 1000;
    private static final int VERSION = 4;

    /** A key without payload yet, wide if its positions need it. */
    static Key at(long position, long directory, int time, String className, String name, String title, int cycle) {
        boolean wide = position > FIRST_WIDE || directory > FIRST_WIDE;
        return new Key(className, name, title, cycle, time, position, directory, wide, 0, 0, 0);
    }

    /** This key with the lengths of its payload. */
    Key withPayload(int newStored, int newLength) {
        return new Key(className, name, title, cycle, time, position, directory, wide, extra, newStored, newLength);
    }

    /** The length of the key itself in bytes, with what others add to it. */
    public int keyLength() {
        return extra
                + (wide ? 34 : 26)
                + ObjectBuffer.stringLength(className)
                + ObjectBuffer.stringLength(name)
                + ObjectBuffer.stringLength(title);
    }

    /** The length of the record in the file. */
    int recordLength() {
        return Math.addExact(keyLength(), stored);
    }

    /** Writes the key, without what others add to it. */
    void write(ObjectBuffer out) {
        out.writeInt(recordLength()).writeShort(wide ? WIDE_VERSION + VERSION : VERSION);
        out.writeInt(length).writeInt(time).writeShort(keyLength()).writeShort(cycle);
        if (wide) {
            out.writeLong(position).writeLong(directory);
        } else {
            out.writeInt((int) position).writeInt((int) directory);
        }
        out.writeString(className).writeString(name).writeString(title);
    }
}
