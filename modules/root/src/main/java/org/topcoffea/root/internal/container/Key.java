package org.topcoffea.root.internal.container;

import java.time.DateTimeException;
import java.time.LocalDateTime;

/**
 * The header of a record.
 *
 * @param bytes the length of the whole record: key and payload as stored
 * @param version above 1000 when positions have 64 bits
 * @param objectBytes the length of the payload after decompression
 * @param date the packed date of writing
 * @param keyBytes the length of the key itself
 * @param cycle counts objects of one name; the highest is the latest
 * @param seek where the record is
 * @param parentSeek where the directory's record is
 * @param className the C++ class of the object
 * @param name the object's name
 * @param title the object's title
 */
public record Key(
        int bytes,
        int version,
        int objectBytes,
        int date,
        int keyBytes,
        int cycle,
        long seek,
        long parentSeek,
        String className,
        String name,
        String title) {
    /** The fewest bytes that a key can have. */
    public static final int MIN_BYTES = 29;

    private static final int WIDE = 1000;
    // The upper 16 bits of a wide parent position may hold an offset of process ids.
    private static final long PARENT_MASK = 0xffff_ffff_ffffL;

    /** Reads a key; the reader is behind the title afterwards. */
    public static Key parse(BytesIn in) {
        int bytes = in.i32();
        int version = in.i16();
        int objectBytes = in.i32();
        int date = in.i32();
        int keyBytes = in.i16();
        int cycle = in.i16();
        boolean wide = version > WIDE;
        long seek = in.seekField(wide);
        long parent = in.seekField(wide) & PARENT_MASK;
        String className = in.string();
        String name = in.string();
        String title = in.string();
        Key key = new Key(bytes, version, objectBytes, date, keyBytes, cycle, seek, parent, className, name, title);
        if (keyBytes < MIN_BYTES || objectBytes < 0 || seek < 0) {
            throw in.corrupt(
                    "key '" + name + "' has the impossible sizes " + bytes + ", " + keyBytes + ", " + objectBytes);
        }
        return key;
    }

    /** The length of the payload as stored. */
    public int payloadBytes() {
        return bytes - keyBytes;
    }

    /** Whether the payload is a sequence of compression blocks; nothing else tells. */
    public boolean compressed() {
        return payloadBytes() != objectBytes;
    }

    /** When the record was written, in the writer's local time; the beginning of 1995 if the date is damaged. */
    public LocalDateTime written() {
        try {
            return LocalDateTime.of(
                    (date >>> 26) + 1995,
                    date >>> 22 & 0xf,
                    date >>> 17 & 0x1f,
                    date >>> 12 & 0x1f,
                    date >>> 6 & 0x3f,
                    date & 0x3f);
        } catch (DateTimeException e) {
            return LocalDateTime.of(1995, 1, 1, 0, 0);
        }
    }
}
