package org.topcoffea.report;

import java.util.Optional;
import org.topcoffea.report.Canvas.Anchor;
import org.topcoffea.report.Canvas.Pen;
import org.topcoffea.report.Canvas.Style;
import org.topcoffea.report.PlotLayout.Panel;

/** Draws a plot on a canvas. */
final class PlotPainter {
    private static final double TITLE_SIZE = 19;
    private static final double NOTE_SIZE = 16;
    private static final double LEGEND_POINT = 4;

    private final Plot plot;
    private final PlotLayout layout;
    private final Canvas canvas;
    private final LayerPainter layers;
    private final AxisPainter axes;

    PlotPainter(Plot plot, PlotLayout layout, Canvas canvas) {
        this.plot = plot;
        this.layout = layout;
        this.canvas = canvas;
        this.layers = new LayerPainter(plot, canvas);
        this.axes = new AxisPainter(canvas);
    }

    void paint() {
        canvas.rectangle(0, 0, layout.width(), layout.height(), 0xFFFFFF, 1);
        Panel main = layout.main();
        canvas.group("histograms");
        canvas.clip(main.left(), main.top(), main.width(), main.height());
        paintLayers(main);
        canvas.unclip();
        canvas.endGroup();
        axes.paintVertical(main, plot.yLabel(), true);
        layout.ratio().ifPresent(this::paintRatio);
        axes.paintHorizontal(main, plot.x(), layout.height(), layout.ratio().isEmpty());
        layout.ratio().ifPresent(panel -> axes.paintHorizontal(panel, plot.x(), layout.height(), true));
        paintTitles(main);
        paintLegend();
    }

    private void paintLayers(Panel panel) {
        int lines = 0;
        for (Layer layer : plot.layers()) {
            switch (layer) {
                case Layer.Stack stack -> layers.stack(panel, stack);
                case Layer.Line line -> layers.line(panel, line.series(), lines++);
                case Layer.Points points -> layers.points(panel, points.series());
            }
        }
    }

    private void paintRatio(Panel panel) {
        Optional<Series> reference = plot.reference();
        if (reference.isEmpty()) {
            return;
        }
        canvas.group("ratio");
        canvas.clip(panel.left(), panel.top(), panel.width(), panel.height());
        layers.referenceBand(panel, reference.get());
        canvas.segment(panel.left(), panel.yAt(1), panel.right(), panel.yAt(1), new Pen(Palette.FAINT, 1, 4, 3));
        int lines = 0;
        for (Layer layer : plot.layers()) {
            Optional<Ratio> ratio = Ratio.of(layer, reference.get());
            if (ratio.isPresent() && layer instanceof Layer.Line) {
                layers.ratioLine(panel, ratio.get(), lines++);
            } else if (ratio.isPresent()) {
                layers.ratioPoints(panel, ratio.get());
            }
        }
        canvas.unclip();
        canvas.endGroup();
        axes.paintVertical(panel, plot.ratioLabel().orElse(""), false);
    }

    private void paintTitles(Panel panel) {
        double y = panel.top() - 12;
        Style title = new Style(TITLE_SIZE, Palette.INK, true, Anchor.START, 0);
        Style note = new Style(NOTE_SIZE, Palette.INK, false, Anchor.END, 0);
        boolean exponent = panel.yTicks().exponent() != 0;
        double indent = exponent ? AxisPainter.EXPONENT_ROOM : 0;
        canvas.text(panel.left() + indent, y, RichText.parse(plot.title()), title);
        canvas.text(panel.right(), y, RichText.parse(plot.note()), note);
    }

    private void paintLegend() {
        Legend legend = layout.legend();
        canvas.group("legend");
        for (int i = 0; i < legend.entries().size(); i++) {
            Legend.Entry entry = legend.entries().get(i);
            double x = legend.xOf(i);
            double y = legend.yOf(i) + Legend.ROW / 2;
            paintSymbol(entry, x, y);
            Style style = new Style(Legend.SIZE, Palette.INK, false, Anchor.START, 0);
            canvas.text(x + Legend.SYMBOL + 8, y + Legend.SIZE * 0.36, entry.text(), style);
        }
        canvas.endGroup();
    }

    private void paintSymbol(Legend.Entry entry, double x, double y) {
        double right = x + Legend.SYMBOL;
        double middle = (x + right) / 2;
        switch (entry.kind()) {
            case POINTS -> {
                canvas.segment(middle, y - 9, middle, y + 9, Pen.solid(Palette.INK, 1.5));
                canvas.disc(middle, y, LEGEND_POINT, Palette.INK);
            }
            case LINE -> canvas.segment(x, y, right, y, layers.pen(entry.index()));
            case FILLING -> {
                canvas.rectangle(x, y - 7, right, y + 7, Palette.filling(entry.index(), layers.stackSize()), 1);
            }
            case BAND -> layers.hatch(x, y - 7, right, y + 7);
        }
    }
}
