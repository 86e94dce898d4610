package org.topcoffea.root.writer.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Streamed objects of one record, in big-endian order. References between objects are positions counted from the start of
 * the record's key, so the length of the key must be known from the beginning.
 */
public final class ObjectBuffer {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int BYTE_COUNT = 0x40000000;
    private static final int CLASS_MASK = 0x80000000;
    private static final int NEW_CLASS = 0xFFFFFFFF;
    /** References are shifted by this so that none is zero, which stands for no object. */
    private static final int REFERENCE_SHIFT = 2;
    /** On the heap and not deleted: what ROOT writes for every living object. */
    public static final int LIVING = 0x03000000;

    private final int keyLength;
    private final Map<String, Integer> classes = new HashMap<>();
    private final Map<Object, Integer> objects = new IdentityHashMap<>();
    private byte[] bytes = new byte[1024];
    private int size;

    /**
     * Starts an empty record.
     *
     * @param keyLength the length of the record's key in bytes
     */
    public ObjectBuffer(int keyLength) {
        this.keyLength = keyLength;
    }

    /** The backing array, valid until the next write. */
    public byte[] bytes() {
        return bytes;
    }

    /** The number of bytes written. */
    public int size() {
        return size;
    }

    private int claim(int count) {
        int position = size;
        if (count > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, count), (int) Math.min(2L * size, 0x7FFFFFF0L)));
        }
        size += count;
        return position;
    }

    /** Writes one byte. */
    public ObjectBuffer writeByte(int value) {
        int position = claim(1);
        bytes[position] = (byte) value;
        return this;
    }

    /** Writes two bytes. */
    public ObjectBuffer writeShort(int value) {
        int position = claim(2);
        SHORT.set(bytes, position, (short) value);
        return this;
    }

    /** Writes four bytes. */
    public ObjectBuffer writeInt(int value) {
        int position = claim(4);
        INT.set(bytes, position, value);
        return this;
    }

    /** Writes eight bytes. */
    public ObjectBuffer writeLong(long value) {
        int position = claim(8);
        LONG.set(bytes, position, value);
        return this;
    }

    /** Writes a number of 32 bits. */
    public ObjectBuffer writeFloat(float value) {
        return writeInt(Float.floatToRawIntBits(value));
    }

    /** Writes a number of 64 bits. */
    public ObjectBuffer writeDouble(double value) {
        return writeLong(Double.doubleToRawLongBits(value));
    }

    /** Writes bytes as they are. */
    public ObjectBuffer writeBytes(byte[] source, int offset, int length) {
        int position = claim(length);
        System.arraycopy(source, offset, bytes, position, length);
        return this;
    }

    /** Writes a counted string in UTF-8. */
    public ObjectBuffer writeString(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        if (encoded.length < 255) {
            writeByte(encoded.length);
        } else {
            writeByte(255).writeInt(encoded.length);
        }
        return writeBytes(encoded, 0, encoded.length);
    }

    /** The number of bytes that a counted string takes. */
    public static int stringLength(String text) {
        int encoded = text.getBytes(StandardCharsets.UTF_8).length;
        return encoded < 255 ? 1 + encoded : 5 + encoded;
    }

    /** Writes the count and the values of a TArrayD. */
    public ObjectBuffer writeDoubles(double... values) {
        writeInt(values.length);
        for (double value : values) {
            writeDouble(value);
        }
        return this;
    }

    /**
     * Starts an object with a byte count, to be filled in by {@link #end}.
     *
     * @param version the version of the object's class
     * @return what {@link #end} needs
     */
    public int begin(int version) {
        int start = claim(4);
        writeShort(version);
        return start;
    }

    /** Ends the object that {@link #begin} started. */
    public ObjectBuffer end(int start) {
        INT.set(bytes, start, BYTE_COUNT | (size - start - 4));
        return this;
    }

    /** Writes a TObject. */
    public ObjectBuffer writeObject(int uniqueId, int bits) {
        return writeShort(1).writeInt(uniqueId).writeInt(LIVING | bits);
    }

    /** Writes a TNamed. */
    public ObjectBuffer writeNamed(String name, String title, int bits) {
        int start = begin(1);
        writeObject(0, bits).writeString(name).writeString(title);
        return end(start);
    }

    /** Writes a pointer to no object. */
    public ObjectBuffer writeNull() {
        return writeInt(0);
    }

    /**
     * Writes a pointer to an object, with the object at its first occurrence and as a reference afterwards.
     *
     * @param className the object's class
     * @param object what stands for the object; pointers to the same one are references
     * @param content writes the object itself
     */
    public void writePointer(String className, Object object, Runnable content) {
        Integer known = objects.get(object);
        if (known != null) {
            writeInt(known);
            return;
        }
        int start = claim(4);
        objects.put(object, keyLength + start + REFERENCE_SHIFT);
        writeClass(className);
        content.run();
        end(start);
    }

    private void writeClass(String className) {
        Integer known = classes.get(className);
        if (known != null) {
            writeInt(known | CLASS_MASK);
            return;
        }
        classes.put(className, keyLength + size + REFERENCE_SHIFT);
        writeInt(NEW_CLASS);
        byte[] name = className.getBytes(StandardCharsets.UTF_8);
        writeBytes(name, 0, name.length).writeByte(0);
    }
}
