package org.topcoffea.manager.internal.run;

import java.util.Optional;
import org.topcoffea.plan.Chunk;
import org.topcoffea.plan.FileMetadata;
import org.topcoffea.plan.InputFile;

/** Gives the queue the files to count and the chunks to process, in time but not long before. Belongs to the thread of the queue. */
final class Feed {
    private static final int COUNTING = 500;
    private static final int COUNTING_LIMITED = 4;
    private static final int HUNGRY = 8;
    private static final int EARLY_CHUNKS = 3;

    private final Context context;
    private final Counting counting;
    private int begunEarly;

    Feed(Context context, Counting counting) {
        this.context = context;
        this.counting = counting;
    }

    /** Gives as much to the queue as its workers can take soon. */
    void give() {
        count();
        while (early() && process(true)) {
            begunEarly++;
        }
        for (long wanted = context.queue().scheduler().wanted(HUNGRY); wanted > 0; wanted--) {
            if (!process(false)) {
                break;
            }
        }
    }

    private void count() {
        int limit = counting.limited() ? COUNTING_LIMITED : COUNTING;
        for (Optional<InputFile> file = context.book.nextToCount(limit);
                file.isPresent();
                file = context.book.nextToCount(limit)) {
            Optional<FileMetadata> known = counting.known(file.get());
            if (known.isPresent()) {
                context.book.counted(file.get(), known.get());
            } else {
                context.submit(new Work.Kind.Count(file.get()));
            }
        }
    }

    /** Gives a chunk to the queue, if there is one. */
    private boolean process(boolean early) {
        Optional<Chunk> chunk = context.book.nextChunk();
        chunk.ifPresent(next -> context.submit(new Work.Kind.Process(next, early)));
        return chunk.isPresent();
    }

    /**
     * Whether the next chunk goes before the files that are still to be counted. A few do, so that a processor that does not
     * work is found out at once and what a chunk takes is learnt soon; then counting goes first, to find bad files early.
     */
    private boolean early() {
        return begunEarly < EARLY_CHUNKS && !context.noneOf(Work.PREPROCESSING);
    }
}
