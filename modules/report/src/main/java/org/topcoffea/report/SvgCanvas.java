package org.topcoffea.report;

import java.util.Locale;

/** Draws as SVG 1.1, by hand: small, readable, and the same bytes for the same picture. */
final class SvgCanvas implements Canvas {
    private final StringBuilder out = new StringBuilder();
    private int clips;
    private int depth = 1;

    SvgCanvas(double width, double height, String title) {
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"").append(number(width));
        out.append("\" height=\"").append(number(height));
        out.append("\" viewBox=\"0 0 ").append(number(width)).append(' ').append(number(height));
        out.append("\" font-family=\"Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif\">\n");
        element("<title>" + escape(RichText.parse(title).plain()) + "</title>");
    }

    /** The whole document; nothing can be drawn any more. */
    String document() {
        return out.append("</svg>\n").toString();
    }

    private void element(String text) {
        out.append("  ".repeat(depth)).append(text).append('\n');
    }

    /** A coordinate with at most two digits behind the point. */
    private static String number(double value) {
        long hundredths = Math.round(value * 100);
        long whole = Math.abs(hundredths) / 100;
        long part = Math.abs(hundredths) % 100;
        String sign = hundredths < 0 ? "-" : "";
        if (part == 0) {
            return sign + whole;
        }
        return sign + whole + (part % 10 == 0 ? "." + part / 10 : part < 10 ? ".0" + part : "." + part);
    }

    private static String colour(int rgb) {
        return String.format(Locale.ROOT, "#%06x", rgb);
    }

    private static String path(double[] xs, double[] ys) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < xs.length; i++) {
            path.append(i == 0 ? "M" : "L").append(number(xs[i])).append(',').append(number(ys[i]));
        }
        return path.toString();
    }

    /** Text that XML allows: what it forbids becomes a replacement character. */
    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(isXml(c) ? c : 0xFFFD);
            }
        });
        return escaped.toString();
    }

    private static boolean isXml(int c) {
        return c == '\t' || c == '\n' || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c > 0xFFFF;
    }

    @Override
    public void fill(double[] xs, double[] ys, int colour, double opacity) {
        String transparency = opacity < 1 ? " fill-opacity=\"" + number(opacity) + "\"" : "";
        element("<path d=\"" + path(xs, ys) + "Z\" fill=\"" + colour(colour) + "\"" + transparency + "/>");
    }

    @Override
    public void line(double[] xs, double[] ys, Pen pen) {
        StringBuilder dashes = new StringBuilder();
        for (double dash : pen.dashes()) {
            dashes.append(dashes.isEmpty() ? " stroke-dasharray=\"" : " ").append(number(dash));
        }
        element("<path d=\"" + path(xs, ys) + "\" fill=\"none\" stroke=\"" + colour(pen.colour()) + "\" stroke-width=\""
                + number(pen.width()) + "\"" + (dashes.isEmpty() ? "" : dashes + "\"") + "/>");
    }

    @Override
    public void disc(double x, double y, double radius, int colour) {
        element("<circle cx=\"" + number(x) + "\" cy=\"" + number(y) + "\" r=\"" + number(radius) + "\" fill=\""
                + colour(colour) + "\"/>");
    }

    @Override
    public void text(double x, double y, RichText text, Style style) {
        StringBuilder tag = new StringBuilder("<text x=\"")
                .append(number(x))
                .append("\" y=\"")
                .append(number(y));
        tag.append("\" font-size=\"")
                .append(number(style.size()))
                .append("\" fill=\"")
                .append(colour(style.colour()));
        tag.append("\" text-anchor=\"")
                .append(style.anchor().name().toLowerCase(Locale.ROOT))
                .append('"');
        if (style.bold()) {
            tag.append(" font-weight=\"bold\"");
        }
        if (style.degrees() != 0) {
            tag.append(" transform=\"rotate(").append(number(-style.degrees())).append(' ');
            tag.append(number(x)).append(' ').append(number(y)).append(")\"");
        }
        tag.append(" xml:space=\"preserve\">");
        double shift = 0;
        for (RichText.Run run : text.runs()) {
            double wanted = shift(run.script()) * style.size();
            run(tag, run, wanted - shift, style.size());
            shift = wanted;
        }
        element(tag.append("</text>").toString());
    }

    /** How far a script is moved downwards, in sizes of the font. */
    static double shift(RichText.Script script) {
        return switch (script) {
            case NORMAL -> 0;
            case SUB -> 0.24;
            case SUPER -> -0.38;
        };
    }

    private static void run(StringBuilder tag, RichText.Run run, double dy, double size) {
        boolean script = run.script() != RichText.Script.NORMAL;
        if (!script && !run.italic() && dy == 0) {
            tag.append(escape(run.text()));
            return;
        }
        tag.append("<tspan");
        if (dy != 0) {
            tag.append(" dy=\"").append(number(dy)).append('"');
        }
        if (script) {
            tag.append(" font-size=\"")
                    .append(number(size * RichText.SCRIPT_SIZE))
                    .append('"');
        }
        if (run.italic()) {
            tag.append(" font-style=\"italic\"");
        }
        tag.append('>').append(escape(run.text())).append("</tspan>");
    }

    @Override
    public void clip(double x, double y, double width, double height) {
        clips++;
        element("<clipPath id=\"clip" + clips + "\"><rect x=\"" + number(x) + "\" y=\"" + number(y) + "\" width=\""
                + number(width) + "\" height=\"" + number(height) + "\"/></clipPath>");
        element("<g clip-path=\"url(#clip" + clips + ")\">");
        depth++;
    }

    @Override
    public void unclip() {
        endGroup();
    }

    @Override
    public void group(String name) {
        element("<g class=\"" + escape(name) + "\">");
        depth++;
    }

    @Override
    public void endGroup() {
        depth--;
        element("</g>");
    }
}
