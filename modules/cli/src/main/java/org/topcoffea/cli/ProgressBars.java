package org.topcoffea.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Draws how far a run is: three bars redrawn in place on a terminal, a line every few seconds elsewhere. Its methods are
 * called from any thread.
 */
final class ProgressBars {
    private static final int WIDTH = 28;
    private static final long REDRAW_NANOS = 150_000_000L;
    private static final long LINE_NANOS = 10_000_000_000L;

    private final PrintStream out;
    private final boolean terminal;
    private final long begin = System.nanoTime();
    private long lastDraw = begin;
    private int linesDrawn;
    private final Bar files = new Bar("Files", "file");
    private final Bar events = new Bar("Events", "ev");
    private final Bar merging = new Bar("Merging", "part");

    /** One quantity that grows towards a total. */
    static final class Bar {
        private final String label;
        private final String unit;
        private long done;
        private long total;

        private Bar(String label, String unit) {
            this.label = label;
            this.unit = unit;
        }
    }

    ProgressBars(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    synchronized void files(long done, long total) {
        files.done = done;
        files.total = total;
        draw(false);
    }

    synchronized void events(long done, long total) {
        events.done = done;
        events.total = total;
        draw(false);
    }

    synchronized void merging(long done, long total) {
        merging.done = done;
        merging.total = total;
        draw(false);
    }

    /** Takes the bars away so that other text can be printed, and draws them again below it. */
    synchronized void interrupt(Runnable printing) {
        erase();
        printing.run();
        draw(terminal);
    }

    synchronized void finish() {
        draw(true);
        linesDrawn = 0;
    }

    private void draw(boolean now) {
        long time = System.nanoTime();
        if (!now && time - lastDraw < (terminal ? REDRAW_NANOS : LINE_NANOS)) {
            return;
        }
        lastDraw = time;
        if (terminal) {
            erase();
            for (Bar bar : List.of(files, events, merging)) {
                if (bar.total > 0) {
                    out.println(bar(bar, time));
                    linesDrawn++;
                }
            }
        } else {
            out.println(line(time));
        }
        out.flush();
    }

    private void erase() {
        if (linesDrawn > 0) {
            out.print("\033[" + linesDrawn + "A\033[J");
            linesDrawn = 0;
        }
    }

    private String bar(Bar bar, long time) {
        double share = bar.total == 0 ? 0 : Math.min(1, bar.done / (double) bar.total);
        int eighths = (int) Math.round(share * WIDTH * 8);
        StringBuilder blocks = new StringBuilder("█".repeat(eighths / 8));
        if (eighths % 8 > 0) {
            blocks.append((char) ('█' + 8 - eighths % 8));
        }
        blocks.append(" ".repeat(WIDTH - blocks.length()));
        return String.format(
                Locale.ROOT,
                "%8s ▕%s▏ %3.0f %%  %s/%s %s  %s  %s",
                bar.label,
                blocks,
                100 * share,
                count(bar.done),
                count(bar.total),
                bar.unit,
                rate(bar, time),
                remaining(bar, time));
    }

    private String line(long time) {
        return Stream.of(files, events, merging)
                .filter(bar -> bar.total > 0)
                .map(bar -> bar.label + " " + bar.done + "/" + bar.total + " (" + rate(bar, time) + ")")
                .collect(Collectors.joining(", "));
    }

    private String rate(Bar bar, long time) {
        double seconds = Math.max(1e-3, (time - begin) / 1e9);
        return count(Math.round(bar.done / seconds)) + " " + bar.unit + "/s";
    }

    private String remaining(Bar bar, long time) {
        if (bar.done == 0 || bar.done >= bar.total) {
            return clock((time - begin) / 1e9);
        }
        double seconds = (time - begin) / 1e9 * (bar.total - bar.done) / bar.done;
        return clock(seconds) + " left";
    }

    /** A number as people say it: 950, 12.3k, 4.56M. */
    static String count(long number) {
        if (number < 10_000) {
            return Long.toString(number);
        }
        if (number < 1_000_000) {
            return String.format(Locale.ROOT, "%.1fk", number / 1e3);
        }
        if (number < 1_000_000_000) {
            return String.format(Locale.ROOT, "%.2fM", number / 1e6);
        }
        return String.format(Locale.ROOT, "%.2fG", number / 1e9);
    }

    /** Seconds as m:ss or h:mm:ss. */
    static String clock(double seconds) {
        Duration time = Duration.ofSeconds(Math.round(seconds));
        if (time.toHours() > 0) {
            return String.format(
                    Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart());
        }
        return String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
    }
}
