package org.topcoffea.hist;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.topcoffea.hist.internal.AxisCodec;
import org.topcoffea.hist.internal.ExactSums;
import org.topcoffea.spi.Accumulator;
import org.topcoffea.spi.AccumulatorType;

/** Counters by name: how many numbers were added, and their exact sum, which does not depend on their order. */
public final class NamedSums implements Accumulator<NamedSums> {
    private final SortedMap<String, Sum> sums = new TreeMap<>();

    /** No counters. */
    public NamedSums() {}

    /** The counter of that name, made if it does not exist; get it outside of the event loop. */
    public Sum sum(String name) {
        return sums.computeIfAbsent(name, key -> new Sum());
    }

    /** The names of counters that something was added to, sorted. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        sums.forEach((name, sum) -> {
            if (sum.count != 0) {
                names.add(name);
            }
        });
        return names;
    }

    @Override
    public NamedSums empty() {
        return new NamedSums();
    }

    @Override
    public boolean isEmpty() {
        return names().isEmpty();
    }

    @Override
    public void merge(NamedSums other) {
        for (String name : other.names()) {
            Sum mine = sum(name);
            Sum theirs = other.sum(name);
            mine.count += theirs.count;
            mine.exact.addRow(0, theirs.exact, 0);
        }
    }

    @Override
    public Type type() {
        return Type.INSTANCE;
    }

    @Override
    public void encode(DataOutput out) throws IOException {
        List<String> names = names();
        out.writeInt(names.size());
        for (String name : names) {
            AxisCodec.writeText(out, name);
            out.writeLong(sum(name).count);
            sum(name).exact.encodeRow(out, 0);
        }
    }

    /** One counter. */
    public static final class Sum {
        private final ExactSums exact = new ExactSums(1, 1);
        private long count;

        private Sum() {}

        /** Adds a number. */
        public void add(double x) {
            count++;
            exact.add(0, x);
        }

        /** How many numbers were added. */
        public long count() {
            return count;
        }

        /** Their sum, correctly rounded. */
        public double value() {
            return exact.value(0, 0);
        }
    }

    /** The binary form of {@link NamedSums}. */
    public static final class Type implements AccumulatorType<NamedSums> {
        static final Type INSTANCE = new Type();

        /** For the service loader. */
        public Type() {}

        @Override
        public String name() {
            return "named-sums";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Class<NamedSums> accumulatorClass() {
            return NamedSums.class;
        }

        @Override
        public NamedSums decode(DataInput in, int version) throws IOException {
            AxisCodec.checkVersion("named sums", version);
            NamedSums result = new NamedSums();
            int size = AxisCodec.size(in, Integer.MAX_VALUE, "sums");
            for (int i = 0; i < size; i++) {
                Sum sum = result.sum(AxisCodec.readText(in));
                sum.count += in.readLong();
                sum.exact.decodeRow(in, 0);
            }
            return result;
        }
    }
}
