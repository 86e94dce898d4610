package org.topcoffea.manager.internal.run;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.topcoffea.manager.internal.queue.TaskQueue;
import org.topcoffea.manager.internal.status.StatusBoard;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.wire.CatalogClient;
import org.topcoffea.wire.CatalogRecord;

/** Tells catalogs about the manager every minute, takes that back at the end, and asks how many workers factories want. */
final class CatalogUpdates implements AutoCloseable {
    private static final long SECONDS = 60;

    private final CatalogClient catalog;
    private final StatusBoard board;
    private final TaskQueue queue;
    private final Consumer<String> say;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().name("catalog").unstarted(task));
    private volatile List<String> factories = List.of();
    private boolean complained;

    CatalogUpdates(CatalogClient catalog, StatusBoard board, TaskQueue queue, Consumer<String> say) {
        this.catalog = catalog;
        this.board = board;
        this.queue = queue;
        this.say = say;
        if (catalog.present()) {
            var unused = thread.scheduleWithFixedDelay(this::update, 0, SECONDS, TimeUnit.SECONDS);
        }
    }

    /** The factories whose workers are here. */
    void factories(List<String> names) {
        factories = names;
    }

    private void update() {
        try {
            List<String> problems = catalog.update(board.record());
            if (!problems.isEmpty() && !complained) {
                complained = true;
                problems.forEach(problem -> say.accept("workers cannot find this manager by its name: " + problem));
            } else if (problems.isEmpty()) {
                complained = false;
            }
            limits();
        } catch (RuntimeException e) {
            System.getLogger(CatalogUpdates.class.getName())
                    .log(System.Logger.Level.WARNING, "the catalog was not told: {0}", e.toString());
        }
    }

    private void limits() {
        if (factories.isEmpty()) {
            return;
        }
        try {
            for (CatalogRecord record : catalog.query("type==\"wq_factory\"")) {
                String name = record.text("factory_name", "");
                long most = record.number("max_workers", -1);
                if (factories.contains(name) && most >= 0) {
                    queue.post(() -> queue.limitFactory(name, (int) Math.min(most, Integer.MAX_VALUE)));
                }
            }
        } catch (AnalysisException e) {
            System.getLogger(CatalogUpdates.class.getName())
                    .log(System.Logger.Level.DEBUG, "no answer about factories: {0}", e.getMessage());
        }
    }

    /** Takes the record back. */
    @Override
    public void close() {
        thread.shutdown();
        boolean interrupted = false;
        try {
            if (!thread.awaitTermination(SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (catalog.present()) {
            List<String> problems = catalog.update(board.last().with("lifetime", 1));
            problems.forEach(problem -> System.getLogger(CatalogUpdates.class.getName())
                    .log(System.Logger.Level.DEBUG, "the record in the catalog was not taken back: {0}", problem));
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
