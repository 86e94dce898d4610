package org.topcoffea.root.writer.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A directory of a file: the keys of its objects, in the order of writing, and its subdirectories. */
public final class Directory {
    /** The length of the block of positions that follows a directory's key; wide and narrow positions take the same. */
    static final int BLOCK = 60;

    private static final int VERSION = 5;

    private final String name;
    private final @Nullable Directory parent;
    private final long position;
    private final int nameLength;
    private final List<Key> keys = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Map<String, Directory> children = new LinkedHashMap<>();

    Directory(String name, @Nullable Directory parent, long position, int nameLength) {
        this.name = name;
        this.parent = parent;
        this.position = position;
        this.nameLength = nameLength;
    }

    /** The directory's name; of the outermost one, that of the file. */
    public String name() {
        return name;
    }

    /** The directory's record. */
    public long position() {
        return position;
    }

    /** The length of the key and of what stands between it and the block. */
    int nameLength() {
        return nameLength;
    }

    /** Where the block is. */
    long blockPosition() {
        return position + nameLength;
    }

    /** The subdirectories by name. */
    Map<String, Directory> children() {
        return children;
    }

    /** The keys of what is in the directory. */
    List<Key> keys() {
        return keys;
    }

    /** Takes a name for an object, which nothing else in the directory may have. */
    public void claim(String object) {
        if (object.isEmpty() || object.indexOf('/') >= 0 || object.indexOf(';') >= 0) {
            throw new IllegalArgumentException(
                    "\"" + object + "\" is no name for an object: it is empty or has / or ; in it");
        }
        if (!names.add(object)) {
            throw new IllegalArgumentException("directory " + name + " already has an object " + object);
        }
    }

    /** Writes the block that follows the directory's key and name. */
    void writeBlock(ObjectBuffer out, int time, UUID uuid, long keysPosition, int keysLength) {
        long parentPosition = parent == null ? 0 : parent.position;
        boolean wide = keysPosition > Key.FIRST_WIDE || position > Key.FIRST_WIDE || parentPosition > Key.FIRST_WIDE;
        out.writeShort(wide ? 1000 + VERSION : VERSION).writeInt(time).writeInt(time);
        out.writeInt(keysLength).writeInt(nameLength);
        for (long seek : new long[] {position, parentPosition, keysPosition}) {
            if (wide) {
                out.writeLong(seek);
            } else {
                out.writeInt((int) seek);
            }
        }
        out.writeShort(1).writeLong(uuid.getMostSignificantBits()).writeLong(uuid.getLeastSignificantBits());
        if (!wide) {
            out.writeInt(0).writeInt(0).writeInt(0);
        }
    }
}
