package org.topcoffea.root.writer.internal;

import org.jspecify.annotations.Nullable;

/**
 * All that a file tells of a leaf, a part of the entries of a branch.
 *
 * @param name the name of the leaf
 * @param title the leaf list without type
 * @param type the type of the values
 * @param length the values per entry or object; of texts the longest in bytes and one
 * @param offset the bytes before it in each entry
 * @param counting whether it counts others
 * @param counter the leaf that counts this one
 * @param highest the largest value of a counting leaf
 */
public record LeafRecord(
        String name,
        String title,
        LeafType type,
        int length,
        int offset,
        boolean counting,
        @Nullable LeafRecord counter,
        long highest) {
    /** Whether entries differ in size. */
    boolean ragged() {
        return counter != null || type == LeafType.STRING;
    }

    /** Writes a pointer to the leaf. */
    void write(ObjectBuffer out) {
        out.writePointer(type.leafClass(), this, () -> writeObject(out));
    }

    private void writeObject(ObjectBuffer out) {
        int start = out.begin(StreamerTable.version(type.leafClass()));
        int common = out.begin(StreamerTable.version("TLeaf"));
        out.writeNamed(name, title, 0);
        out.writeInt(length).writeInt(type.bytes()).writeInt(offset);
        out.writeByte(counting ? 1 : 0).writeByte(type.unsigned() ? 1 : 0);
        if (counter == null) {
            out.writeNull();
        } else {
            counter.write(out);
        }
        out.end(common);
        writeRange(out, 0);
        writeRange(out, type == LeafType.STRING ? length : counting ? highest : 0);
        out.end(start);
    }

    private void writeRange(ObjectBuffer out, long value) {
        switch (type) {
            case BOOL, INT8, UINT8 -> out.writeByte((int) value);
            case INT16, UINT16 -> out.writeShort((int) value);
            case INT32, UINT32, FLOAT32, STRING -> out.writeInt((int) value);
            case INT64, UINT64, FLOAT64 -> out.writeLong(value);
        }
    }
}
