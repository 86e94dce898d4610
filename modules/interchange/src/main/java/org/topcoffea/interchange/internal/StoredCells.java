package org.topcoffea.interchange.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.topcoffea.hist.CategoryAxis;

/** The cells of a histogram in an archive, dense or sparse, and the number of fills of its blocks. */
public final class StoredCells {
    private final Described description;
    private final Entries entries;
    private final UhiLayout layout;

    /** Opens an entry of the archive. */
    @FunctionalInterface
    public interface Entries {
        /** Opens it. */
        InputStream open(String name) throws IOException;
    }

    /** Takes cells that are not zero. */
    @FunctionalInterface
    public interface Consumer {
        /** Takes one: its terms, its variance, and its value as an integer if the storage has integers. */
        void accept(long cell, double[] values, double variance, long integer) throws IOException;
    }

    /** Takes the number of fills of blocks. */
    @FunctionalInterface
    public interface BlockConsumer {
        /** Takes one. */
        void accept(List<String> key, long fills) throws IOException;
    }

    /** Reads the axes. */
    public StoredCells(Described description, Entries entries, String termAxis) throws IOException {
        this.description = description;
        this.entries = entries;
        this.layout = new UhiLayout(description, this::array, termAxis);
    }

    /** The axes. */
    public UhiLayout layout() {
        return layout;
    }

    private Npy array(String entry) throws IOException {
        try (InputStream in = entries.open(entry)) {
            return Npy.read(in);
        } catch (IOException e) {
            throw new IOException(entry + ": " + e.getMessage(), e);
        }
    }

    private @Nullable Npy array(Described storage, String key) throws IOException {
        Object value = storage.json().get(key);
        if (value == null) {
            return null;
        }
        if (!(value instanceof String entry)) {
            throw new IOException("'" + key + "' inside of the description, where the name of an array belongs");
        }
        return array(entry);
    }

    /** Passes on all cells that are not zero. */
    public void forEach(Consumer consumer) throws IOException {
        Described storage = description.child("storage");
        Npy values = array(storage, "values");
        if (values == null) {
            return;
        }
        Npy variances = array(storage, "variances");
        Npy index = array(storage, "index");
        if (variances != null && variances.numbers().length != values.numbers().length) {
            throw new IOException("different numbers of values and variances");
        }
        if (index != null) {
            sparse(values, variances, index, consumer);
            return;
        }
        int terms = layout.terms();
        if (values.numbers().length != Math.multiplyExact(layout.cells(), terms)) {
            throw new IOException(values.numbers().length + " values for " + layout.cells() + " bins");
        }
        for (int cell = 0; cell < layout.cells(); cell++) {
            double[] vector = Arrays.copyOfRange(values.numbers(), cell * terms, (cell + 1) * terms);
            double variance = variances == null ? 0 : variances.numbers()[cell];
            if (variance != 0 || !isZero(vector)) {
                long integer = values.integers().length == 0 ? (long) vector[0] : values.integers()[cell * terms];
                consumer.accept(cell, vector, variance, integer);
            }
        }
    }

    private static boolean isZero(double[] vector) {
        for (double value : vector) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    private void sparse(Npy values, @Nullable Npy variances, Npy index, Consumer consumer) throws IOException {
        int count = values.numbers().length;
        int dimensions = layout.dimensions() + (layout.terms() > 1 ? 1 : 0);
        boolean hasTerms = index.shape().length == 2 && index.shape()[0] == layout.dimensions() + 1;
        if (index.shape().length != 2
                || index.shape()[0] != (hasTerms ? layout.dimensions() + 1 : dimensions)
                || index.shape()[1] != count
                || index.integers().length != index.numbers().length) {
            throw new IOException("index of shape " + Arrays.toString(index.shape()) + " for " + count + " values");
        }
        Map<Long, double[]> vectors = new TreeMap<>();
        long[] position = new long[layout.dimensions()];
        for (int i = 0; i < count; i++) {
            for (int axis = 0; axis < position.length; axis++) {
                position[axis] = index.integers()[axis * count + i];
            }
            long term = hasTerms ? index.integers()[position.length * count + i] : 0;
            if (term < 0 || term >= layout.terms()) {
                throw new IOException("term " + term + " of " + layout.terms());
            }
            double[] vector = vectors.computeIfAbsent(layout.cell(position), cell -> new double[layout.terms() + 1]);
            vector[(int) term] = values.numbers()[i];
            vector[layout.terms()] = variances == null ? 0 : variances.numbers()[i];
        }
        for (Map.Entry<Long, double[]> entry : vectors.entrySet()) {
            double[] vector = entry.getValue();
            consumer.accept(
                    entry.getKey(), Arrays.copyOf(vector, layout.terms()), vector[layout.terms()], (long) vector[0]);
        }
    }

    /** Passes on the number of fills of blocks, if the archive has them. */
    public void forEachBlock(BlockConsumer consumer) throws IOException {
        Npy blocks = array(description.child("writer_info").child("topcoffea"), "blocks");
        if (blocks == null) {
            return;
        }
        if (blocks.shape().length != 2 || blocks.integers().length != blocks.numbers().length) {
            throw new IOException("numbers of fills of shape " + Arrays.toString(blocks.shape()));
        }
        int width = blocks.shape()[1];
        long categories = layout.declared().stream()
                .filter(CategoryAxis.class::isInstance)
                .count();
        if (width != categories + 1) {
            throw new IOException(
                    "numbers of fills of " + (width - 1) + " category axes, where there are " + categories);
        }
        for (int i = 0; i < blocks.shape()[0]; i++) {
            long[] row = Arrays.copyOfRange(blocks.integers(), i * width, (i + 1) * width);
            if (row[width - 1] < 0) {
                throw new IOException(row[width - 1] + " fills");
            }
            consumer.accept(layout.categories(row), row[width - 1]);
        }
    }
}
