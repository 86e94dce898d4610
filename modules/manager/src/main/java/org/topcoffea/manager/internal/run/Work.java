package org.topcoffea.manager.internal.run;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.topcoffea.plan.Chunk;
import org.topcoffea.plan.InputFile;
import org.topcoffea.task.TaskDescription;
import org.topcoffea.task.TaskReport;

/** A task of the run that the queue has. */
final class Work {
    /** The category of tasks that count events. */
    static final String PREPROCESSING = "preprocessing";
    /** The category of tasks that process events. */
    static final String PROCESSING = "processing";
    /** The category of tasks that bring results together. */
    static final String ACCUMULATING = "accumulating";

    private static final String COLLECTED = "held";

    /** What it is. */
    sealed interface Kind {
        /** Counts the events of a file. */
        record Count(InputFile file) implements Kind {}

        /**
         * Processes a chunk.
         *
         * @param early before files that are still to be counted
         */
        record Process(Chunk chunk, boolean early) implements Kind {}

        /** Brings out what a worker holds in its memory. */
        record Collect(long worker) implements Kind {}

        /** Adds results that a worker has in its cache. */
        record Merge(long worker, List<HeldFile> files) implements Kind {}
    }

    private final long id;
    private final Kind kind;
    private int attempt = 1;
    private boolean resolved;
    private TaskReport.@Nullable Failed failure;
    private String failedAt = "";

    Work(long id, Kind kind) {
        this.id = id;
        this.kind = kind;
    }

    long id() {
        return id;
    }

    Kind kind() {
        return kind;
    }

    String category() {
        return switch (kind) {
            case Kind.Count count -> PREPROCESSING;
            case Kind.Process process -> PROCESSING;
            case Kind.Collect collect -> ACCUMULATING;
            case Kind.Merge merge -> ACCUMULATING;
        };
    }

    /** The worker that it is bound to; 0 for none. */
    long worker() {
        return switch (kind) {
            case Kind.Collect collect -> collect.worker();
            case Kind.Merge merge -> merge.worker();
            default -> 0;
        };
    }

    /** Where what it brings together is: in files of the worker, or in its memory, which has an empty name. */
    List<String> places() {
        return kind instanceof Kind.Merge merge
                ? merge.files().stream().map(HeldFile::cacheName).toList()
                : List.of("");
    }

    void attempt(int newAttempt) {
        attempt = newAttempt;
    }

    int attempt() {
        return attempt;
    }

    /** Its events were accounted for in another way; when the queue gives it up, nothing is lost. */
    void resolve() {
        resolved = true;
    }

    boolean resolved() {
        return resolved;
    }

    void failed(TaskReport.Failed report, String worker) {
        failure = report;
        failedAt = worker;
    }

    /** Why its last attempt failed, if the worker could tell. */
    Optional<TaskReport.Failed> failure() {
        return Optional.ofNullable(failure);
    }

    /** Where that was. */
    String failedAt() {
        return failedAt;
    }

    /** The same for workers. */
    TaskDescription description() {
        return switch (kind) {
            case Kind.Count count -> new TaskDescription.Count(count.file());
            case Kind.Process process -> new TaskDescription.Process(process.chunk(), attempt);
            case Kind.Collect collect -> new TaskDescription.Collect(COLLECTED);
            case Kind.Merge merge ->
                new TaskDescription.Merge(
                        merge.files().stream().map(HeldFile::cacheName).toList(), COLLECTED);
        };
    }

    /** The name of the file that brings results together. */
    static String collected() {
        return COLLECTED;
    }

    /** What it is, in one line. */
    String text() {
        return switch (kind) {
            case Kind.Count count -> "count " + count.file();
            case Kind.Process process -> "process " + process.chunk();
            case Kind.Collect collect -> "collect what the worker holds";
            case Kind.Merge merge -> "merge " + merge.files().size() + " results";
        };
    }
}
