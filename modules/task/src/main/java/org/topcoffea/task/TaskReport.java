package org.topcoffea.task;

import java.util.List;
import java.util.Optional;
import org.topcoffea.plan.EntryRange;
import org.topcoffea.plan.EventRanges;
import org.topcoffea.plan.FileMetadata;
import org.topcoffea.plan.InputFile;
import org.topcoffea.runner.ChunkMetrics;
import org.topcoffea.spi.Blame;
import org.topcoffea.spi.ErrorCode;
import org.topcoffea.task.internal.ReportJson;

/** What became of a task. */
public sealed interface TaskReport {
    /** What the task used. */
    Usage usage();

    /**
     * The same report with other measurements, by whoever can see the whole process.
     *
     * @param usage what the task used
     */
    TaskReport withUsage(Usage usage);

    /**
     * The events of a file are counted.
     *
     * @param file the file
     * @param metadata what is known of it now
     * @param usage what the task used
     */
    record Counted(InputFile file, FileMetadata metadata, Usage usage) implements TaskReport {
        @Override
        public Counted withUsage(Usage newUsage) {
            return new Counted(file, metadata, newUsage);
        }
    }

    /**
     * Events are processed, all of the chunk or, when the task was told to stop, some of them.
     *
     * @param metrics the chunk and what it cost
     * @param done the processed ranges, ascending, without overlap, inside the chunk
     * @param kept where their result is
     * @param usage what the task used
     */
    record Processed(ChunkMetrics metrics, List<EntryRange> done, Kept kept, Usage usage) implements TaskReport {
        /** Checks that the ranges ascend and are of the chunk. */
        public Processed {
            done = List.copyOf(done);
            long reached = metrics.chunk().start();
            for (EntryRange range : done) {
                if (range.start() < reached || range.stop() > metrics.chunk().stop()) {
                    throw new IllegalArgumentException(range + " is not of " + metrics.chunk() + ", or not in order");
                }
                reached = range.stop();
            }
        }

        @Override
        public Processed withUsage(Usage newUsage) {
            return new Processed(metrics, done, kept, newUsage);
        }
    }

    /**
     * Partial results are added and written.
     *
     * @param events the events in the result
     * @param file the name of the written file in the directory of the task
     * @param bytes its size
     * @param sha256 its SHA-256 in hexadecimal
     * @param usage what the task used
     */
    record Merged(EventRanges events, String file, long bytes, String sha256, Usage usage) implements TaskReport {
        @Override
        public Merged withUsage(Usage newUsage) {
            return new Merged(events, file, bytes, sha256, newUsage);
        }
    }

    /**
     * Nothing was done, as was asked.
     *
     * @param usage what the task used
     */
    record Probed(Usage usage) implements TaskReport {
        @Override
        public Probed withUsage(Usage newUsage) {
            return new Probed(newUsage);
        }
    }

    /**
     * The task failed; nothing of it is in any result.
     *
     * @param code the kind of failure
     * @param message what happened, in one line
     * @param file the file at fault, if it was one
     * @param range the events that were being read or processed, if it was then
     * @param plugin the processor and its version, or empty
     * @param stack the chain of exceptions with their stacks
     * @param lines the last lines that the task printed
     * @param usage what the task used
     */
    record Failed(
            Code code,
            String message,
            Optional<InputFile> file,
            Optional<EntryRange> range,
            String plugin,
            String stack,
            List<String> lines,
            Usage usage)
            implements TaskReport {
        /** Copies the lines. */
        public Failed {
            lines = List.copyOf(lines);
        }

        /** The report of a task that could not even begin. */
        public static Failed of(Throwable failure) {
            return Failures.of(failure, Optional.empty(), Optional.empty(), "");
        }

        @Override
        public Failed withUsage(Usage newUsage) {
            return new Failed(code, message, file, range, plugin, stack, lines, newUsage);
        }

        /** The same with the last lines that the task printed. */
        public Failed withLines(List<String> newLines) {
            return new Failed(code, message, file, range, plugin, stack, newLines, usage);
        }
    }

    /**
     * A kind of failure that happened elsewhere.
     *
     * @param name its stable name
     * @param blame who or what has to change
     */
    record Code(String name, Blame blame) implements ErrorCode {
        /** The same kind, as it is told to others. */
        public static Code of(ErrorCode code) {
            return new Code(code.name(), code.blame());
        }
    }

    /**
     * The exit code of a process that did only this task: 0, or for a failure 21 (user), 22 (data), 23 (resource), 24
     * (transient) or 25 (internal).
     */
    default int exitCode() {
        if (!(this instanceof Failed failed)) {
            return 0;
        }
        return switch (failed.code().blame()) {
            case USER -> 21;
            case DATA -> 22;
            case RESOURCE -> 23;
            case TRANSIENT -> 24;
            case INTERNAL -> 25;
        };
    }

    /** This report as JSON; equal ones give equal bytes. */
    default byte[] toJson() {
        return ReportJson.bytes(this);
    }

    /**
     * Reads a report.
     *
     * @throws org.topcoffea.spi.AnalysisException {@link TaskError#MALFORMED} if it is none
     */
    static TaskReport parse(byte[] json) {
        return ReportJson.parse(json);
    }
}
