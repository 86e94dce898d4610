package org.topcoffea.interchange.internal;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An array of an NPY file, version 1.0, in C order.
 *
 * @param shape its dimensions
 * @param numbers its elements, the last dimension fastest; integers above 2^53 lose their last bits here
 * @param integers the same elements if they are integers, else empty
 */
public record Npy(int[] shape, double[] numbers, long[] integers) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final Pattern HEADER = Pattern.compile(
            "\\{\\s*'descr':\\s*'([<>|=])(\\w)(\\d+)',\\s*'fortran_order':\\s*(True|False),\\s*'shape':\\s*\\(([\\d,"
                    + " ]*)\\),?\\s*\\}\\s*");

    /** More elements do not fit one array. */
    private static final long MAX_ELEMENTS = 1 << 28;

    /** Takes the elements of an array that is being written, in C order. */
    public static final class Sink {
        private final OutputStream out;
        private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

        private Sink(OutputStream out) {
            this.out = out;
        }

        /** Writes the next element of an array of doubles. */
        public void write(double value) throws IOException {
            room();
            buffer.putDouble(value);
        }

        /** Writes the next element of an array of 64-bit integers. */
        public void write(long value) throws IOException {
            room();
            buffer.putLong(value);
        }

        private void room() throws IOException {
            if (buffer.remaining() < Long.BYTES) {
                flush();
            }
        }

        /** Passes on what was written; call it after the last element. */
        public void flush() throws IOException {
            out.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
    }

    /** Begins an array. */
    public static Sink begin(OutputStream out, boolean integers, long... shape) throws IOException {
        String dimensions = Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(", "));
        String header = "{'descr': '" + (integers ? "<i8" : "<f8") + "', 'fortran_order': False, 'shape': ("
                + dimensions + (shape.length == 1 ? "," : "") + "), }";
        int total = (MAGIC.length + 2 + header.length() + 1 + 63) / 64 * 64;
        String padded = header + " ".repeat(total - MAGIC.length - 2 - header.length() - 1) + "\n";
        out.write(MAGIC);
        out.write(padded.length() & 0xFF);
        out.write(padded.length() >>> 8);
        out.write(padded.getBytes(StandardCharsets.US_ASCII));
        return new Sink(out);
    }

    /**
     * Reads an array of 32- or 64-bit floats or integers.
     *
     * @throws IOException if the bytes are no such array
     */
    public static Npy read(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        byte[] magic = new byte[MAGIC.length];
        in.readFully(magic);
        boolean first = magic[6] == 1;
        magic[6] = 1;
        if (!Arrays.equals(magic, MAGIC)) {
            throw new IOException("not an NPY array");
        }
        int length = Short.toUnsignedInt(Short.reverseBytes(in.readShort()));
        if (!first && in.readShort() != 0) {
            throw new IOException("NPY header of more than 64 kB");
        }
        byte[] header = new byte[length];
        in.readFully(header);
        Matcher matcher = HEADER.matcher(new String(header, StandardCharsets.US_ASCII));
        if (!matcher.matches()) {
            throw new IOException(
                    "NPY header that cannot be read: " + new String(header, StandardCharsets.US_ASCII).strip());
        }
        Npy array = elements(in, matcher.group(1) + matcher.group(2) + matcher.group(3), shape(matcher.group(5)));
        return matcher.group(4).equals("True") ? array.transposed() : array;
    }

    /** The same array in C order when its elements are in Fortran order, the first dimension fastest: hist writes that. */
    private Npy transposed() {
        double[] ordered = new double[numbers.length];
        long[] orderedIntegers = new long[integers.length];
        int[] position = new int[shape.length];
        for (int i = 0; i < numbers.length; i++) {
            int place = 0;
            for (int axis = 0; axis < shape.length; axis++) {
                place = place * shape[axis] + position[axis];
            }
            ordered[place] = numbers[i];
            if (integers.length > 0) {
                orderedIntegers[place] = integers[i];
            }
            int axis = 0;
            while (axis < shape.length && ++position[axis] == shape[axis]) {
                position[axis++] = 0;
            }
        }
        return new Npy(shape, ordered, orderedIntegers);
    }

    private static int[] shape(String text) throws IOException {
        try {
            return Arrays.stream(text.split(","))
                    .map(String::strip)
                    .filter(dimension -> !dimension.isEmpty())
                    .mapToInt(Integer::parseInt)
                    .toArray();
        } catch (NumberFormatException e) {
            throw new IOException("NPY array of shape (" + text + ")", e);
        }
    }

    private static Npy elements(InputStream in, String type, int[] shape) throws IOException {
        long count = 1;
        for (int dimension : shape) {
            count = dimension == 0 || count > MAX_ELEMENTS ? Math.min(count, dimension) : count * dimension;
        }
        if (count > MAX_ELEMENTS) {
            throw new IOException(
                    "NPY array of shape " + Arrays.toString(shape) + ", at most " + MAX_ELEMENTS + " elements");
        }
        int size = switch (type) {
            case "<f8", "<i8", "<u8" -> 8;
            case "<f4", "<i4", "<u4" -> 4;
            default -> throw new IOException("NPY array of type " + type);
        };
        boolean floats = type.charAt(1) == 'f';
        int start = (int) Math.min(count, 1 << 16);
        double[] numbers = new double[start];
        long[] integers = new long[floats ? 0 : start];
        byte[] bytes = new byte[size << 12];
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            int place = (i & 0xFFF) * size;
            if (place == 0) {
                int wanted = (int) Math.min(bytes.length, (count - i) * size);
                if (in.readNBytes(bytes, 0, wanted) < wanted) {
                    throw new EOFException("NPY array ends at element " + i + " of " + count);
                }
            }
            if (i == numbers.length) {
                int larger = (int) Math.min(count, 2L * i);
                numbers = Arrays.copyOf(numbers, larger);
                integers = floats ? integers : Arrays.copyOf(integers, larger);
            }
            if (floats) {
                numbers[i] = size == 8 ? buffer.getDouble(place) : buffer.getFloat(place);
            } else {
                integers[i] = size == 8 ? buffer.getLong(place) : integer(type, buffer.getInt(place));
                numbers[i] = (double) integers[i];
            }
        }
        return new Npy(shape, numbers, integers);
    }

    private static long integer(String type, int value) {
        return type.charAt(1) == 'u' ? Integer.toUnsignedLong(value) : value;
    }
}
