package org.topcoffea.report;

import java.util.ArrayList;
import java.util.List;
import org.topcoffea.report.Canvas.Anchor;
import org.topcoffea.report.Canvas.Pen;
import org.topcoffea.report.Canvas.Style;

/**
 * Curves over time, as lines or as layers on top of each other.
 *
 * @param title is written above the frame
 * @param xLabel the label of the horizontal axis
 * @param yLabel the label of the vertical axis
 * @param times the moments, ascending
 * @param curves a value for each moment
 * @param stacked whether the curves are layers, the first one lowest; a layer's value holds since the moment before
 * @param from the first moment to show
 * @param to the last moment to show
 */
public record TimeGraph(
        String title,
        String xLabel,
        String yLabel,
        double[] times,
        List<Curve> curves,
        boolean stacked,
        double from,
        double to) {
    /** The usual width of a picture in pixels. */
    public static final int WIDTH = 760;

    /** The usual height of a picture in pixels. */
    public static final int HEIGHT = 520;

    private static final double TOP = 46;
    private static final double BOTTOM = 62;
    private static final double RIGHT = 30;
    private static final double LEGEND_LINE = 24;
    /** For the power of ten between legend and frame. */
    private static final double POWER = 22;

    private static final double HEADROOM = 1.04;
    private static final int Y_TICKS = 6;

    /**
     * One curve.
     *
     * @param name what it shows
     * @param values its values
     */
    public record Curve(String name, double[] values) {}

    /** Copies the list. */
    public TimeGraph {
        curves = List.copyOf(curves);
    }

    /**
     * The graph as an SVG document.
     *
     * @param width its width, at least 200
     * @param height its height, at least 150
     */
    public String svg(int width, int height) {
        SvgCanvas canvas = new SvgCanvas(width, height, title.isEmpty() ? yLabel : title);
        paint(canvas, width, height);
        return canvas.document();
    }

    /**
     * The graph as a PNG file.
     *
     * @param width its width in pixels, at least 200
     * @param height its height in pixels, at least 150
     * @throws IllegalStateException if this machine has no fonts to write with
     */
    public byte[] png(int width, int height) {
        try (ImageCanvas canvas = new ImageCanvas(width, height, 1)) {
            paint(canvas, width, height);
            return canvas.png();
        }
    }

    private void paint(Canvas canvas, double width, double height) {
        List<Row> rows = legend(width);
        Scale x = new Scale.Linear(low(), high());
        Scale y = new Scale.Linear(0, Math.max(1e-6, highest() * (stacked ? 1 : HEADROOM)));
        Ticks ticks = Ticks.of(y, Y_TICKS);
        double top = TOP + rows.size() * LEGEND_LINE + (ticks.exponent() == 0 ? 0 : POWER);
        double left = Math.max(
                76,
                46
                        + ticks.marks().stream()
                                .mapToDouble(
                                        mark -> RichText.parse(mark.label()).width(PlotLayout.TICK_SIZE))
                                .max()
                                .orElse(0));
        PlotLayout.Panel panel = new PlotLayout.Panel(
                left, top, Math.max(50, width - left - RIGHT), Math.max(50, height - top - BOTTOM), x, y, ticks);
        Style heading = new Style(PlotLayout.LABEL_SIZE, Palette.INK, true, Anchor.START, 0);
        canvas.text(left, TOP - 18, RichText.parse(title.replace("$", "")), heading);
        paintLegend(canvas, rows, left);
        canvas.clip(panel.left(), panel.top(), panel.width(), panel.height());
        if (stacked) {
            paintLayers(canvas, panel);
        } else {
            paintLines(canvas, panel);
        }
        canvas.unclip();
        AxisPainter axes = new AxisPainter(canvas);
        axes.paintVertical(panel, yLabel, true);
        axes.paintTime(panel, xLabel, height);
    }

    private double low() {
        return Math.max(from, times[0]);
    }

    private double high() {
        double high = Math.min(to, times[times.length - 1]);
        // A single moment has no duration to draw.
        return high > low() ? high : low() + Math.max(1e-3, Math.abs(low()) * 1e-3);
    }

    private double highest() {
        double highest = 0;
        for (int i = 0; i < times.length; i++) {
            double sum = 0;
            for (Curve curve : curves) {
                sum = stacked ? sum + curve.values()[i] : Math.max(sum, curve.values()[i]);
            }
            if (times[i] >= low() && times[i] <= high()) {
                highest = Math.max(highest, sum);
            }
        }
        return highest;
    }

    private void paintLines(Canvas canvas, PlotLayout.Panel panel) {
        // Dashed lines come after solid ones, so that both are seen where they lie on each other.
        for (int c = 0; c < curves.size(); c++) {
            double[] values = curves.get(c).values();
            double[] xs = new double[values.length];
            double[] ys = new double[values.length];
            for (int i = 0; i < values.length; i++) {
                xs[i] = panel.xAt(times[i]);
                ys[i] = panel.yAt(values[i]);
            }
            canvas.line(xs, ys, pen(c));
        }
    }

    private Pen pen(int curve) {
        return new Pen(Palette.filling(curve, curves.size()), 2.2, Palette.dashes(curve));
    }

    private void paintLayers(Canvas canvas, PlotLayout.Panel panel) {
        double[] below = new double[times.length];
        for (int c = 0; c < curves.size(); c++) {
            double[] values = curves.get(c).values();
            int steps = times.length - 1;
            double[] xs = new double[4 * steps];
            double[] ys = new double[4 * steps];
            for (int i = 0; i < steps; i++) {
                for (int side = 0; side < 2; side++) {
                    int up = 2 * i + side;
                    int back = 4 * steps - 1 - up;
                    xs[up] = panel.xAt(times[i + side]);
                    ys[up] = panel.yAt(below[i + 1] + values[i + 1]);
                    xs[back] = xs[up];
                    ys[back] = panel.yAt(below[i + 1]);
                }
                below[i + 1] += values[i + 1];
            }
            if (steps > 0) {
                canvas.fill(xs, ys, colour(c), 1);
            }
        }
    }

    /** Waiting, and what is not accounted for, stay pale. */
    private int colour(int curve) {
        return switch (curves.get(curve).name()) {
            case "other" -> 0xE3E3E6;
            case "polling" -> 0xC3D3E8;
            default -> Palette.filling(curve, curves.size());
        };
    }

    /** Names that stand beside each other above the frame. */
    private record Row(List<Integer> curves) {}

    private List<Row> legend(double width) {
        List<Row> rows = new ArrayList<>();
        List<Integer> row = new ArrayList<>();
        double used = 0;
        for (int c = 0; c < curves.size(); c++) {
            double room = room(c);
            if (!row.isEmpty() && used + room > width - 76 - RIGHT) {
                rows.add(new Row(List.copyOf(row)));
                row.clear();
                used = 0;
            }
            row.add(c);
            used += room;
        }
        rows.add(new Row(List.copyOf(row)));
        return rows;
    }

    private double room(int curve) {
        return Legend.SYMBOL + 6 + RichText.parse(curves.get(curve).name()).width(Legend.SIZE) + 20;
    }

    private void paintLegend(Canvas canvas, List<Row> rows, double left) {
        Style style = new Style(Legend.SIZE, Palette.INK, false, Anchor.START, 0);
        for (int r = 0; r < rows.size(); r++) {
            double y = TOP + 6 + r * LEGEND_LINE;
            double x = left;
            for (int c : rows.get(r).curves()) {
                if (stacked) {
                    canvas.rectangle(x, y - 6, x + Legend.SYMBOL, y + 6, colour(c), 1);
                } else {
                    canvas.segment(x, y, x + Legend.SYMBOL, y, pen(c));
                }
                canvas.text(
                        x + Legend.SYMBOL + 6,
                        y + 5,
                        RichText.parse(curves.get(c).name()),
                        style);
                x += room(c);
            }
        }
    }
}
