package org.topcoffea.root.writer.internal;

import java.util.List;
import java.util.Set;
import org.topcoffea.root.writer.Histogram;
import org.topcoffea.root.writer.HistogramAxis;
import org.topcoffea.root.writer.HistogramStatistics;

/** Histograms as ROOT streams them. */
public final class HistogramRecord {
    private static final int MUST_CLEAN_UP = 0x8;
    private static final String[] AXIS_NAMES = {"xaxis", "yaxis", "zaxis"};
    private static final HistogramAxis UNUSED = HistogramAxis.regular("", 1, 0, 1);
    /** Tells ROOT to choose the limits of the vertical scale itself. */
    private static final double AUTOMATIC = -1111;

    private final ObjectBuffer out;
    private final Histogram histogram;
    private final HistogramStatistics statistics;

    private HistogramRecord(ObjectBuffer out, Histogram histogram) {
        this.out = out;
        this.histogram = histogram;
        this.statistics = histogram.statistics();
    }

    /** The classes whose descriptions a file with such a histogram needs. */
    public static Set<String> classes(Histogram histogram) {
        return Set.of(histogram.className(), "TObjString", "THashList", "TList", "TString");
    }

    /** Writes a histogram. */
    public static void write(ObjectBuffer out, String name, Histogram histogram) {
        HistogramRecord record = new HistogramRecord(out, histogram);
        int start = out.begin(StreamerTable.version(histogram.className()));
        switch (histogram.axes().size()) {
            case 1 -> record.writeCommon(name);
            case 2 -> record.writePlane(name);
            default -> record.writeSpace(name);
        }
        record.writeContents();
        out.end(start);
    }

    private void writePlane(String name) {
        int start = out.begin(StreamerTable.version("TH2"));
        writeCommon(name);
        out.writeDouble(1);
        writeSums(4, 7);
        out.end(start);
    }

    private void writeSpace(String name) {
        int start = out.begin(StreamerTable.version("TH3"));
        writeCommon(name);
        out.end(out.begin(StreamerTable.version("TAtt3D")));
        writeSums(4, 11);
        out.end(start);
    }

    private void writeSums(int from, int to) {
        for (int i = from; i < to; i++) {
            out.writeDouble(statistics.sum(i));
        }
    }

    private void writeCommon(String name) {
        int start = out.begin(StreamerTable.version("TH1"));
        out.writeNamed(name, histogram.title(), MUST_CLEAN_UP);
        Attributes.writeLineFillMarker(out);
        out.writeInt(histogram.contents().length);
        List<HistogramAxis> axes = histogram.axes();
        for (int i = 0; i < AXIS_NAMES.length; i++) {
            writeAxis(AXIS_NAMES[i], i < axes.size() ? axes.get(i) : UNUSED);
        }
        out.writeShort(0).writeShort(1000);
        out.writeDouble(statistics.entries());
        writeSums(0, 4);
        out.writeDouble(AUTOMATIC).writeDouble(AUTOMATIC).writeDouble(0);
        out.writeDoubles().writeDoubles(histogram.variances()).writeString("");
        int functions = out.begin(StreamerTable.version("TList"));
        out.writeObject(0, 0).writeString("").writeInt(0);
        out.end(functions);
        out.writeInt(0).writeByte(0).writeInt(0).writeInt(2);
        out.end(start);
    }

    private void writeAxis(String name, HistogramAxis axis) {
        int start = out.begin(StreamerTable.version("TAxis"));
        out.writeNamed(name, axis.title(), 0);
        Attributes.writeAxis(out);
        out.writeInt(axis.bins()).writeDouble(axis.low()).writeDouble(axis.high());
        if (axis.isVariable()) {
            out.writeDoubles(axis.edges());
        } else {
            out.writeInt(0);
        }
        out.writeInt(0).writeInt(0).writeShort(0).writeByte(0).writeString("");
        if (axis.labels().isEmpty()) {
            out.writeNull();
        } else {
            out.writePointer("THashList", new Object(), () -> writeLabels(axis.labels()));
        }
        out.writeNull().end(start);
    }

    /** A label's unique number tells its bin. */
    private void writeLabels(List<String> labels) {
        int list = out.begin(StreamerTable.version("TList"));
        out.writeObject(0, 0).writeString("").writeInt(labels.size());
        for (int i = 0; i < labels.size(); i++) {
            String label = labels.get(i);
            int bin = i + 1;
            out.writePointer("TObjString", new Object(), () -> writeText(out, label, bin));
            out.writeByte(0);
        }
        out.end(list);
    }

    /** Writes a TObjString. */
    public static void writeText(ObjectBuffer out, String text, int uniqueId) {
        int start = out.begin(StreamerTable.version("TObjString"));
        out.writeObject(uniqueId, 0).writeString(text);
        out.end(start);
    }

    private void writeContents() {
        if (!histogram.single()) {
            out.writeDoubles(histogram.contents());
            return;
        }
        out.writeInt(histogram.contents().length);
        for (double content : histogram.contents()) {
            out.writeFloat((float) content);
        }
    }
}
