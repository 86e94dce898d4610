package org.topcoffea.interchange;

import java.util.List;
import org.topcoffea.hist.DenseAxis;
import org.topcoffea.hist.Histogram;

/**
 * The bins of one block in the order of ROOT: every axis with underflow and overflow, which are 0 where the histogram has
 * none, and the first axis fastest.
 *
 * @param contents the sums of weights
 * @param variances the sums of squared weights; the contents themselves for storages without them
 * @param entries the number of fills
 */
public record RootCells(double[] contents, double[] variances, long entries) {
    /**
     * Rearranges a block.
     *
     * @param axes the dense axes of its histogram
     * @param block the block
     */
    public static RootCells of(List<DenseAxis> axes, Histogram.Block block) {
        int cells = 1;
        for (DenseAxis axis : axes) {
            cells = Math.multiplyExact(cells, axis.bins() + 2);
        }
        double[] contents = new double[cells];
        double[] variances = new double[cells];
        for (int row = 0; row < block.rows(); row++) {
            int cell = cell(axes, row);
            contents[cell] = block.value(row);
            variances[cell] = block.variance(row);
        }
        return new RootCells(contents, variances, block.entries());
    }

    /** The cell in the order of ROOT that a row is stored in. */
    static int cell(List<DenseAxis> axes, int row) {
        int rest = row;
        int cell = 0;
        for (int i = axes.size() - 1; i >= 0; i--) {
            DenseAxis axis = axes.get(i);
            int position = rest % axis.extent() + (axis.underflow() ? 0 : 1);
            rest /= axis.extent();
            int stride = 1;
            for (int before = 0; before < i; before++) {
                stride *= axes.get(before).bins() + 2;
            }
            cell += position * stride;
        }
        return cell;
    }
}
