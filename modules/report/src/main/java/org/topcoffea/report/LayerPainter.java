package org.topcoffea.report;

import java.util.List;
import org.topcoffea.report.Canvas.Pen;
import org.topcoffea.report.PlotLayout.Panel;

/** Draws the layers of a plot into a panel. */
final class LayerPainter {
    private static final double POINT_RADIUS = 4;
    private static final double HATCH_DISTANCE = 6;
    private static final double BAND_OPACITY = 0.18;
    private static final double ARROW = 6;

    private final Plot plot;
    private final BinAxis x;
    private final Canvas canvas;

    LayerPainter(Plot plot, Canvas canvas) {
        this.plot = plot;
        this.x = plot.x();
        this.canvas = canvas;
    }

    int stackSize() {
        return plot.layers().stream()
                .mapToInt(layer ->
                        layer instanceof Layer.Stack stack ? stack.parts().size() : 0)
                .max()
                .orElse(0);
    }

    void stack(Panel panel, Layer.Stack stack) {
        double[] below = new double[x.bins()];
        List<Series> parts = stack.parts();
        for (int part = 0; part < parts.size(); part++) {
            double[] above = below.clone();
            for (int bin = 0; bin < above.length; bin++) {
                above[bin] += parts.get(part).value(bin);
            }
            fillBetween(panel, below, above, Palette.filling(part, parts.size()), 1);
            below = above;
        }
        Series total = stack.total();
        for (int bin = 0; bin < x.bins() && total.hasErrors(); bin++) {
            double low = visible(panel, total.value(bin) - total.down(bin));
            double high = visible(panel, total.value(bin) + total.up(bin));
            hatch(panel.xAt(x.edge(bin)), panel.yAt(high), panel.xAt(x.edge(bin + 1)), panel.yAt(low));
        }
        steps(panel, below, Pen.solid(Palette.INK, 1));
    }

    private static double visible(Panel panel, double value) {
        return Math.clamp(value, panel.y().low(), panel.y().high());
    }

    private void fillBetween(Panel panel, double[] below, double[] above, int colour, double opacity) {
        int bins = x.bins();
        double[] xs = new double[4 * bins];
        double[] ys = new double[4 * bins];
        for (int bin = 0; bin < bins; bin++) {
            int back = 4 * bins - 1 - 2 * bin;
            xs[2 * bin] = xs[back] = panel.xAt(x.edge(bin));
            xs[2 * bin + 1] = xs[back - 1] = panel.xAt(x.edge(bin + 1));
            ys[2 * bin] = ys[2 * bin + 1] = panel.yAt(visible(panel, above[bin]));
            ys[back] = ys[back - 1] = panel.yAt(visible(panel, below[bin]));
        }
        canvas.fill(xs, ys, colour, opacity);
    }

    private void steps(Panel panel, double[] values, Pen pen) {
        int bins = x.bins();
        double[] xs = new double[2 * bins];
        double[] ys = new double[2 * bins];
        for (int bin = 0; bin < bins; bin++) {
            xs[2 * bin] = panel.xAt(x.edge(bin));
            xs[2 * bin + 1] = panel.xAt(x.edge(bin + 1));
            ys[2 * bin] = ys[2 * bin + 1] = panel.yAt(values[bin]);
        }
        canvas.line(xs, ys, pen);
    }

    /** Slanted lines at common places, so that those of neighbouring rectangles meet. */
    void hatch(double x0, double y0, double x1, double y1) {
        Pen pen = Pen.solid(Palette.BAND, 0.7);
        double first = Math.ceil((x0 + y0) / HATCH_DISTANCE) * HATCH_DISTANCE;
        for (double sum = first; sum <= x1 + y1; sum += HATCH_DISTANCE) {
            double left = Math.max(x0, sum - y1);
            double right = Math.min(x1, sum - y0);
            if (right > left) {
                canvas.segment(left, sum - left, right, sum - right, pen);
            }
        }
    }

    /** The pen of a line, counted from 0. Points and the outline of a stack are drawn in ink: lines leave it to them. */
    Pen pen(int line) {
        boolean onlyLines = plot.layers().stream().allMatch(Layer.Line.class::isInstance);
        return new Pen(Palette.outline(onlyLines ? line : line + 1), 2.2, Palette.dashes(line));
    }

    void line(Panel panel, Series series, int line) {
        int colour = pen(line).colour();
        if (series.hasErrors()) {
            double[] low = new double[x.bins()];
            double[] high = new double[x.bins()];
            for (int bin = 0; bin < x.bins(); bin++) {
                low[bin] = series.value(bin) - series.down(bin);
                high[bin] = series.value(bin) + series.up(bin);
            }
            fillBetween(panel, low, high, colour, BAND_OPACITY);
        }
        steps(panel, series.values(), pen(line));
    }

    void points(Panel panel, Series series) {
        for (int bin = 0; bin < x.bins(); bin++) {
            if (series.value(bin) != 0) {
                point(panel, bin, series.value(bin), series.down(bin), series.up(bin));
            }
        }
    }

    private void point(Panel panel, int bin, double value, double down, double up) {
        double middle = panel.xAt(x.center(bin));
        Pen pen = Pen.solid(Palette.INK, 1.5);
        if (down > 0 || up > 0) {
            canvas.segment(
                    middle,
                    panel.yAt(visible(panel, value - down)),
                    middle,
                    panel.yAt(visible(panel, value + up)),
                    pen);
        }
        if (Double.isNaN(x.commonWidth()) && x.binLabels().isEmpty()) {
            double y = panel.yAt(value);
            canvas.segment(panel.xAt(x.edge(bin)), y, panel.xAt(x.edge(bin + 1)), y, pen);
        }
        canvas.disc(middle, panel.yAt(value), POINT_RADIUS, Palette.INK);
    }

    /** The relative uncertainty of the reference, around one. */
    void referenceBand(Panel panel, Series reference) {
        for (int bin = 0; bin < x.bins(); bin++) {
            double value = reference.value(bin);
            if (value > 0 && (reference.up(bin) > 0 || reference.down(bin) > 0)) {
                double low = visible(panel, 1 - reference.down(bin) / value);
                double high = visible(panel, 1 + reference.up(bin) / value);
                hatch(panel.xAt(x.edge(bin)), panel.yAt(high), panel.xAt(x.edge(bin + 1)), panel.yAt(low));
            }
        }
    }

    void ratioLine(Panel panel, Ratio ratio, int line) {
        Pen pen = pen(line);
        for (int i = 0; i < ratio.values().size(); i++) {
            Ratio.Value value = ratio.values().get(i);
            double left = panel.xAt(x.edge(value.bin()));
            double right = panel.xAt(x.edge(value.bin() + 1));
            double y = panel.yAt(value.value());
            canvas.segment(left, y, right, y, pen);
            if (i > 0 && ratio.values().get(i - 1).bin() == value.bin() - 1) {
                canvas.segment(left, panel.yAt(ratio.values().get(i - 1).value()), left, y, pen);
            }
            arrowIfOutside(panel, value, pen.colour());
        }
    }

    void ratioPoints(Panel panel, Ratio ratio) {
        for (Ratio.Value value : ratio.values()) {
            point(panel, value.bin(), value.value(), value.down(), value.up());
            arrowIfOutside(panel, value, Palette.INK);
        }
    }

    /** What lies outside of the panel is not silently left out. */
    private void arrowIfOutside(Panel panel, Ratio.Value value, int colour) {
        boolean above = value.value() > panel.y().high();
        if (above || value.value() < panel.y().low()) {
            double middle = panel.xAt(x.center(value.bin()));
            double tip = above ? panel.top() + 3 : panel.bottom() - 3;
            double base = above ? tip + ARROW * 1.4 : tip - ARROW * 1.4;
            canvas.fill(
                    new double[] {middle - ARROW, middle + ARROW, middle}, new double[] {base, base, tip}, colour, 1);
        }
    }
}
