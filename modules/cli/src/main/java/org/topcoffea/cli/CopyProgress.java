package org.topcoffea.cli;

import java.util.Locale;
import org.topcoffea.remote.FileCopy;

/** Draws how much of a file is there: one line redrawn in place on a terminal, a line now and then elsewhere. */
final class CopyProgress implements FileCopy.Progress {
    private static final long REDRAW_NANOS = 150_000_000L;
    private static final long LINE_NANOS = 10_000_000_000L;

    private final Style style;
    private final long begin = System.nanoTime();
    private long drawn = begin;
    private boolean open;

    /** How it is shown. */
    enum Style {
        TERMINAL,
        LINES,
        SILENT
    }

    CopyProgress(Style style) {
        this.style = style;
    }

    /** What suits this process. */
    static Style style() {
        return Console.terminal() ? Style.TERMINAL : Style.LINES;
    }

    @Override
    public void copied(long done, long total) {
        long now = System.nanoTime();
        if (style == Style.SILENT || now - drawn < (style == Style.TERMINAL ? REDRAW_NANOS : LINE_NANOS)) {
            return;
        }
        drawn = now;
        double seconds = (now - begin) / 1e9;
        String text = String.format(
                Locale.ROOT,
                "%5.1f %% of %.1f MB, %.1f MB/s, %s left",
                100.0 * done / total,
                total / 1e6,
                done / 1e6 / seconds,
                ProgressBars.clock(seconds * (total - done) / Math.max(1, done)));
        if (style == Style.TERMINAL) {
            Console.err().print("\r" + text + "\033[K");
            Console.err().flush();
            open = true;
        } else {
            Console.note(text);
        }
    }

    /** Takes the line away. */
    void finish() {
        if (open) {
            Console.err().print("\r\033[K");
            open = false;
        }
    }
}
