package org.topcoffea.cli;

import java.util.HashMap;
import java.util.Map;
import org.topcoffea.manager.ManagerListener;
import org.topcoffea.plan.InputFile;
import org.topcoffea.runner.ChunkFailure;

/** Tells how a run gets on: bars for progress, a line for each kind of failure the first few times it happens. */
final class RunProgress implements ManagerListener {
    private static final int SHOWN_FAILURES = 5;

    private final ProgressBars bars;
    private final boolean quiet;
    private final Map<String, Integer> failures = new HashMap<>();

    RunProgress(boolean quiet) {
        this.quiet = quiet;
        this.bars = new ProgressBars(Console.err(), Console.terminal());
    }

    @Override
    public void files(long known, long all) {
        if (!quiet) {
            bars.files(known, all);
        }
    }

    @Override
    public void events(long processed, long known) {
        if (!quiet) {
            bars.events(processed, known);
        }
    }

    @Override
    public void merging(long merged, long all) {
        if (!quiet) {
            bars.merging(merged, all);
        }
    }

    @Override
    public void failed(ChunkFailure failure) {
        complain(failure.code().name() + failure.plugin(), failure.oneLine());
    }

    @Override
    public void skipped(InputFile file, String reason) {
        complain("skipped", "left out " + file.file() + ": " + reason);
    }

    /** Thousands of chunks may fail in the same way; all of them are in missing.json. */
    private synchronized void complain(String kind, String line) {
        int before = failures.merge(kind, 1, Integer::sum) - 1;
        if (before < SHOWN_FAILURES) {
            say(line);
        } else if (before == SHOWN_FAILURES) {
            say("more failures of this kind are not shown; missing.json has them all");
        }
    }

    @Override
    public void say(String line) {
        if (quiet) {
            Console.note("topcoffea: " + line);
        } else {
            bars.interrupt(() -> Console.note("topcoffea: " + line));
        }
    }

    void finish() {
        if (!quiet) {
            bars.finish();
        }
    }
}
