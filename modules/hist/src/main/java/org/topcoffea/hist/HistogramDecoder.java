package org.topcoffea.hist;

import java.io.DataInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.topcoffea.hist.internal.AxisCodec;

/** Reads encoded histograms; whatever is wrong with the bytes becomes an {@link IOException}. */
final class HistogramDecoder {
    private static final int MAX_BLOCKS = 1 << 28;

    private HistogramDecoder() {}

    static Histogram read(DataInput in, int version) throws IOException {
        AxisCodec.checkVersion("histogram", version);
        try {
            List<Axis> axes = AxisCodec.read(in);
            Storage storage = constant(in, Storage.values());
            Summation summation = constant(in, Summation.values());
            Histogram histogram = Histogram.of(storage, summation, axes);
            if (histogram.summation() != summation) {
                throw new IOException("counts with " + summation + " sums");
            }
            readBlocks(in, histogram);
            return histogram;
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IOException("histogram: " + e.getMessage(), e);
        }
    }

    static EftHistogram readEft(DataInput in, int version) throws IOException {
        AxisCodec.checkVersion("EFT histogram", version);
        try {
            List<Axis> axes = AxisCodec.read(in);
            WilsonCoefficients coefficients = new WilsonCoefficients(AxisCodec.readTexts(in, 127));
            Summation summation = constant(in, Summation.values());
            boolean squared = in.readBoolean();
            EftHistogram histogram = EftHistogram.of(coefficients, summation, squared, axes);
            readBlocks(in, histogram);
            return histogram;
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IOException("EFT histogram: " + e.getMessage(), e);
        }
    }

    private static void readBlocks(DataInput in, SparseHistogram<?, ? extends HistogramBlock> histogram)
            throws IOException {
        int blocks = AxisCodec.size(in, MAX_BLOCKS, "blocks");
        int axes = histogram.categoryAxes().size();
        for (int i = 0; i < blocks; i++) {
            List<String> key = new ArrayList<>(axes);
            for (int axis = 0; axis < axes; axis++) {
                key.add(AxisCodec.readText(in));
            }
            // Read before the block is made: bytes that end early must not have cost its memory.
            BitSet filled = readFlags(in, histogram.rows());
            HistogramBlock block = histogram.block(key);
            if (!block.isEmpty()) {
                throw new IOException("block " + key + " occurs twice");
            }
            block.decode(in, filled);
        }
    }

    private static BitSet readFlags(DataInput in, int rows) throws IOException {
        BitSet flags = new BitSet();
        for (int row = 0; row < rows; row++) {
            flags.set(row, in.readBoolean());
        }
        return flags;
    }

    private static <E> E constant(DataInput in, E[] values) throws IOException {
        int index = in.readUnsignedByte();
        if (index >= values.length) {
            throw new IOException("code " + index + ", where 0 to " + (values.length - 1) + " are possible");
        }
        return values[index];
    }
}
