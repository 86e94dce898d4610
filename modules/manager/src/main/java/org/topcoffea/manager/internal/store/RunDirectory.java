package org.topcoffea.manager.internal.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory of one run, for one manager at a time:
 *
 * <pre>
 * lock            held while a manager works
 * journal         see {@link Journal}
 * parts/          partial results: see {@link PartStore}
 * stage/          what is sent to workers; made again by each manager
 * failures/       a record of each failed attempt
 * </pre>
 */
public final class RunDirectory implements Closeable {
    private final Path directory;
    private final FileChannel lockChannel;
    private final FileLock lock;

    private RunDirectory(Path directory, FileChannel lockChannel, FileLock lock) {
        this.directory = directory;
        this.lockChannel = lockChannel;
        this.lock = lock;
    }

    /** The directory that belongs to an output: {@code OUTPATH/.OUTNAME.run}. */
    public static Path of(Path outpath, String outname) {
        return outpath.toAbsolutePath().normalize().resolve("." + outname + ".run");
    }

    /**
     * Makes the directory, if it does not exist, and locks it.
     *
     * @return empty if another process has locked it
     * @throws IOException if it cannot be made or written
     */
    public static Optional<RunDirectory> lock(Path directory) throws IOException {
        Files.createDirectories(directory);
        FileChannel channel =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        @Nullable FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // held by another run of this very process
            lock = null;
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        if (lock == null) {
            return Optional.empty();
        }
        for (String part : new String[] {"parts", "stage", "failures"}) {
            Files.createDirectories(directory.resolve(part));
        }
        return Optional.of(new RunDirectory(directory, channel, lock));
    }

    /** Where it is. */
    public Path path() {
        return directory;
    }

    /** The journal. */
    public Path journal() {
        return directory.resolve("journal");
    }

    /** Partial results. */
    public Path parts() {
        return directory.resolve("parts");
    }

    /** What is sent to workers. */
    public Path stage() {
        return directory.resolve("stage");
    }

    /** Records of failed attempts. */
    public Path failures() {
        return directory.resolve("failures");
    }

    /** Removes everything but the lock, to begin anew. */
    public void clear() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                if (!file.equals(directory) && !file.equals(directory.resolve("lock"))) {
                    Files.deleteIfExists(file);
                }
            }
        }
        for (Path part : new Path[] {parts(), stage(), failures()}) {
            Files.createDirectories(part);
        }
    }

    /** Removes the directory and all that is in it, when nothing of it is needed any more. */
    public void remove() throws IOException {
        clear();
        close();
        for (Path part : new Path[] {parts(), stage(), failures(), directory.resolve("lock"), directory}) {
            try {
                Files.delete(part);
            } catch (NoSuchFileException e) {
                continue;
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (lockChannel.isOpen()) {
            lock.release();
            lockChannel.close();
        }
    }
}
