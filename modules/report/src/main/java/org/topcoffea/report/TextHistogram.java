package org.topcoffea.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A histogram for a terminal: a line for each bin with a bar and the value.
 *
 * <pre>
 * p_T [GeV]
 *    0 –  50  ██████████████████████████████  120 ± 11
 *   50 – 100  █████████████▌                   54.2 ± 7.4
 *        sum                                  174 ± 13
 * </pre>
 */
public final class TextHistogram {
    private static final String EIGHTHS = " ▏▎▍▌▋▊▉";
    private static final int SHORTEST_BAR = 8;

    private TextHistogram() {}

    /**
     * The lines of a histogram, each ended by a line feed.
     *
     * @param x the bins
     * @param series a value for each bin
     * @param width the number of columns to fill, for example 100; more are used when numbers need them
     * @param unicode whether block characters may be used; else bars are made of {@code #}
     */
    public static String render(BinAxis x, Series series, int width, boolean unicode) {
        List<String> names = names(x, unicode);
        List<String> numbers = new ArrayList<>();
        double largest = 0;
        double sum = 0;
        double variance = 0;
        for (int bin = 0; bin < x.bins(); bin++) {
            double error = 0.5 * (series.down(bin) + series.up(bin));
            numbers.add(number(series.value(bin), error, unicode));
            largest = Math.max(largest, series.value(bin));
            sum += series.value(bin);
            variance += error * error;
        }
        names.add("sum");
        numbers.add(number(sum, Math.sqrt(variance), unicode));
        int nameWidth = names.stream().mapToInt(String::length).max().orElse(0);
        int numberWidth = numbers.stream().mapToInt(String::length).max().orElse(0);
        int bar = Math.max(SHORTEST_BAR, width - nameWidth - numberWidth - 6);
        StringBuilder text = new StringBuilder(heading(x, series)).append('\n');
        for (int line = 0; line < names.size(); line++) {
            double fraction = line < x.bins() && largest > 0 ? Math.max(0, series.value(line)) / largest : 0;
            text.append("  ")
                    .append(" ".repeat(nameWidth - names.get(line).length()))
                    .append(names.get(line));
            text.append("  ")
                    .append(bar(fraction, bar, unicode))
                    .append("  ")
                    .append(numbers.get(line))
                    .append('\n');
        }
        return text.toString();
    }

    private static String heading(BinAxis x, Series series) {
        String label = RichText.parse(x.label()).plain();
        String name = RichText.parse(series.label()).plain();
        String note = x.note().isEmpty() ? "" : " (" + x.note() + ")";
        return (name.isEmpty() || name.equals(label) ? label : name + ": " + label) + note;
    }

    private static List<String> names(BinAxis x, boolean unicode) {
        List<String> names = new ArrayList<>();
        if (!x.binLabels().isEmpty()) {
            x.binLabels().forEach(label -> names.add(RichText.parse(label).plain()));
            return names;
        }
        List<String> edges = x.edges().stream().map(Numbers::plain).toList();
        int widest = edges.stream().mapToInt(String::length).max().orElse(0);
        for (int bin = 0; bin < x.bins(); bin++) {
            String upper = edges.get(bin + 1);
            names.add(edges.get(bin) + (unicode ? " – " : " - ") + " ".repeat(widest - upper.length()) + upper);
        }
        return names;
    }

    private static String bar(double fraction, int width, boolean unicode) {
        if (!unicode) {
            int full = (int) Math.round(fraction * width);
            return "#".repeat(full) + " ".repeat(width - full);
        }
        int eighths = (int) Math.round(fraction * width * 8);
        // Something is never shown as nothing.
        eighths = fraction > 0 ? Math.max(1, eighths) : 0;
        String full =
                "█".repeat(eighths / 8) + (eighths % 8 == 0 ? "" : EIGHTHS.substring(eighths % 8, eighths % 8 + 1));
        return full + " ".repeat(width - full.length());
    }

    private static String number(double value, double error, boolean unicode) {
        String text = YieldsTable.Yield.text(value, error);
        return unicode ? text : text.replace("±", "+-");
    }
}
