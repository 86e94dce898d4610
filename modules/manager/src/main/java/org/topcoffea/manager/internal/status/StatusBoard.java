package org.topcoffea.manager.internal.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SequenceWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.topcoffea.manager.internal.queue.TaskQueue;
import org.topcoffea.wire.CatalogRecord;
import org.topcoffea.wire.StatusQuery;

/**
 * Answers status queries at once, however busy the queue is: from the last picture of it, or from a new one when that can be
 * had within a moment. Thread-safe.
 */
public final class StatusBoard {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final byte[] NOTHING = {'[', ']'};
    private static final long FRESH_NANOS = 500_000_000L;
    private static final long PATIENCE_MILLIS = 60;

    private final TaskQueue queue;
    private final StatusDocuments documents;
    private final Map<StatusQuery, Picture> pictures = new EnumMap<>(StatusQuery.class);

    /** What was so at a time; put into words once, by the first who asks. */
    private static final class Picture {
        final Iterable<? extends Map<String, ?>> objects;
        final long time = System.nanoTime();
        private byte @Nullable [] text;

        Picture(Iterable<? extends Map<String, ?>> objects) {
            this.objects = objects;
        }

        synchronized byte[] text() throws IOException {
            byte[] done = text;
            if (done == null) {
                ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 14);
                try (SequenceWriter writer = MAPPER.writer().writeValuesAsArray(out)) {
                    for (Map<String, ?> object : objects) {
                        writer.write(object);
                    }
                }
                done = out.toByteArray();
                text = done;
            }
            return done;
        }

        CatalogRecord record() {
            return CatalogRecord.of(objects.iterator().next());
        }
    }

    /** Prepares to answer. */
    public StatusBoard(TaskQueue queue, StatusDocuments documents) {
        this.queue = queue;
        this.documents = documents;
    }

    /** Draws the picture that is wanted most, so that there is always one; called by the thread of the queue. */
    public void refresh() {
        draw(StatusQuery.QUEUE_STATUS);
    }

    private void draw(StatusQuery query) {
        long begin = System.nanoTime();
        Iterable<? extends Map<String, ?>> objects = switch (query) {
            case QUEUE_STATUS, RESOURCES_STATUS -> List.of(documents.manager());
            case WORKER_STATUS -> documents.workers();
            case TASK_STATUS -> documents.tasks();
            case WABLE_STATUS -> documents.categories();
        };
        synchronized (pictures) {
            pictures.put(query, new Picture(objects));
        }
        queue.counters().answered((System.nanoTime() - begin) / 1000);
    }

    private Optional<Picture> look(StatusQuery query) {
        Picture last;
        synchronized (pictures) {
            last = pictures.get(query);
        }
        if (last != null && System.nanoTime() - last.time < FRESH_NANOS) {
            return Optional.of(last);
        }
        CountDownLatch drawn = new CountDownLatch(1);
        queue.urge(() -> {
            draw(query);
            drawn.countDown();
        });
        try {
            boolean soon = drawn.await(last == null ? 100 * PATIENCE_MILLIS : PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            if (!soon && last != null) {
                return Optional.of(last);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (pictures) {
            return Optional.ofNullable(pictures.get(query));
        }
    }

    /** Writes the answer to a query: one JSON array. */
    public void answer(StatusQuery query, OutputStream out) throws IOException {
        Optional<Picture> picture = look(query);
        long begin = System.nanoTime();
        out.write(picture.isPresent() ? picture.get().text() : NOTHING);
        queue.counters().answered((System.nanoTime() - begin) / 1000);
    }

    /** The last record for catalogs, even when the queue has ended. */
    public CatalogRecord last() {
        synchronized (pictures) {
            return Optional.ofNullable(pictures.get(StatusQuery.QUEUE_STATUS))
                    .map(Picture::record)
                    .orElseGet(() -> CatalogRecord.of(Map.of()));
        }
    }

    /** The record for catalogs. */
    public CatalogRecord record() {
        return look(StatusQuery.QUEUE_STATUS).map(Picture::record).orElseGet(() -> CatalogRecord.of(Map.of()));
    }
}
