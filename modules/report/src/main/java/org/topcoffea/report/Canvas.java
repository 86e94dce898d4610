package org.topcoffea.report;

/** What a plot is drawn on. Coordinates grow to the right and downwards; colours are 0xRRGGBB. */
sealed interface Canvas permits SvgCanvas, ImageCanvas {
    /** Which point of a text its position is. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /**
     * A pen.
     *
     * @param colour its colour
     * @param width its width
     * @param dashes lengths of dashes and gaps; empty for a solid line
     */
    record Pen(int colour, double width, double... dashes) {
        static Pen solid(int colour, double width) {
            return new Pen(colour, width);
        }
    }

    /**
     * How text looks.
     *
     * @param size the size of the font
     * @param colour its colour
     * @param bold whether it is bold
     * @param anchor which point of the text its position is
     * @param degrees the angle to the horizontal, counted anti-clockwise
     */
    record Style(double size, int colour, boolean bold, Anchor anchor, double degrees) {}

    /** Fills a polygon. */
    void fill(double[] xs, double[] ys, int colour, double opacity);

    /** Draws a line through points. */
    void line(double[] xs, double[] ys, Pen pen);

    /** Fills a circle. */
    void disc(double x, double y, double radius, int colour);

    /** Writes text whose base line runs through a point. */
    void text(double x, double y, RichText text, Style style);

    /** Confines what follows to a rectangle, until {@link #unclip}. */
    void clip(double x, double y, double width, double height);

    /** Ends a {@link #clip}. */
    void unclip();

    /** Begins a part of the drawing that has a name, until {@link #endGroup}. */
    void group(String name);

    /** Ends a {@link #group}. */
    void endGroup();

    /** Fills a rectangle. */
    default void rectangle(double x0, double y0, double x1, double y1, int colour, double opacity) {
        fill(new double[] {x0, x1, x1, x0}, new double[] {y0, y0, y1, y1}, colour, opacity);
    }

    /** Draws a straight line. */
    default void segment(double x0, double y0, double x1, double y1, Pen pen) {
        line(new double[] {x0, x1}, new double[] {y0, y1}, pen);
    }
}
