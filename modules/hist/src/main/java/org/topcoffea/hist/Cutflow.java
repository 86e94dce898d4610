package org.topcoffea.hist;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.topcoffea.hist.internal.AxisCodec;
import org.topcoffea.hist.internal.CountSums;
import org.topcoffea.hist.internal.ExactSums;
import org.topcoffea.spi.Accumulator;
import org.topcoffea.spi.AccumulatorType;

/**
 * How many events of each category pass each of an ordered list of cuts: their number, the sum of their weights and the
 * sum of the squares of these. Sums do not depend on the order of events.
 */
public final class Cutflow implements Accumulator<Cutflow> {
    private static final int MAX_CUTS = 10_000;

    private final List<String> cuts;
    private final SortedMap<String, Row> rows = new TreeMap<>();

    private Cutflow(List<String> cuts) {
        if (cuts.isEmpty() || cuts.size() > MAX_CUTS || new HashSet<>(cuts).size() != cuts.size()) {
            throw new IllegalArgumentException(
                    "a cut flow needs 1 to " + MAX_CUTS + " cuts with different names, not " + cuts);
        }
        this.cuts = List.copyOf(cuts);
    }

    /** An empty cut flow. */
    public static Cutflow of(String... cuts) {
        return new Cutflow(List.of(cuts));
    }

    /** An empty cut flow. */
    public static Cutflow of(List<String> cuts) {
        return new Cutflow(cuts);
    }

    /** The names of the cuts, in order. */
    public List<String> cuts() {
        return cuts;
    }

    /** The categories with events, sorted. */
    public List<String> categories() {
        List<String> filled = new ArrayList<>();
        rows.forEach((name, row) -> {
            if (!row.isEmpty()) {
                filled.add(name);
            }
        });
        return filled;
    }

    /** The counters of a category, made if it does not exist; get them outside of the event loop. */
    public Row row(String category) {
        return rows.computeIfAbsent(category, name -> new Row(cuts.size()));
    }

    @Override
    public Cutflow empty() {
        return new Cutflow(cuts);
    }

    @Override
    public boolean isEmpty() {
        return categories().isEmpty();
    }

    @Override
    public void merge(Cutflow other) {
        if (!other.cuts.equals(cuts)) {
            throw new IllegalArgumentException(
                    "cut flows with different cuts cannot be added: " + cuts + " and " + other.cuts);
        }
        other.rows.forEach((name, row) -> {
            if (!row.isEmpty()) {
                row(name).add(row);
            }
        });
    }

    @Override
    public Type type() {
        return Type.INSTANCE;
    }

    @Override
    public void encode(DataOutput out) throws IOException {
        AxisCodec.writeTexts(out, cuts);
        List<String> filled = categories();
        out.writeInt(filled.size());
        for (String name : filled) {
            AxisCodec.writeText(out, name);
            Row row = row(name);
            for (int cut = 0; cut < cuts.size(); cut++) {
                row.counts.encodeRow(out, cut);
                row.sums.encodeRow(out, cut);
            }
        }
    }

    /** The counters of one category, one for each cut. */
    public static final class Row {
        private final CountSums counts;
        private final ExactSums sums;

        private Row(int cuts) {
            counts = new CountSums(cuts);
            sums = new ExactSums(cuts, 2);
        }

        /** Counts an event that passes the cut with that index. */
        public void pass(int cut, double weight) {
            counts.count(cut, 1);
            sums.addWithSquare(cut, weight);
        }

        /** Counts an event of weight 1. */
        public void pass(int cut) {
            pass(cut, 1);
        }

        /** The number of events that passed. */
        public long count(int cut) {
            return counts.count(cut);
        }

        /** The sum of their weights. */
        public double sumOfWeights(int cut) {
            return sums.value(cut, 0);
        }

        /** The sum of their squared weights. */
        public double sumOfSquares(int cut) {
            return sums.value(cut, 1);
        }

        private boolean isEmpty() {
            for (int cut = 0; cut < counts.rows(); cut++) {
                if (counts.count(cut) != 0) {
                    return false;
                }
            }
            return true;
        }

        private void add(Row other) {
            for (int cut = 0; cut < counts.rows(); cut++) {
                counts.addRow(cut, other.counts, cut);
                sums.addRow(cut, other.sums, cut);
            }
        }
    }

    /** The binary form of {@link Cutflow}. */
    public static final class Type implements AccumulatorType<Cutflow> {
        static final Type INSTANCE = new Type();

        /** For the service loader. */
        public Type() {}

        @Override
        public String name() {
            return "cutflow";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Class<Cutflow> accumulatorClass() {
            return Cutflow.class;
        }

        @Override
        public Cutflow decode(DataInput in, int version) throws IOException {
            AxisCodec.checkVersion("cut flow", version);
            List<String> cuts = AxisCodec.readTexts(in, MAX_CUTS);
            if (cuts.isEmpty() || new HashSet<>(cuts).size() != cuts.size()) {
                throw new IOException("cut flow with the cuts " + cuts);
            }
            Cutflow cutflow = new Cutflow(cuts);
            int size = AxisCodec.size(in, Integer.MAX_VALUE, "categories");
            for (int i = 0; i < size; i++) {
                Row row = cutflow.row(AxisCodec.readText(in));
                for (int cut = 0; cut < cuts.size(); cut++) {
                    row.counts.decodeRow(in, cut);
                    row.sums.decodeRow(in, cut);
                }
            }
            return cutflow;
        }
    }
}
