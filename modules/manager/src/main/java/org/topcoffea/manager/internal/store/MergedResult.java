package org.topcoffea.manager.internal.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.topcoffea.plan.EntryRange;
import org.topcoffea.plan.EventRanges;
import org.topcoffea.plan.InputFile;
import org.topcoffea.runner.Accumulators;
import org.topcoffea.runner.ChunkMetrics;
import org.topcoffea.runner.PartialResult;

/**
 * The sum of all partial results of a run. Memory holds the sum and one part at most. A part counts when it is on the disk
 * and in the journal; from time to time the sum itself is written and takes the place of the parts in it, so that a manager
 * that was killed goes on from there. Not thread-safe.
 */
public final class MergedResult {
    private static final long CHECKPOINT_BYTES = 64L << 20;
    private static final int CHECKPOINT_PARTS = 200;

    private final PartStore store;
    private final RunJournal journal;
    private final PartialResult total;
    private final List<String> parts = new ArrayList<>();
    private long checkpointBytes;
    private long bytesSince;
    private int partsSince;

    /**
     * Begins with nothing, or with what earlier managers of this run have left.
     *
     * @param store the parts
     * @param journal says which of them count
     * @param empty accumulators to add to
     * @throws IOException if a part that counts cannot be read
     */
    public MergedResult(PartStore store, RunJournal journal, Accumulators empty) throws IOException {
        this.store = store;
        this.journal = journal;
        this.total = new PartialResult(empty, new EventRanges());
        Set<String> known = journal.past().parts();
        store.keepOnly(known);
        for (String part : known) {
            total.merge(store.read(part));
            parts.add(part);
            count(part);
        }
    }

    private void count(String part) throws IOException {
        bytesSince += store.size(part);
        partsSince++;
    }

    /** The sum so far. */
    public PartialResult total() {
        return total;
    }

    /**
     * Adds a result that was written to a file of the store.
     *
     * @param file a file that {@link PartStore#newFile} has named
     * @param expected the events that must be in it
     * @param metrics what they cost
     * @throws DamagedPart if the file is not the result of these events; it is removed
     * @throws IOException if the disk fails or is full; then the file is still there, the sum is as before, and the same
     *     call may be made again
     */
    public void add(Path file, EventRanges expected, List<ChunkMetrics> metrics) throws IOException, DamagedPart {
        PartialResult result = check(file, expected);
        String part = store.keep(file);
        try {
            journal.append(new Entry.Stored(part, metrics));
        } catch (IOException e) {
            Files.move(store.path(part), file);
            throw e;
        }
        total.merge(result);
        parts.add(part);
        count(part);
    }

    private PartialResult check(Path file, EventRanges expected) throws DamagedPart, IOException {
        try {
            PartialResult result = store.read(file);
            if (!result.events().equals(expected)) {
                throw new IOException("it has " + result.events() + " and not those that it should, " + expected);
            }
            refuseRepetition(expected);
            if (!result.accumulators()
                    .asMap()
                    .keySet()
                    .equals(total.accumulators().asMap().keySet())) {
                throw new IOException("it has other accumulators: "
                        + result.accumulators().asMap().keySet());
            }
            return result;
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw new DamagedPart(String.valueOf(e.getMessage()), e);
        }
    }

    private void refuseRepetition(EventRanges expected) throws IOException {
        for (InputFile file : expected.files()) {
            for (EntryRange range : expected.ranges(file)) {
                if (total.events().overlaps(file, range)) {
                    throw new IOException("some events of " + file + " " + range + " are in the result already");
                }
            }
        }
    }

    /** Whether so much was added that it is time for a {@link #checkpoint}. */
    public boolean wantsCheckpoint() {
        return partsSince >= 2
                && (partsSince >= CHECKPOINT_PARTS || bytesSince > Math.max(CHECKPOINT_BYTES, 2 * checkpointBytes));
    }

    /**
     * Writes the sum in place of its parts.
     *
     * @throws IOException if that fails; the parts are still there then, and nothing is lost
     */
    public void checkpoint() throws IOException {
        String merged = store.write(total);
        List<String> replaced = List.copyOf(parts);
        try {
            journal.append(new Entry.Merged(merged, replaced));
        } catch (IOException e) {
            store.delete(merged);
            throw e;
        }
        parts.clear();
        parts.add(merged);
        checkpointBytes = store.size(merged);
        bytesSince = 0;
        partsSince = 1;
        for (String part : replaced) {
            store.delete(part);
        }
    }

    /** A file that is not the result that it should be. */
    public static final class DamagedPart extends Exception {
        private static final long serialVersionUID = 1L;

        DamagedPart(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
