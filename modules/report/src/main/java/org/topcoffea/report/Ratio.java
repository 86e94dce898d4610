package org.topcoffea.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The quotients of a layer and the reference of a plot. Uncertainties are those of the layer alone; the reference has a
 * band of its own.
 *
 * @param values for each bin in which the reference is positive
 */
record Ratio(List<Value> values) {
    /**
     * The quotient in one bin.
     *
     * @param bin the bin
     * @param value the quotient
     * @param down its uncertainty downwards
     * @param up its uncertainty upwards
     */
    record Value(int bin, double value, double down, double up) {}

    /** The ratio of lines and points; stacks have none. */
    static Optional<Ratio> of(Layer layer, Series reference) {
        return switch (layer) {
            case Layer.Stack stack -> Optional.empty();
            case Layer.Line line -> Optional.of(of(line.series(), reference, true));
            case Layer.Points points -> Optional.of(of(points.series(), reference, false));
        };
    }

    private static Ratio of(Series series, Series reference, boolean withZeros) {
        List<Value> values = new ArrayList<>();
        for (int bin = 0; bin < series.bins(); bin++) {
            double divisor = reference.value(bin);
            if (divisor > 0 && (withZeros || series.value(bin) != 0)) {
                values.add(new Value(
                        bin, series.value(bin) / divisor, series.down(bin) / divisor, series.up(bin) / divisor));
            }
        }
        return new Ratio(List.copyOf(values));
    }
}
