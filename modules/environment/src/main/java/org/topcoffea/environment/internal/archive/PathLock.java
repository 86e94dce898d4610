package org.topcoffea.environment.internal.archive;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A lock that one thread of one process holds, whoever else wants it waits. The operating system releases it when the process
 * dies. Where the file system knows no locks it works within the process only; what it guards is published by renaming, so
 * that nothing worse than double work comes of that.
 */
public final class PathLock implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(PathLock.class.getName());
    private static final ConcurrentHashMap<Path, ReentrantLock> IN_PROCESS = new ConcurrentHashMap<>();

    private final ReentrantLock mine;
    private final @Nullable FileChannel channel;

    private PathLock(ReentrantLock mine, @Nullable FileChannel channel) {
        this.mine = mine;
        this.channel = channel;
    }

    /** Waits for the lock of a file, which is made when it does not exist and never removed. */
    public static PathLock of(Path file) throws IOException {
        ReentrantLock mine = IN_PROCESS.computeIfAbsent(file.toAbsolutePath().normalize(), path -> new ReentrantLock());
        mine.lock();
        FileChannel channel = null;
        try {
            channel = open(file);
            // Closing the channel releases the lock.
            channel.lock();
            return new PathLock(mine, channel);
        } catch (IOException e) {
            if (channel != null) {
                channel.close();
                LOG.log(Level.DEBUG, "no lock on {0}: {1}", file, e.getMessage());
                return new PathLock(mine, null);
            }
            mine.unlock();
            throw e;
        }
    }

    /**
     * Marks a file as in use until the process ends or the mark is closed; any number of marks go together.
     *
     * @return the mark, or empty where the file system knows no locks
     */
    public static Optional<FileChannel> mark(Path file) throws IOException {
        FileChannel channel = open(file);
        try {
            channel.lock(0, Long.MAX_VALUE, true);
            return Optional.of(channel);
        } catch (OverlappingFileLockException e) {
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            channel.close();
            LOG.log(Level.DEBUG, "no mark on {0}: {1}", file, e.getMessage());
            return Optional.empty();
        }
    }

    /** Whether somebody has marked a file as in use. */
    public static boolean isMarked(Path file) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = open(file);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    }

    @Override
    public void close() throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            mine.unlock();
        }
    }
}
