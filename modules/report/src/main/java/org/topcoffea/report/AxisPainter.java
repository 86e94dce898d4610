package org.topcoffea.report;

import java.util.ArrayList;
import java.util.List;
import org.topcoffea.report.Canvas.Anchor;
import org.topcoffea.report.Canvas.Pen;
import org.topcoffea.report.Canvas.Style;
import org.topcoffea.report.PlotLayout.Panel;

/** Draws frames, marks and labels: marks point inwards and are on all four sides. */
final class AxisPainter {
    static final double EXPONENT_ROOM = 52;

    private static final double MAJOR = 9;
    private static final double MINOR = 4.5;
    private static final int X_TICKS = 7;
    private static final double SLANT = 35;
    private static final Pen PEN = Pen.solid(Palette.INK, 1.2);

    private final Canvas canvas;

    AxisPainter(Canvas canvas) {
        this.canvas = canvas;
    }

    private static Style numbers(Anchor anchor, double degrees) {
        return new Style(PlotLayout.TICK_SIZE, Palette.INK, false, anchor, degrees);
    }

    void paintVertical(Panel panel, String label, boolean atTheTop) {
        canvas.group("y-axis");
        double widest = 0;
        for (Ticks.Mark mark : panel.yTicks().marks()) {
            double y = panel.yAt(mark.value());
            double length = mark.isMajor() ? MAJOR : MINOR;
            canvas.segment(panel.left(), y, panel.left() + length, y, PEN);
            canvas.segment(panel.right(), y, panel.right() - length, y, PEN);
            if (mark.isMajor()) {
                RichText text = RichText.parse(mark.label());
                widest = Math.max(widest, text.width(PlotLayout.TICK_SIZE));
                canvas.text(panel.left() - 7, y + PlotLayout.TICK_SIZE * 0.36, text, numbers(Anchor.END, 0));
            }
        }
        if (panel.yTicks().exponent() != 0) {
            RichText power = RichText.parse("$\\times 10^{" + panel.yTicks().exponent() + "}$");
            canvas.text(panel.left() - 2, panel.top() - 12, power, numbers(Anchor.START, 0));
        }
        double x = PlotLayout.LABEL_SIZE + 4;
        Anchor anchor = atTheTop ? Anchor.END : Anchor.MIDDLE;
        double y = atTheTop ? panel.top() : panel.top() + panel.height() / 2;
        double size = atTheTop ? PlotLayout.LABEL_SIZE : PlotLayout.LABEL_SIZE - 1;
        canvas.text(x, y, RichText.parse(label), new Style(size, Palette.INK, false, anchor, 90));
        canvas.endGroup();
    }

    /** Draws the horizontal axis of a panel; its label, if wanted, stands at the lower end of the page. */
    void paintHorizontal(Panel panel, BinAxis x, double page, boolean withLabels) {
        canvas.group("x-axis");
        if (x.binLabels().isEmpty()) {
            paintNumbers(panel, withLabels);
        } else {
            paintNames(panel, x, withLabels);
        }
        frame(panel);
        if (withLabels) {
            Style style = new Style(PlotLayout.LABEL_SIZE, Palette.INK, false, Anchor.END, 0);
            canvas.text(panel.right(), page - 16, RichText.parse(x.label()), style);
            Style note = new Style(12, Palette.FAINT, false, Anchor.START, 90);
            canvas.text(panel.right() + 16, panel.bottom(), RichText.parse(x.note()), note);
        }
        canvas.endGroup();
    }

    /** Draws the horizontal axis of a panel that shows time. */
    void paintTime(Panel panel, String label, double page) {
        canvas.group("x-axis");
        paintNumbers(panel, true);
        frame(panel);
        Style style = new Style(PlotLayout.LABEL_SIZE, Palette.INK, false, Anchor.END, 0);
        canvas.text(panel.right(), page - 16, RichText.parse(label), style);
        canvas.endGroup();
    }

    private void frame(Panel panel) {
        canvas.line(
                new double[] {panel.left(), panel.right(), panel.right(), panel.left(), panel.left(), panel.right()},
                new double[] {panel.top(), panel.top(), panel.bottom(), panel.bottom(), panel.top(), panel.top()},
                PEN);
    }

    private void marks(Panel panel, double value, boolean major) {
        double x = panel.xAt(value);
        double length = major ? MAJOR : MINOR;
        canvas.segment(x, panel.bottom(), x, panel.bottom() - length, PEN);
        canvas.segment(x, panel.top(), x, panel.top() + length, PEN);
    }

    private void paintNumbers(Panel panel, boolean withLabels) {
        Ticks ticks = Ticks.of(panel.x(), X_TICKS);
        List<Ticks.Mark> marks = new ArrayList<>(ticks.marks());
        for (Ticks.Mark mark : marks) {
            marks(panel, mark.value(), mark.isMajor());
            if (mark.isMajor() && withLabels) {
                RichText text = RichText.parse(mark.label());
                canvas.text(panel.xAt(mark.value()), panel.bottom() + 21, text, numbers(Anchor.MIDDLE, 0));
            }
        }
        if (ticks.exponent() != 0 && withLabels) {
            RichText power = RichText.parse("$\\times 10^{" + ticks.exponent() + "}$");
            canvas.text(panel.left(), panel.bottom() + 44, power, numbers(Anchor.START, 0));
        }
    }

    private void paintNames(Panel panel, BinAxis x, boolean withLabels) {
        boolean slanted = PlotLayout.slanted(x, panel.width());
        for (int bin = 0; bin < x.bins(); bin++) {
            if (bin > 0) {
                marks(panel, x.edge(bin), false);
            }
            if (withLabels) {
                double middle = panel.xAt(x.center(bin));
                RichText text = RichText.parse(x.binLabels().get(bin));
                if (slanted) {
                    canvas.text(middle + 6, panel.bottom() + 17, text, numbers(Anchor.END, SLANT));
                } else {
                    canvas.text(middle, panel.bottom() + 21, text, numbers(Anchor.MIDDLE, 0));
                }
            }
        }
    }
}
