package org.topcoffea.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A plot of histograms: layers over common bins, on a linear or logarithmic scale, with an optional panel of ratios.
 * Immutable; the methods that add something return a new plot.
 *
 * <pre>{@code
 * Plot plot = Plot.of(axis).titled("3ℓ", "41.5 fb⁻¹ (13 TeV)").stack(processes).points(data).withRatio("data / MC");
 * Files.writeString(file, plot.svg());
 * }</pre>
 *
 * @param title written above the frame, on the left
 * @param note written above the frame, on the right
 * @param x the bins
 * @param yLabel what is counted
 * @param logarithmic whether the vertical scale is logarithmic
 * @param layers what is drawn, the first one lowest
 * @param ratioLabel the label of the panel of ratios, or empty for none: everything is divided by the sum of the stack, or
 *     else by the first line
 */
public record Plot(
        String title,
        String note,
        BinAxis x,
        String yLabel,
        boolean logarithmic,
        List<Layer> layers,
        Optional<String> ratioLabel) {
    private static final double DEFAULT_SCALE = 2;

    /** Checks that everything has the same bins. */
    public Plot {
        layers = List.copyOf(layers);
        for (Layer layer : layers) {
            for (Series series : seriesOf(layer)) {
                if (series.bins() != x.bins()) {
                    throw new IllegalArgumentException("'" + series.label() + "' has " + series.bins()
                            + " values for the " + x.bins() + " bins of axis '" + x.label() + "'");
                }
            }
        }
    }

    private static List<Series> seriesOf(Layer layer) {
        return switch (layer) {
            case Layer.Stack stack -> stack.parts();
            case Layer.Line line -> List.of(line.series());
            case Layer.Points points -> List.of(points.series());
        };
    }

    /** An empty plot over some bins, labelled with events for each unit of the axis. */
    public static Plot of(BinAxis x) {
        return new Plot("", "", x, eventsLabel(x), false, List.of(), Optional.empty());
    }

    private static String eventsLabel(BinAxis x) {
        double width = x.commonWidth();
        int open = x.label().lastIndexOf('[');
        int close = x.label().lastIndexOf(']');
        if (Double.isNaN(width) || open < 0 || close < open) {
            return "Events" + (x.binLabels().isEmpty() ? " / bin" : "");
        }
        return "Events / " + Numbers.plain(width) + " " + x.label().substring(open + 1, close);
    }

    /** With texts above the frame, on the left and on the right. */
    public Plot titled(String newTitle, String newNote) {
        return new Plot(newTitle, newNote, x, yLabel, logarithmic, layers, ratioLabel);
    }

    /** With another label of the vertical axis. */
    public Plot labelled(String newYLabel) {
        return new Plot(title, note, x, newYLabel, logarithmic, layers, ratioLabel);
    }

    /** With a linear or logarithmic vertical scale. */
    public Plot logarithmic(boolean newLogarithmic) {
        return new Plot(title, note, x, yLabel, newLogarithmic, layers, ratioLabel);
    }

    /** With another layer on top. */
    public Plot with(Layer layer) {
        List<Layer> more = new ArrayList<>(layers);
        more.add(layer);
        return new Plot(title, note, x, yLabel, logarithmic, more, ratioLabel);
    }

    /** With filled steps on top of each other, the first one lowest. */
    public Plot stack(List<Series> parts) {
        return with(new Layer.Stack(parts));
    }

    /** With an outline of steps. */
    public Plot line(Series series) {
        return with(new Layer.Line(series));
    }

    /** With points and error bars. */
    public Plot points(Series series) {
        return with(new Layer.Points(series));
    }

    /** With a panel of ratios to the stack, or else to the first line. */
    public Plot withRatio(String label) {
        return new Plot(title, note, x, yLabel, logarithmic, layers, Optional.of(label));
    }

    /** What ratios are taken to: the sum of the first stack, or else the first line. */
    Optional<Series> reference() {
        Optional<Series> stack = layers.stream()
                .filter(Layer.Stack.class::isInstance)
                .map(layer -> ((Layer.Stack) layer).total())
                .findFirst();
        return stack.or(() -> layers.stream()
                .filter(Layer.Line.class::isInstance)
                .map(layer -> ((Layer.Line) layer).series())
                .findFirst());
    }

    /** The plot as an SVG document; equal plots give equal text. */
    public String svg() {
        PlotLayout layout = PlotLayout.of(this);
        SvgCanvas canvas = new SvgCanvas(layout.width(), layout.height(), title.isEmpty() ? x.label() : title);
        new PlotPainter(this, layout, canvas).paint();
        return canvas.document();
    }

    /** The plot as a PNG file, twice as large as in SVG. */
    public byte[] png() {
        return png(DEFAULT_SCALE);
    }

    /**
     * The plot as a PNG file.
     *
     * @param scale pixels for each unit of the SVG document, 0.1 to 10
     * @throws IllegalStateException if this machine has no fonts to write with
     */
    public byte[] png(double scale) {
        PlotLayout layout = PlotLayout.of(this);
        try (ImageCanvas canvas = new ImageCanvas(layout.width(), layout.height(), scale)) {
            new PlotPainter(this, layout, canvas).paint();
            return canvas.png();
        }
    }
}
