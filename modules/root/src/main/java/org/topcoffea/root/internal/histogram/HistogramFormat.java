package org.topcoffea.root.internal.histogram;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.topcoffea.root.RootError;
import org.topcoffea.root.RootException;
import org.topcoffea.root.RootHistogram;
import org.topcoffea.root.internal.container.BytesIn;
import org.topcoffea.root.internal.container.Container;
import org.topcoffea.root.internal.container.Key;
import org.topcoffea.root.internal.streamer.Layouts;
import org.topcoffea.root.internal.streamer.ObjectReader;
import org.topcoffea.root.internal.streamer.Streamed;
import org.topcoffea.root.internal.streamer.StreamedArray;

/** Reads histograms as the streamer information describes them. */
public final class HistogramFormat {
    private static final List<String> STORAGES =
            List.of("TArrayD", "TArrayF", "TArrayI", "TArrayS", "TArrayC", "TArrayL64", "TArrayL");

    private HistogramFormat() {}

    /** Whether objects of a class are histograms. */
    public static boolean isHistogram(String className) {
        return className.matches("TH[123][CSIFDL]|TProfile|TProfile2D|TProfile3D");
    }

    /** Reads the histogram of a key. */
    public static RootHistogram read(Container container, Layouts layouts, Key key) {
        String where = container.name() + ": " + key.className() + " '" + key.name() + "'";
        byte[] payload = container.payload(key);
        BytesIn in = new BytesIn(payload, 0, payload.length, key.keyBytes(), where);
        Streamed object = new ObjectReader(in, layouts).object(key.className());
        int dimensions = object.is("TH3") ? 3 : object.is("TH2") ? 2 : 1;
        List<RootHistogram.Axis> axes = new ArrayList<>();
        long cells = 1;
        for (String member : List.of("fXaxis", "fYaxis", "fZaxis").subList(0, dimensions)) {
            RootHistogram.Axis axis = axis(object, member, payload.length, where);
            axes.add(axis);
            cells *= axis.bins() + 2L;
        }
        double[] values = contents(object, where);
        double[] variances = array(object.array("fSumw2"));
        if (values.length != cells || (variances.length != 0 && variances.length != cells)) {
            throw new RootException(
                    RootError.CORRUPT,
                    where + ": has " + values.length + " values and " + variances.length + " variances for " + cells
                            + " bins");
        }
        double[] statistics = {
            object.real("fTsumw"), object.real("fTsumw2"), object.real("fTsumwx"), object.real("fTsumwx2")
        };
        return new RootHistogram(
                object.text("fName"),
                object.text("fTitle"),
                key.className(),
                axes,
                values,
                variances,
                array(object.array("fBinEntries")),
                object.real("fEntries"),
                statistics);
    }

    private static RootHistogram.Axis axis(Streamed histogram, String member, int limit, String where) {
        Streamed axis = histogram.object(member);
        if (axis == null) {
            throw new RootException(RootError.UNSUPPORTED, where + ": has no " + member + " that can be read");
        }
        long bins = axis.number("fNbins");
        double[] edges = array(axis.array("fXbins"));
        if (bins < 0 || bins > limit || (edges.length != 0 && edges.length != bins + 1)) {
            throw new RootException(
                    RootError.CORRUPT, where + ": " + member + " has " + bins + " bins and " + edges.length + " edges");
        }
        return new RootHistogram.Axis(
                axis.text("fName"),
                axis.text("fTitle"),
                (int) bins,
                axis.real("fXmin"),
                axis.real("fXmax"),
                edges,
                labels(axis.object("fLabels"), (int) bins));
    }

    /** Labels know their bin, counted from 1, by their identity. */
    private static List<String> labels(@Nullable Streamed list, int bins) {
        if (list == null || list.items().isEmpty()) {
            return List.of();
        }
        List<String> labels = new ArrayList<>();
        for (Streamed label : list.items()) {
            if (label != null && label.id() >= 1 && label.id() <= bins) {
                while (labels.size() < label.id()) {
                    labels.add("");
                }
                labels.set((int) label.id() - 1, label.text("fString"));
            }
        }
        return labels;
    }

    private static double[] contents(Streamed object, String where) {
        for (String storage : STORAGES) {
            StreamedArray array = object.array(storage);
            if (array != null) {
                return array.doubles();
            }
        }
        throw new RootException(RootError.UNSUPPORTED, where + ": has no array of values that can be read");
    }

    private static double[] array(@Nullable StreamedArray array) {
        return array == null ? new double[0] : array.doubles();
    }
}
