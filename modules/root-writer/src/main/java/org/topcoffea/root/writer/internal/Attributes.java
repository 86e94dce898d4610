package org.topcoffea.root.writer.internal;

/** How ROOT draws an object when nobody says otherwise. */
final class Attributes {
    private static final int BLUE = 602;
    private static final int HOLLOW = 1001;

    private Attributes() {}

    /** Writes TAttLine, TAttFill and TAttMarker. */
    static void writeLineFillMarker(ObjectBuffer out) {
        int line = out.begin(StreamerTable.version("TAttLine"));
        out.writeShort(BLUE).writeShort(1).writeShort(1).end(line);
        writeFill(out);
        int marker = out.begin(StreamerTable.version("TAttMarker"));
        out.writeShort(1).writeShort(1).writeFloat(1).end(marker);
    }

    /** Writes TAttFill. */
    static void writeFill(ObjectBuffer out) {
        int fill = out.begin(StreamerTable.version("TAttFill"));
        out.writeShort(0).writeShort(HOLLOW).end(fill);
    }

    /** Writes TAttAxis: divisions, colours, font, offsets and sizes of labels, ticks and title. */
    static void writeAxis(ObjectBuffer out) {
        int axis = out.begin(StreamerTable.version("TAttAxis"));
        out.writeInt(510).writeShort(1).writeShort(1).writeShort(42);
        out.writeFloat(0.005f)
                .writeFloat(0.035f)
                .writeFloat(0.03f)
                .writeFloat(1)
                .writeFloat(0.035f);
        out.writeShort(1).writeShort(42).end(axis);
    }
}
