package org.topcoffea.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.GlyphVector;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** Draws into an image in memory. */
final class ImageCanvas implements Canvas, AutoCloseable {
    private static final double MINIMUM_SCALE = 0.1;
    private static final double MAXIMUM_SCALE = 10;

    private final BufferedImage image;
    private final Graphics2D graphics;
    private final Deque<List<@Nullable Shape>> clips = new ArrayDeque<>();

    ImageCanvas(double width, double height, double scale) {
        if (!(scale >= MINIMUM_SCALE && scale <= MAXIMUM_SCALE)) {
            throw new IllegalArgumentException("the scale of a picture must be 0.1 to 10, not " + scale);
        }
        // There is no screen in a batch job; must be said before the toolkit is first used.
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
        image = new BufferedImage(
                (int) Math.ceil(width * scale), (int) Math.ceil(height * scale), BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.scale(scale, scale);
    }

    /** The image as a PNG file. */
    byte[] png() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.setUseCache(false);
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        graphics.dispose();
    }

    private static Path2D path(double[] xs, double[] ys) {
        Path2D path = new Path2D.Double();
        for (int i = 0; i < xs.length; i++) {
            if (i == 0) {
                path.moveTo(xs[i], ys[i]);
            } else {
                path.lineTo(xs[i], ys[i]);
            }
        }
        return path;
    }

    private static Color colour(int rgb, double opacity) {
        return new Color(rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF, (int) Math.round(255 * opacity));
    }

    @Override
    public void fill(double[] xs, double[] ys, int colour, double opacity) {
        Path2D path = path(xs, ys);
        path.closePath();
        graphics.setColor(colour(colour, opacity));
        graphics.fill(path);
    }

    @Override
    public void line(double[] xs, double[] ys, Pen pen) {
        float[] dashes = new float[pen.dashes().length];
        for (int i = 0; i < dashes.length; i++) {
            dashes[i] = (float) pen.dashes()[i];
        }
        graphics.setColor(colour(pen.colour(), 1));
        graphics.setStroke(new BasicStroke(
                (float) pen.width(),
                BasicStroke.CAP_BUTT,
                BasicStroke.JOIN_MITER,
                4,
                dashes.length == 0 ? null : dashes,
                0));
        graphics.draw(path(xs, ys));
    }

    @Override
    public void disc(double x, double y, double radius, int colour) {
        graphics.setColor(colour(colour, 1));
        graphics.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
    }

    @Override
    public void text(double x, double y, RichText text, Style style) {
        try {
            outlines(x, y, text, style);
        } catch (LinkageError | IllegalStateException | NullPointerException e) {
            // What Java says when the system has no font configuration at all; the kind depends on the version.
            throw new IllegalStateException(
                    "this machine has no fonts to write with: install fontconfig and a font, or write SVG", e);
        }
    }

    private void outlines(double x, double y, RichText text, Style style) {
        List<Shape> glyphs = new ArrayList<>();
        double width = 0;
        for (RichText.Run run : text.runs()) {
            boolean script = run.script() != RichText.Script.NORMAL;
            double size = script ? style.size() * RichText.SCRIPT_SIZE : style.size();
            int shape = (style.bold() ? Font.BOLD : Font.PLAIN) | (run.italic() ? Font.ITALIC : Font.PLAIN);
            Font font = new Font(Font.SANS_SERIF, shape, 1).deriveFont((float) size);
            // Layout, as simple glyph vectors do not put accents over letters.
            char[] characters = run.text().toCharArray();
            GlyphVector vector = font.layoutGlyphVector(
                    graphics.getFontRenderContext(), characters, 0, characters.length, Font.LAYOUT_LEFT_TO_RIGHT);
            glyphs.add(vector.getOutline((float) width, (float) (SvgCanvas.shift(run.script()) * style.size())));
            width += vector.getLogicalBounds().getWidth();
        }
        AffineTransform place = AffineTransform.getTranslateInstance(x, y);
        place.rotate(-Math.toRadians(style.degrees()));
        place.translate(
                switch (style.anchor()) {
                    case START -> 0;
                    case MIDDLE -> -width / 2;
                    case END -> -width;
                },
                0);
        graphics.setColor(colour(style.colour(), 1));
        glyphs.forEach(glyph -> graphics.fill(place.createTransformedShape(glyph)));
    }

    @Override
    public void clip(double x, double y, double width, double height) {
        List<@Nullable Shape> before = new ArrayList<>();
        before.add(graphics.getClip());
        clips.push(before);
        graphics.clip(new Rectangle2D.Double(x, y, width, height));
    }

    @Override
    public void unclip() {
        graphics.setClip(clips.pop().getFirst());
    }

    @Override
    public void group(String name) {
        // Pixels have no names.
    }

    @Override
    public void endGroup() {
        // Pixels have no names.
    }
}
