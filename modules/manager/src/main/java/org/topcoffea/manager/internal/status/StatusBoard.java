package org.topcoffea.manager.internal.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SequenceWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.topcoffea.manager.internal.queue.TaskQueue;
import org.topcoffea.wire.CatalogRecord;
import org.topcoffea.wire.StatusQuery;

/**
 * Answers status queries at once, however busy the queue is: from the last picture of it, or from a new one when that can be
 * had within a moment. Thread-safe.
 */
public final class StatusBoard implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long FRESH_NANOS = 500_000_000L;
    /** Longer than from one {@link #refresh} to the next. */
    private static final long LARGE_FRESH_NANOS = 10_000_000_000L;
    /** Large ones are not made more often than this: it costs what the queue could do meanwhile. */
    private static final long LARGE_PAUSE_NANOS = 2_000_000_000L;

    private static final int LARGE = 256 << 10;
    private static final long PATIENCE_MILLIS = 10;
    private static final long FIRST_PATIENCE_MILLIS = 6_000;

    private final TaskQueue queue;
    private final StatusDocuments documents;
    /** Several, so that a large answer does not keep a small one waiting. */
    private final ExecutorService painters =
            Executors.newCachedThreadPool(Thread.ofPlatform().name("status").factory());

    private final Map<StatusQuery, Picture> pictures = new EnumMap<>(StatusQuery.class);
    private final AtomicBoolean painting = new AtomicBoolean();

    /** What was so at a time; put into words once, by whoever needs them first. */
    private static final class Picture {
        final Iterable<? extends Map<String, ?>> objects;
        final long time = System.nanoTime();
        private final int expected;
        private @Nullable ByteBuffer text;

        /**
         * Notes what is so.
         *
         * @param objects what the answer consists of
         * @param expected bytes that its text will take, about
         */
        Picture(Iterable<? extends Map<String, ?>> objects, int expected) {
            this.objects = objects;
            this.expected = expected;
        }

        synchronized ByteBuffer text() throws IOException {
            ByteBuffer done = text;
            if (done == null) {
                Bytes out = new Bytes(expected + expected / 16 + 1024);
                try (SequenceWriter writer = MAPPER.writer().writeValuesAsArray(out)) {
                    for (Map<String, ?> object : objects) {
                        writer.write(object);
                    }
                }
                done = out.buffer();
                text = done;
            }
            return done;
        }

        synchronized int size() {
            ByteBuffer done = text;
            return done == null ? 0 : done.remaining();
        }

        /** Whether it takes a while to put it into words. */
        boolean large() {
            return size() > LARGE;
        }

        long age() {
            return System.nanoTime() - time;
        }

        CatalogRecord record() {
            return CatalogRecord.of(objects.iterator().next());
        }
    }

    /** Collects bytes that are then looked at where they are. */
    private static final class Bytes extends ByteArrayOutputStream {
        Bytes(int expected) {
            super(expected);
        }

        ByteBuffer buffer() {
            return ByteBuffer.wrap(buf, 0, count).asReadOnlyBuffer();
        }
    }

    /**
     * Prepares to answer.
     *
     * @param queue what is asked about
     * @param documents draws it
     */
    public StatusBoard(TaskQueue queue, StatusDocuments documents) {
        this.queue = queue;
        this.documents = documents;
    }

    /**
     * Draws all pictures and has them put into words by another thread, so that there is an answer to any question, the
     * first of its kind too, however busy the queue is then; called by the thread of the queue, every few seconds.
     */
    public void refresh() {
        Picture manager = picture(StatusQuery.QUEUE_STATUS);
        hang(StatusQuery.QUEUE_STATUS, manager);
        if (!painting.compareAndSet(false, true)) {
            return;
        }
        Map<StatusQuery, Picture> drawn = new EnumMap<>(StatusQuery.class);
        for (StatusQuery query : StatusQuery.values()) {
            drawn.put(query, query == StatusQuery.QUEUE_STATUS ? manager : picture(query));
        }
        painters.execute(() -> {
            try {
                paint(drawn);
            } finally {
                painting.set(false);
            }
        });
    }

    private void paint(Map<StatusQuery, Picture> drawn) {
        try {
            for (Map.Entry<StatusQuery, Picture> next : drawn.entrySet()) {
                next.getValue().text();
                hang(next.getKey(), next.getValue());
            }
        } catch (IOException | RuntimeException e) {
            System.getLogger(StatusBoard.class.getName())
                    .log(System.Logger.Level.DEBUG, "no answer could be prepared: {0}", e.toString());
        }
    }

    private Picture picture(StatusQuery query) {
        long begin = System.nanoTime();
        Picture picture = new Picture(
                switch (query) {
                    case QUEUE_STATUS, RESOURCES_STATUS -> List.of(documents.manager());
                    case WORKER_STATUS -> documents.workers();
                    case TASK_STATUS -> documents.tasks();
                    case WABLE_STATUS -> documents.categories();
                },
                hanging(query).map(Picture::size).orElse(0));
        queue.counters().answered((System.nanoTime() - begin) / 1000);
        return picture;
    }

    /** Hangs a picture, unless a newer one hangs there. */
    private void hang(StatusQuery query, Picture picture) {
        synchronized (pictures) {
            pictures.merge(query, picture, (old, fresh) -> old.time - fresh.time > 0 ? old : fresh);
        }
    }

    private Optional<Picture> hanging(StatusQuery query) {
        synchronized (pictures) {
            return Optional.ofNullable(pictures.get(query));
        }
    }

    private Optional<Picture> look(StatusQuery query) {
        Optional<Picture> last = hanging(query);
        boolean fresh = last.isPresent() && last.get().age() < (last.get().large() ? LARGE_FRESH_NANOS : FRESH_NANOS);
        return fresh ? last : newer(query, last.isPresent() ? PATIENCE_MILLIS : FIRST_PATIENCE_MILLIS);
    }

    /** A new picture, if it is ready by then; otherwise the one that hangs there. */
    private Optional<Picture> newer(StatusQuery query, long patienceMillis) {
        try {
            return Optional.of(next(query).get(patienceMillis, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            System.getLogger(StatusBoard.class.getName())
                    .log(System.Logger.Level.DEBUG, "{0} is answered from before", query);
        }
        return hanging(query);
    }

    /** Has a new picture drawn, put into words and hung up. */
    private CompletableFuture<Picture> next(StatusQuery query) {
        CompletableFuture<Picture> next = new CompletableFuture<>();
        queue.urge(() -> {
            Picture picture = picture(query);
            painters.execute(() -> {
                paint(Map.of(query, picture));
                next.complete(picture);
            });
        });
        return next;
    }

    /**
     * Makes the next answer ready, where that takes a while: large ones are of the time of the question before, unless that was
     * seconds ago. Returns at once.
     */
    public void prepare(StatusQuery query) {
        Optional<Picture> last = hanging(query);
        if (last.isPresent() && last.get().large() && last.get().age() >= LARGE_PAUSE_NANOS) {
            var unused = next(query);
        }
    }

    /** The answer to a query: one JSON array, in UTF-8. */
    public ByteBuffer answer(StatusQuery query) throws IOException {
        Optional<Picture> picture = look(query);
        return picture.isPresent() ? picture.get().text().duplicate() : nothing();
    }

    /** The answer of who knows nothing. */
    public static ByteBuffer nothing() {
        return ByteBuffer.wrap(new byte[] {'[', ']'});
    }

    /** The last record for catalogs, even when the queue has ended. */
    public CatalogRecord last() {
        return hanging(StatusQuery.QUEUE_STATUS).map(Picture::record).orElseGet(() -> CatalogRecord.of(Map.of()));
    }

    /** The record for catalogs. */
    public CatalogRecord record() {
        return look(StatusQuery.QUEUE_STATUS).map(Picture::record).orElseGet(() -> CatalogRecord.of(Map.of()));
    }

    /** Waits for what is being put into words; nothing new is drawn from then on. */
    @Override
    public void close() {
        painters.close();
    }
}
