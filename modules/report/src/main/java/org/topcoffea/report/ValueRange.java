package org.topcoffea.report;

/**
 * The vertical scale of a plot, and the side of its legend: the side that wastes less height, and enough height for
 * nothing to run into the legend.
 *
 * @param scale the scale
 * @param legendLeft whether the legend is on the left
 */
record ValueRange(Scale scale, boolean legendLeft) {
    private static final double HEADROOM = 0.93;
    private static final double LEGEND_GAP = 10;
    private static final double LARGEST_LEGEND = 0.6;

    static ValueRange of(Plot plot, Legend legend, double width, double height) {
        Extent extent = Extent.of(plot);
        double allowed = 1 - Math.min(LARGEST_LEGEND, (legend.height() + LEGEND_GAP) / height);
        double right = high(plot, extent, legend, false, width, allowed);
        double left = high(plot, extent, legend, true, width, allowed);
        boolean onTheLeft = left < right * 0.98;
        double high = Math.min(left, right);
        double low = extent.low(plot.logarithmic());
        Scale scale = plot.logarithmic()
                ? new Scale.Logarithmic(low, high)
                : new Scale.Linear(low, Math.max(high, low + 1e-12));
        return new ValueRange(scale, onTheLeft);
    }

    /** The upper end that keeps everything below the frame, and what is under the legend below the legend. */
    private static double high(
            Plot plot, Extent extent, Legend legend, boolean onTheLeft, double width, double allowed) {
        double from = legend.offset(onTheLeft, width) / width;
        double to = from + legend.width() / width;
        double low = extent.low(plot.logarithmic());
        double all = stretched(low, extent.highest(0, 1), HEADROOM, plot.logarithmic());
        double under = legend.entries().isEmpty()
                ? all
                : stretched(low, extent.highest(from - 0.02, to + 0.02), allowed, plot.logarithmic());
        return Math.max(all, under);
    }

    private static double stretched(double low, double value, double fraction, boolean logarithmic) {
        if (logarithmic) {
            return low * Math.pow(Math.max(value / low, 10), 1 / fraction);
        }
        return value <= low ? low + 1 : low + (value - low) / fraction;
    }

    /** The largest and smallest values that are drawn in each bin. */
    private record Extent(BinAxis x, double[] top, double[] bottom, double smallest) {
        static Extent of(Plot plot) {
            double[] top = new double[plot.x().bins()];
            double[] bottom = new double[plot.x().bins()];
            double smallest = Double.MAX_VALUE;
            boolean stacked = plot.layers().stream().anyMatch(Layer.Stack.class::isInstance);
            for (Layer layer : plot.layers()) {
                Series series = switch (layer) {
                    case Layer.Stack stack -> stack.total();
                    case Layer.Line line -> line.series();
                    case Layer.Points points -> points.series();
                };
                for (int bin = 0; bin < top.length; bin++) {
                    double value = series.value(bin);
                    top[bin] = Math.max(top[bin], value + series.up(bin));
                    bottom[bin] = Math.min(bottom[bin], value);
                    smallest = value > 0 ? Math.min(smallest, value) : smallest;
                }
            }
            // Below the lowest sum of a stack there must be room to see its parts.
            return new Extent(plot.x(), top, bottom, smallest * (stacked ? 0.1 : 0.4));
        }

        double highest(double from, double to) {
            double begin = x.edge(0);
            double length = x.edge(x.bins()) - begin;
            double highest = 0;
            for (int bin = 0; bin < top.length; bin++) {
                if ((x.edge(bin + 1) - begin) / length > from && (x.edge(bin) - begin) / length < to) {
                    highest = Math.max(highest, top[bin]);
                }
            }
            return highest;
        }

        double low(boolean logarithmic) {
            if (logarithmic) {
                double highest = highest(0, 1);
                if (highest <= 0) {
                    return 0.1;
                }
                return Math.max(smallest, highest * 1e-7);
            }
            double lowest = 0;
            for (double value : bottom) {
                lowest = Math.min(lowest, value);
            }
            return lowest * 1.15;
        }
    }
}
