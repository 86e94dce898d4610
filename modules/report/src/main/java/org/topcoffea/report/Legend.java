package org.topcoffea.report;

import java.util.ArrayList;
import java.util.List;

/**
 * The names of what is drawn, in rows and columns.
 *
 * @param entries data first, then lines, then the stack from its top
 * @param columns the number of columns
 * @param columnWidth the width of each
 * @param x its left side, once it is placed
 * @param y its upper side, once it is placed
 */
record Legend(List<Entry> entries, int columns, double columnWidth, double x, double y) {
    static final double SIZE = 15;
    static final double ROW = 23;
    static final double SYMBOL = 26;

    private static final int ROWS_OF_ONE_COLUMN = 5;
    private static final int ROWS_OF_MORE = 6;
    private static final double MARGIN = 14;
    private static final double SPACE = 18;

    /** How an entry is drawn. */
    enum Kind {
        POINTS,
        LINE,
        FILLING,
        BAND
    }

    /**
     * One entry.
     *
     * @param kind how it is drawn
     * @param text its name
     * @param index its number among entries of that kind
     */
    record Entry(Kind kind, RichText text, int index) {}

    Legend {
        entries = List.copyOf(entries);
    }

    static Legend of(Plot plot) {
        List<Entry> points = new ArrayList<>();
        List<Entry> lines = new ArrayList<>();
        List<Entry> stack = new ArrayList<>();
        for (Layer layer : plot.layers()) {
            switch (layer) {
                case Layer.Points layerPoints ->
                    points.add(new Entry(
                            Kind.POINTS, RichText.parse(layerPoints.series().label()), points.size()));
                case Layer.Line line ->
                    lines.add(new Entry(Kind.LINE, RichText.parse(line.series().label()), lines.size()));
                case Layer.Stack parts -> {
                    for (int i = parts.parts().size() - 1; i >= 0; i--) {
                        stack.add(new Entry(
                                Kind.FILLING,
                                RichText.parse(parts.parts().get(i).label()),
                                i));
                    }
                    if (parts.total().hasErrors()) {
                        stack.add(new Entry(Kind.BAND, RichText.parse("stat. uncertainty"), 0));
                    }
                }
            }
        }
        List<Entry> entries = new ArrayList<>(points);
        entries.addAll(lines);
        entries.addAll(stack);
        int columns = entries.size() <= ROWS_OF_ONE_COLUMN ? 1 : entries.size() <= 2 * ROWS_OF_MORE ? 2 : 3;
        double widest = entries.stream()
                .mapToDouble(entry -> entry.text().width(SIZE))
                .max()
                .orElse(0);
        return new Legend(entries, columns, SYMBOL + 8 + widest, 0, 0);
    }

    int rows() {
        return Math.ceilDiv(entries.size(), columns);
    }

    double width() {
        return columns * columnWidth + (columns - 1) * SPACE;
    }

    double height() {
        return entries.isEmpty() ? 0 : rows() * ROW + MARGIN;
    }

    /** Where the legend begins if it is on the left or right side of a panel of that width. */
    double offset(boolean onTheLeft, double panelWidth) {
        return onTheLeft ? MARGIN + 4 : Math.max(MARGIN, panelWidth - MARGIN - width());
    }

    Legend placed(boolean onTheLeft, PlotLayout.Panel panel) {
        return new Legend(
                entries, columns, columnWidth, panel.left() + offset(onTheLeft, panel.width()), panel.top() + MARGIN);
    }

    double xOf(int entry) {
        int column = entry / rows();
        return x + column * (columnWidth + SPACE);
    }

    double yOf(int entry) {
        return y + entry % rows() * ROW;
    }
}
