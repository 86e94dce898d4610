package org.topcoffea.manager.internal.log;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A text file that lines are appended to. A log never makes a run fail: when it cannot be written, that is said once and
 * lines are dropped until it can. Thread-safe.
 */
final class LogFile implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LogFile.class.getName());
    private static final long RETRY_NANOS = 10_000_000_000L;

    private final Optional<Path> file;
    private final long rotateAt;
    private @Nullable BufferedWriter writer;
    private long size;
    private long failedAt;
    private boolean complained;

    /**
     * A log.
     *
     * @param file where it is; empty for nowhere
     * @param rotateAt the size in bytes at which the file is renamed to {@code .old} and begun anew; 0 for never
     */
    LogFile(Optional<Path> file, long rotateAt) {
        this.file = file;
        this.rotateAt = rotateAt;
    }

    /** Whether there is a file. */
    boolean present() {
        return file.isPresent();
    }

    /** Whether nothing was written to the file yet, by anybody. */
    synchronized boolean empty() {
        try {
            return size == 0 && (file.isEmpty() || !Files.exists(file.get()) || Files.size(file.get()) == 0);
        } catch (IOException e) {
            return false;
        }
    }

    /** Adds text, which ends with the end of a line; it may be a moment until it is in the file. */
    synchronized void append(String text) {
        if (file.isEmpty() || (failedAt != 0 && System.nanoTime() - failedAt < RETRY_NANOS)) {
            return;
        }
        try {
            BufferedWriter open = writer == null ? open(file.get()) : writer;
            open.write(text);
            size += text.length();
            if (rotateAt > 0 && size > rotateAt) {
                rotate(file.get());
            }
        } catch (IOException e) {
            fail(file.get(), e);
        }
    }

    private BufferedWriter open(Path path) throws IOException {
        BufferedWriter opened = Files.newBufferedWriter(
                path, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        writer = opened;
        size = Files.size(path);
        failedAt = 0;
        return opened;
    }

    private void rotate(Path path) throws IOException {
        close();
        Files.move(path, path.resolveSibling(path.getFileName() + ".old"), StandardCopyOption.REPLACE_EXISTING);
        size = 0;
    }

    private void fail(Path path, IOException failure) {
        failedAt = System.nanoTime();
        writer = null;
        if (!complained) {
            complained = true;
            LOG.log(System.Logger.Level.WARNING, "cannot write the log {0}: {1}; lines are lost", path, failure);
        }
    }

    /** Puts all that was appended into the file. */
    synchronized void flush() {
        if (writer != null) {
            try {
                writer.flush();
            } catch (IOException e) {
                fail(file.orElseThrow(), e);
            }
        }
    }

    @Override
    public synchronized void close() {
        if (writer != null) {
            try {
                writer.close();
            } catch (IOException e) {
                fail(file.orElseThrow(), e);
            }
            writer = null;
        }
    }
}
