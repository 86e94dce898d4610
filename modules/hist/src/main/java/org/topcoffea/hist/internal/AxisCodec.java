package org.topcoffea.hist.internal;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.topcoffea.hist.Axis;
import org.topcoffea.hist.CategoryAxis;
import org.topcoffea.hist.IntegerAxis;
import org.topcoffea.hist.RegularAxis;
import org.topcoffea.hist.VariableAxis;

/** The binary form of axes and texts. What is read grows with the bytes that are there, never with a number in them. */
public final class AxisCodec {
    private static final int MAX_TEXT = 1 << 20;
    private static final int MAX_AXES = 32;

    private AxisCodec() {}

    /** Writes a text as its length in bytes and UTF-8. */
    public static void writeText(DataOutput out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_TEXT) {
            throw new IOException("text of " + bytes.length + " bytes, at most " + MAX_TEXT);
        }
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** Reads a text. */
    public static String readText(DataInput in) throws IOException {
        int length = size(in, MAX_TEXT, "bytes of text");
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Writes a list of texts. */
    public static void writeTexts(DataOutput out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            writeText(out, text);
        }
    }

    /** Reads a list of texts. */
    public static List<String> readTexts(DataInput in, int limit) throws IOException {
        int size = size(in, limit, "texts");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            texts.add(readText(in));
        }
        return texts;
    }

    /** Reads a size and checks it. */
    public static int size(DataInput in, int limit, String what) throws IOException {
        int size = in.readInt();
        if (size < 0 || size > limit) {
            throw new IOException(size + " " + what + ", where 0 to " + limit + " are possible");
        }
        return size;
    }

    /** Refuses other versions than the first and only one. */
    public static void checkVersion(String what, int version) throws IOException {
        if (version != 1) {
            throw new IOException(what + " of version " + version + ", where 1 can be read");
        }
    }

    /** Writes axes. */
    public static void write(DataOutput out, List<Axis> axes) throws IOException {
        out.writeInt(axes.size());
        for (Axis axis : axes) {
            switch (axis) {
                case CategoryAxis category -> {
                    head(out, 0, axis, category.growing(), false);
                    writeTexts(out, category.categories());
                }
                case RegularAxis regular -> {
                    head(out, 1, axis, regular.underflow(), regular.overflow());
                    out.writeInt(regular.bins());
                    out.writeDouble(regular.lower());
                    out.writeDouble(regular.upper());
                }
                case VariableAxis variable -> {
                    head(out, 2, axis, variable.underflow(), variable.overflow());
                    out.writeInt(variable.bins() + 1);
                    for (double edge : variable.edges()) {
                        out.writeDouble(edge);
                    }
                }
                case IntegerAxis integer -> {
                    head(out, 3, axis, integer.underflow(), integer.overflow());
                    out.writeInt(integer.lower());
                    out.writeInt(integer.upper());
                }
            }
        }
    }

    private static void head(DataOutput out, int kind, Axis axis, boolean first, boolean second) throws IOException {
        out.writeByte(kind);
        writeText(out, axis.name());
        writeText(out, axis.label());
        out.writeByte((first ? 1 : 0) | (second ? 2 : 0));
    }

    /** Reads axes. */
    public static List<Axis> read(DataInput in) throws IOException {
        int size = size(in, MAX_AXES, "axes");
        List<Axis> axes = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            try {
                axes.add(readAxis(in));
            } catch (IllegalArgumentException e) {
                throw new IOException("axis " + i + ": " + e.getMessage(), e);
            }
        }
        return axes;
    }

    private static Axis readAxis(DataInput in) throws IOException {
        int kind = in.readUnsignedByte();
        String name = readText(in);
        String label = readText(in);
        int flags = in.readUnsignedByte();
        boolean first = (flags & 1) != 0;
        boolean second = (flags & 2) != 0;
        return switch (kind) {
            case 0 -> new CategoryAxis(name, label, readTexts(in, Names.MAX_BINS), first);
            case 1 -> new RegularAxis(name, label, in.readInt(), in.readDouble(), in.readDouble(), first, second);
            case 2 -> new VariableAxis(name, label, readEdges(in), first, second);
            case 3 -> new IntegerAxis(name, label, in.readInt(), in.readInt(), first, second);
            default -> throw new IOException("kind of axis " + kind + ", where 0 to 3 are possible");
        };
    }

    private static double[] readEdges(DataInput in) throws IOException {
        int size = size(in, Names.MAX_BINS + 1, "edges");
        double[] edges = new double[Math.min(size, 1024)];
        for (int i = 0; i < size; i++) {
            if (i == edges.length) {
                edges = Arrays.copyOf(edges, (int) Math.min(size, 2L * edges.length));
            }
            edges[i] = in.readDouble();
        }
        return edges;
    }
}
