package org.topcoffea.report;

import java.util.List;
import java.util.Optional;

/** Where everything of a plot lies, and between which values. */
record PlotLayout(double width, double height, Panel main, Optional<Panel> ratio, Legend legend) {
    static final double TICK_SIZE = 15;
    static final double LABEL_SIZE = 18;

    private static final double WIDTH = 760;
    private static final double MAIN_HEIGHT = 470;
    private static final double MAIN_HEIGHT_ABOVE_RATIO = 410;
    private static final double RATIO_HEIGHT = 130;
    private static final double GAP = 16;
    private static final double TOP = 46;
    private static final double RIGHT = 30;
    private static final double BOTTOM = 62;
    private static final int Y_TICKS = 6;
    private static final int RATIO_TICKS = 4;

    /**
     * A rectangle with two scales.
     *
     * @param left its left side
     * @param top its upper side
     * @param width its width
     * @param height its height
     * @param x the horizontal scale
     * @param y the vertical scale
     * @param yTicks the marks of the vertical scale
     */
    record Panel(double left, double top, double width, double height, Scale x, Scale y, Ticks yTicks) {
        double xAt(double value) {
            return left + x.at(value) * width;
        }

        double yAt(double value) {
            return top + (1 - y.at(value)) * height;
        }

        double right() {
            return left + width;
        }

        double bottom() {
            return top + height;
        }
    }

    static PlotLayout of(Plot plot) {
        Scale x = new Scale.Linear(plot.x().edge(0), plot.x().edge(plot.x().bins()));
        Optional<Scale> ratioScale =
                plot.ratioLabel().isPresent() && plot.reference().isPresent()
                        ? Optional.of(RatioRange.of(plot))
                        : Optional.empty();
        double mainHeight = ratioScale.isPresent() ? MAIN_HEIGHT_ABOVE_RATIO : MAIN_HEIGHT;
        Legend legend = Legend.of(plot);
        // The left margin depends on the labels, these on the scale, this on the width beside the legend: begin wide.
        ValueRange range = ValueRange.of(plot, legend, WIDTH - 100 - RIGHT, mainHeight);
        Ticks ticks = Ticks.of(range.scale(), Y_TICKS);
        Optional<Ticks> ratioTicks = ratioScale.map(scale -> Ticks.of(scale, RATIO_TICKS));
        double labels =
                Math.max(widest(ticks), ratioTicks.map(PlotLayout::widest).orElse(0.0));
        double left = Math.max(76, labels + 46);
        double width = WIDTH - left - RIGHT;
        Panel main = new Panel(left, TOP, width, mainHeight, x, range.scale(), ticks);
        Optional<Panel> ratio = ratioTicks.map(marks ->
                new Panel(left, TOP + mainHeight + GAP, width, RATIO_HEIGHT, x, ratioScale.orElseThrow(), marks));
        double bottom = ratio.orElse(main).bottom() + bottomMargin(plot, width);
        return new PlotLayout(WIDTH, bottom, main, ratio, legend.placed(range.legendLeft(), main));
    }

    private static double widest(Ticks ticks) {
        return ticks.marks().stream()
                .mapToDouble(mark -> RichText.parse(mark.label()).width(TICK_SIZE))
                .max()
                .orElse(0);
    }

    /** Names of bins that do not fit side by side are slanted, and need more room. */
    static boolean slanted(BinAxis x, double width) {
        return widestName(x.binLabels()) > width / x.bins() * 0.95;
    }

    private static double widestName(List<String> names) {
        return names.stream()
                .mapToDouble(name -> RichText.parse(name).width(TICK_SIZE))
                .max()
                .orElse(0);
    }

    private static double bottomMargin(Plot plot, double width) {
        if (!slanted(plot.x(), width)) {
            return BOTTOM;
        }
        return BOTTOM + Math.min(160, widestName(plot.x().binLabels()) * 0.52);
    }
}
