package org.topcoffea.manager.internal.status;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.topcoffea.manager.internal.queue.TaskQueue;
import org.topcoffea.wire.CatalogRecord;
import org.topcoffea.wire.StatusQuery;

/**
 * Answers status queries at once, however busy the queue is: from the last picture of it, or from a new one when that can be
 * had within a moment. Thread-safe.
 */
public final class StatusBoard {
    private static final ObjectMapper MAPPER = new ObjectMapper().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    private static final long FRESH_NANOS = 500_000_000L;
    private static final long PATIENCE_MILLIS = 60;

    private final TaskQueue queue;
    private final StatusDocuments documents;
    private final Map<StatusQuery, Picture> pictures = new EnumMap<>(StatusQuery.class);

    private record Picture(List<? extends Map<String, ?>> objects, long time) {}

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
        List<? extends Map<String, ?>> objects = switch (query) {
            case QUEUE_STATUS, RESOURCES_STATUS -> List.of(documents.manager());
            case WORKER_STATUS -> documents.workers();
            case TASK_STATUS -> documents.tasks();
            case WABLE_STATUS -> documents.categories();
        };
        synchronized (pictures) {
            pictures.put(query, new Picture(objects, System.nanoTime()));
        }
        queue.counters().answered((System.nanoTime() - begin) / 1000);
    }

    private List<? extends Map<String, ?>> look(StatusQuery query) {
        Picture last;
        synchronized (pictures) {
            last = pictures.get(query);
        }
        if (last != null && System.nanoTime() - last.time < FRESH_NANOS) {
            return last.objects;
        }
        CountDownLatch drawn = new CountDownLatch(1);
        queue.post(() -> {
            draw(query);
            drawn.countDown();
        });
        try {
            boolean soon = drawn.await(last == null ? 100 * PATIENCE_MILLIS : PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            if (!soon && last != null) {
                return last.objects;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (pictures) {
            Picture now = pictures.get(query);
            return now == null ? List.of() : now.objects;
        }
    }

    /** Writes the answer to a query: one JSON array. */
    public void answer(StatusQuery query, OutputStream out) throws IOException {
        List<? extends Map<String, ?>> objects = look(query);
        long begin = System.nanoTime();
        MAPPER.writeValue(out, objects);
        queue.counters().answered((System.nanoTime() - begin) / 1000);
    }

    /** The last record for catalogs, even when the queue has ended. */
    public CatalogRecord last() {
        synchronized (pictures) {
            Picture last = pictures.get(StatusQuery.QUEUE_STATUS);
            return CatalogRecord.of(last == null ? Map.of() : last.objects.getFirst());
        }
    }

    /** The record for catalogs. */
    public CatalogRecord record() {
        List<? extends Map<String, ?>> objects = look(StatusQuery.QUEUE_STATUS);
        return CatalogRecord.of(objects.isEmpty() ? Map.of() : objects.getFirst());
    }
}
