package org.topcoffea.runner;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.topcoffea.hist.EftHistogram;
import org.topcoffea.hist.Histogram;
import org.topcoffea.hist.Summation;
import org.topcoffea.spi.Accumulator;
import org.topcoffea.spi.AccumulatorType;
import org.topcoffea.spi.Output;
import org.topcoffea.spi.Outputs;

/**
 * The accumulators of a processor by name, in the order of their names. Merging is associative and commutative because
 * theirs is. Not thread-safe.
 */
public final class Accumulators implements Output {
    private static final int MAGIC = 0x74634143;
    private static final int MAXIMUM_COUNT = 1 << 20;

    private final Map<String, Accumulator<?>> byName = new TreeMap<>();

    /** A collector of declarations, from which empty accumulators are made as often as needed. */
    public static final class Declarations implements Outputs {
        private final Map<String, Supplier<? extends Accumulator<?>>> suppliers = new TreeMap<>();

        private final boolean reproducible;

        /**
         * Nothing declared yet.
         *
         * @param reproducible whether histograms are made to add in a way that does not depend on the order of events,
         *     even where their processor leaves that open
         */
        public Declarations(boolean reproducible) {
            this.reproducible = reproducible;
        }

        @Override
        public void declare(String name, Supplier<? extends Accumulator<?>> empty) {
            if (!name.matches("[A-Za-z0-9_.-]+")) {
                throw new IllegalArgumentException(
                        "accumulator name '" + name + "': only letters, digits, '_', '-', '.'");
            }
            if (suppliers.putIfAbsent(name, empty) != null) {
                throw new IllegalArgumentException("accumulator '" + name + "' is declared twice");
            }
        }

        /** A new, empty set of all that was declared. */
        public Accumulators empty() {
            Accumulators accumulators = new Accumulators();
            suppliers.forEach((name, supplier) -> accumulators.byName.put(name, made(supplier.get())));
            return accumulators;
        }

        private Accumulator<?> made(Accumulator<?> accumulator) {
            return switch (accumulator) {
                case EftHistogram eft when reproducible -> eft.with(Summation.REPRODUCIBLE);
                case Histogram plain when reproducible -> plain.with(Summation.REPRODUCIBLE);
                default -> accumulator;
            };
        }
    }

    private Accumulators() {}

    /** All accumulators by name; a read-only view in the order of the names. */
    public Map<String, Accumulator<?>> asMap() {
        return Collections.unmodifiableMap(byName);
    }

    @Override
    public <A extends Accumulator<A>> A get(String name, Class<A> type) {
        Accumulator<?> accumulator = byName.get(name);
        if (!type.isInstance(accumulator)) {
            throw new IllegalArgumentException(
                    accumulator == null
                            ? "no accumulator '" + name + "' was declared; there are " + byName.keySet()
                            : "accumulator '" + name + "' is a "
                                    + accumulator.getClass().getSimpleName() + ", not a " + type.getSimpleName());
        }
        return type.cast(accumulator);
    }

    /**
     * Adds the content of others to these; the others are not changed.
     *
     * @throws IllegalArgumentException if the names, types or structures differ
     */
    public void merge(Accumulators other) {
        if (!byName.keySet().equals(other.byName.keySet())) {
            throw new IllegalArgumentException(
                    "cannot merge " + other.byName.keySet() + " into " + byName.keySet() + ": different accumulators");
        }
        byName.forEach((name, accumulator) -> mergeOne(name, accumulator, other));
    }

    private static <A extends Accumulator<A>> void mergeOne(String name, Accumulator<A> into, Accumulators from) {
        Class<A> type = into.type().accumulatorClass();
        try {
            type.cast(into).merge(from.get(name, type));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("accumulator '" + name + "': " + e.getMessage(), e);
        }
    }

    /** Writes all accumulators; equal contents give equal bytes. */
    public void encode(DataOutput out) throws IOException {
        out.writeInt(MAGIC);
        out.writeInt(byName.size());
        for (Map.Entry<String, Accumulator<?>> entry : byName.entrySet()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            entry.getValue().encode(new DataOutputStream(bytes));
            out.writeUTF(entry.getKey());
            out.writeUTF(entry.getValue().type().name());
            out.writeInt(entry.getValue().type().version());
            out.writeInt(bytes.size());
            out.write(bytes.toByteArray());
        }
    }

    /**
     * Reads accumulators back.
     *
     * @param in what {@link #encode} wrote
     * @param types finds a type by its name; throws if there is none
     * @throws IOException if the bytes are damaged or of a newer version
     */
    public static Accumulators decode(DataInput in, Function<String, AccumulatorType<?>> types) throws IOException {
        if (in.readInt() != MAGIC) {
            throw new IOException("not a set of accumulators");
        }
        int count = in.readInt();
        if (count < 0 || count > MAXIMUM_COUNT) {
            throw new IOException("a set of " + count + " accumulators is not plausible");
        }
        Accumulators accumulators = new Accumulators();
        for (int i = 0; i < count; i++) {
            String name = in.readUTF();
            accumulators.byName.put(name, decodeOne(name, types.apply(in.readUTF()), in));
        }
        return accumulators;
    }

    private static Accumulator<?> decodeOne(String name, AccumulatorType<?> type, DataInput in) throws IOException {
        int version = in.readInt();
        int length = in.readInt();
        if (version < 0 || version > type.version()) {
            throw new IOException("accumulator '" + name + "' was written by version " + version + " of '" + type.name()
                    + "', this program knows up to " + type.version());
        }
        if (length < 0) {
            throw new IOException("accumulator '" + name + "' has a negative length");
        }
        return type.decode(new DataInputStream(new ByteArrayInputStream(readExactly(in, length))), version);
    }

    /** Reads in steps, so that a wrong length ends with the input and not with a huge allocation. */
    private static byte[] readExactly(DataInput in, int length) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.min(length, 1 << 16));
        byte[] step = new byte[Math.min(length, 1 << 16)];
        for (int left = length; left > 0; left -= Math.min(left, step.length)) {
            int part = Math.min(left, step.length);
            in.readFully(step, 0, part);
            bytes.write(step, 0, part);
        }
        return bytes.toByteArray();
    }
}
