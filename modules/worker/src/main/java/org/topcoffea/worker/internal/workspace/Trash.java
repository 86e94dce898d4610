package org.topcoffea.worker.internal.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/** Where things go that are no longer wanted: renamed at once, deleted by a thread of its own. */
final class Trash implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Trash.class.getName());

    private final Path directory;
    private final AtomicLong number = new AtomicLong();
    private final ExecutorService sweeper = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("trash").factory());

    Trash(Path directory) {
        this.directory = directory;
    }

    void add(Path path) {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Path aside = directory.resolve(Long.toString(number.incrementAndGet()));
        try {
            Files.move(path, aside, StandardCopyOption.ATOMIC_MOVE);
            sweeper.execute(() -> delete(aside));
        } catch (IOException e) {
            delete(path);
        } catch (RejectedExecutionException e) {
            delete(aside);
        }
    }

    private static void delete(Path path) {
        try {
            Trees.delete(path);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "{0} cannot be removed: {1}", path, e);
        }
    }

    @Override
    public void close() {
        sweeper.shutdownNow();
    }
}
