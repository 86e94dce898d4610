package org.topcoffea.runner;

import org.topcoffea.plan.InputFile;

/** Hears how a run gets on. Called from several threads. */
public interface RunListener {
    /** So many files are known, of all. */
    void files(long known, long all);

    /** So many events are processed or given up, of those known so far. */
    void events(long processed, long known);

    /** So many partial results are merged, of those there are. */
    void merging(long merged, long all);

    /** Events were given up. */
    void failed(ChunkFailure failure);

    /** A file was left out because it could not be opened. */
    void skipped(InputFile file, String reason);
}
