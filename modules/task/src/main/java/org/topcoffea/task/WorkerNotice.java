package org.topcoffea.task;

import java.util.Locale;
import java.util.Optional;
import org.topcoffea.task.internal.Words;

/**
 * What our worker says in {@code info} lines beyond Work Queue; other managers pass over them.
 *
 * <p>A worker that has lost its manager keeps what it holds for a while. It says so when it has connected again, after its
 * greeting: one {@link Holds} for each file, then {@link HoldsTold}. A worker that has to leave says {@code info vacating},
 * stops its tasks at the next boundary, reports them as always, writes what it holds to its cache, and says the same. The
 * manager gets each of these files with {@code get} and then gives it up with {@code unlink}, whether it could use it or not;
 * a leaving worker waits for that before it closes the connection.
 */
public sealed interface WorkerNotice {
    /**
     * A partial result in the cache of the worker, in the form of {@link ResultFile}.
     *
     * @param runId the run it belongs to
     * @param cacheName its name in the cache
     * @param bytes its size
     */
    record Holds(String runId, String cacheName, long bytes) implements WorkerNotice {}

    /**
     * All that the worker holds was told.
     *
     * @param files how many files these are
     */
    record HoldsTold(int files) implements WorkerNotice {}

    /**
     * A sum is lost; what was added to it since it was last collected has to be processed again.
     *
     * @param runId the run it belonged to
     * @param fold its name, as in {@link Kept.Folded}
     */
    record Lost(String runId, String fold) implements WorkerNotice {}

    /**
     * What a task used that was a command; comes just before its result.
     *
     * @param taskId the task
     * @param usage what it used
     */
    record Measured(long taskId, Usage usage) implements WorkerNotice {}

    /** The first word behind {@code info}. */
    default String field() {
        return switch (this) {
            case Holds holds -> "topcoffea-holds";
            case HoldsTold told -> "topcoffea-holds-told";
            case Lost lost -> "topcoffea-lost";
            case Measured measured -> "topcoffea-measured";
        };
    }

    /** What follows it. */
    default String text() {
        return switch (this) {
            case Holds holds -> holds.runId() + " " + holds.cacheName() + " " + holds.bytes();
            case HoldsTold told -> Integer.toString(told.files());
            case Lost lost -> lost.runId() + " " + lost.fold();
            case Measured measured -> {
                Usage usage = measured.usage();
                yield String.format(
                        Locale.ROOT,
                        "%d %.6f %.6f %d %d %d",
                        measured.taskId(),
                        usage.wallSeconds(),
                        usage.cpuSeconds(),
                        usage.memory(),
                        usage.disk(),
                        usage.bytesRead());
            }
        };
    }

    /**
     * Reads what an {@code info} line says.
     *
     * @param field the first word
     * @param text the rest
     * @return empty if it is none of these, or not as it should be
     */
    static Optional<WorkerNotice> parse(String field, String text) {
        Words words = new Words(text);
        try {
            Optional<WorkerNotice> notice = switch (field) {
                case "topcoffea-holds" -> Optional.of(new Holds(words.word(), words.word(), words.count()));
                case "topcoffea-holds-told" -> Optional.of(new HoldsTold((int) words.count()));
                case "topcoffea-lost" -> Optional.of(new Lost(words.word(), words.word()));
                case "topcoffea-measured" ->
                    Optional.of(new Measured(
                            words.count(),
                            new Usage(
                                    words.number(),
                                    words.number(),
                                    words.integer(),
                                    words.integer(),
                                    words.integer())));
                default -> Optional.empty();
            };
            return words.end() ? notice : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
