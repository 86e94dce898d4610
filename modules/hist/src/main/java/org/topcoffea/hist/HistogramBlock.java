package org.topcoffea.hist;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.topcoffea.hist.internal.Sums;
import org.topcoffea.hist.internal.TermSums;

/**
 * The bins of one combination of categories: a row for each bin of the dense axes, flow bins included. It stays valid as
 * long as its histogram; getting it once and filling it often is the fast way.
 *
 * <p>With several dense axes rows are counted with the last axis fastest.
 */
public abstract sealed class HistogramBlock permits Histogram.Block, EftHistogram.Block {
    private final Sums sums;
    private final @Nullable TermSums squares;
    private final List<String> categories;
    private final List<DenseAxis> axes;
    private final @Nullable DenseAxis first;
    private final @Nullable DenseAxis second;
    private long entries;

    HistogramBlock(List<String> categories, List<DenseAxis> axes, Sums sums, @Nullable TermSums squares) {
        this.categories = categories;
        this.axes = axes;
        this.sums = sums;
        this.squares = squares;
        this.first = axes.isEmpty() ? null : axes.get(0);
        this.second = axes.size() != 2 ? null : axes.get(1);
    }

    /** One category for each category axis, in the order of the axes. */
    public final List<String> categories() {
        return categories;
    }

    /** How often this was filled, whatever the weights, not counting fills that fell outside without a flow bin. */
    public final long entries() {
        return entries;
    }

    /** The number of rows: the product of the extents of the dense axes. */
    public final int rows() {
        return sums.rows();
    }

    /** The row of a value in a histogram with one dense axis; −1 if it falls outside and there is no flow bin. */
    public final int row(double x) {
        if (first == null || axes.size() != 1) {
            throw wrongDimension(1);
        }
        return first.row(x);
    }

    /** The row of a pair of values in a histogram with two dense axes; −1 if it falls outside without a flow bin. */
    public final int row(double x, double y) {
        if (first == null || second == null) {
            throw wrongDimension(2);
        }
        int i = first.row(x);
        int j = second.row(y);
        return i < 0 || j < 0 ? -1 : i * second.extent() + j;
    }

    /** Whether nothing was filled, or everything that was is zero. */
    public final boolean isEmpty() {
        if (entries != 0) {
            return false;
        }
        for (int row = 0; row < rows(); row++) {
            if (!isZero(row)) {
                return false;
            }
        }
        return true;
    }

    final void counted(long n) {
        entries += n;
    }

    /** Adds the rows of another block; row i goes to {@code rowMap[i]}, or nowhere if that is negative. */
    final void addRows(HistogramBlock other, int[] rowMap) {
        for (int row = 0; row < rowMap.length; row++) {
            if (rowMap[row] >= 0) {
                sums.addRow(rowMap[row], other.sums, row);
                if (squares != null && other.squares != null) {
                    squares.addRow(rowMap[row], other.squares, row);
                }
            }
        }
        entries += other.entries;
    }

    /** Writes which rows are not zero, and those. */
    final void encode(DataOutput out) throws IOException {
        boolean[] filled = new boolean[rows()];
        for (int row = 0; row < filled.length; row++) {
            filled[row] = !isZero(row);
            out.writeBoolean(filled[row]);
        }
        out.writeLong(entries);
        for (int row = 0; row < filled.length; row++) {
            if (filled[row]) {
                sums.encodeRow(out, row);
                if (squares != null) {
                    squares.encodeRow(out, row);
                }
            }
        }
    }

    private boolean isZero(int row) {
        return sums.isZero(row) && (squares == null || squares.isZero(row));
    }

    final void decode(DataInput in, BitSet filled) throws IOException {
        entries = in.readLong();
        if (entries < 0) {
            throw new IOException(entries + " entries");
        }
        for (int row = filled.nextSetBit(0); row >= 0; row = filled.nextSetBit(row + 1)) {
            sums.decodeRow(in, row);
            if (squares != null) {
                squares.decodeRow(in, row);
            }
        }
    }

    private IllegalStateException wrongDimension(int given) {
        return new IllegalStateException("filled with " + given + " value(s), but the histogram has " + axes.size()
                + " dense axes: " + axes.stream().map(Axis::name).toList());
    }
}
