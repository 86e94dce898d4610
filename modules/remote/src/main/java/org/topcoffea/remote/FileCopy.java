package org.topcoffea.remote;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.zip.Adler32;
import org.topcoffea.remote.internal.copy.Checksums;
import org.topcoffea.root.ByteSource;

/**
 * Copies a whole file to this machine: under a temporary name, checked against the server's checksum, synced, renamed. Whoever
 * looks sees the old file, or nothing, or the complete new one.
 */
public final class FileCopy {
    private static final int STEP = 8 << 20;
    private static final int UNDER_WAY = 4;

    private final ByteSource source;
    private final Path target;
    private final Progress progress;

    /** Hears of the bytes that have been written. */
    @FunctionalInterface
    public interface Progress {
        /**
         * Some more have been written.
         *
         * @param done how many are there
         * @param total how many there will be
         */
        void copied(long done, long total);
    }

    /**
     * A file that was copied.
     *
     * @param bytes its size
     * @param checksum the one that was compared, or {@code adler32:} and its value if the server knows none
     * @param verified whether the server's checksum is the same
     */
    public record Copied(long bytes, String checksum, boolean verified) {}

    /** A part that is under way. */
    private record Part(MemorySegment bytes, ByteSource.Pending pending) {}

    private FileCopy(ByteSource source, Path target, Progress progress) {
        this.source = source;
        this.target = target;
        this.progress = progress;
    }

    /**
     * Copies a file.
     *
     * @param source where its bytes are
     * @param target where they go
     * @param replace whether a file of that name may be replaced
     * @param expected asks for the checksum, such as {@code adler32:0123abcd}, while the bytes come; may be empty
     * @param progress hears of the bytes
     * @throws RemoteException {@link RemoteError#UNWRITABLE} if the file cannot be written, {@link RemoteError#CORRUPT} if
     *     the checksum is another one, or whatever the source says
     */
    public static Copied copy(
            ByteSource source, Path target, boolean replace, Callable<Optional<String>> expected, Progress progress) {
        if (!replace && Files.exists(target)) {
            throw new RemoteException(
                    RemoteError.UNWRITABLE, target + ": exists already: remove it, name another file, or use --force");
        }
        return new FileCopy(source, target, progress).copy(expected);
    }

    private Copied copy(Callable<Optional<String>> expected) {
        FutureTask<Optional<String>> asking = new FutureTask<>(expected);
        Thread asker = Thread.ofVirtual().name("checksum").start(asking);
        Path temporary = target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        // when the process is ended by a signal
        temporary.toFile().deleteOnExit();
        try {
            String adler = write(temporary);
            Copied copied = verified(temporary, adler, answer(asking));
            move(temporary);
            return copied;
        } catch (IOException e) {
            throw unwritable(e);
        } finally {
            asker.interrupt();
            delete(temporary);
        }
    }

    private RemoteException unwritable(IOException e) {
        return new RemoteException(
                RemoteError.UNWRITABLE,
                target + ": cannot be written (" + e + "): make room, or name another place",
                e);
    }

    private String write(Path temporary) throws IOException {
        Adler32 adler = new Adler32();
        try (Arena arena = Arena.ofShared();
                FileChannel out = FileChannel.open(
                        temporary,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            Deque<Part> parts = new ArrayDeque<>();
            try {
                write(out, adler, arena, parts);
            } finally {
                parts.forEach(part -> part.pending().cancel());
            }
            out.force(true);
        }
        return String.format("adler32:%08x", adler.getValue());
    }

    private void write(FileChannel out, Adler32 adler, Arena arena, Deque<Part> parts) throws IOException {
        Deque<MemorySegment> free = new ArrayDeque<>();
        long size = source.size();
        long asked = 0;
        long written = 0;
        while (written < size) {
            while (asked < size && parts.size() < UNDER_WAY) {
                MemorySegment memory = free.isEmpty() ? arena.allocate(Math.min(STEP, size)) : free.pop();
                MemorySegment bytes = memory.asSlice(0, Math.min(memory.byteSize(), size - asked));
                parts.addLast(new Part(memory, source.start(new long[] {asked}, new MemorySegment[] {bytes})));
                asked += bytes.byteSize();
            }
            Part part = parts.getFirst();
            part.pending().await();
            parts.removeFirst();
            ByteBuffer bytes = part.bytes()
                    .asSlice(0, Math.min(part.bytes().byteSize(), size - written))
                    .asByteBuffer();
            adler.update(bytes.duplicate());
            written += bytes.remaining();
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            free.push(part.bytes());
            progress.copied(written, size);
        }
    }

    private static Optional<String> answer(FutureTask<Optional<String>> asking) {
        try {
            return asking.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RemoteException(RemoteError.UNREACHABLE, "copying was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RemoteException failure) {
                System.getLogger(FileCopy.class.getName())
                        .log(System.Logger.Level.WARNING, "no checksum to compare with: {0}", failure.getMessage());
                return Optional.empty();
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private Copied verified(Path temporary, String adler, Optional<String> expected) throws IOException {
        if (expected.isEmpty()) {
            return new Copied(source.size(), adler, false);
        }
        String wanted = Checksums.normal(expected.get());
        Optional<String> found =
                wanted.startsWith("adler32:") ? Optional.of(adler) : Checksums.of(temporary, Checksums.kind(wanted));
        if (found.isEmpty()) {
            return new Copied(source.size(), adler, false);
        }
        if (!found.get().equals(wanted)) {
            throw new RemoteException(
                    RemoteError.CORRUPT,
                    source.name() + ": what came has the checksum " + found.get() + ", the server says " + wanted
                            + ": try again, or another server");
        }
        return new Copied(source.size(), wanted, true);
    }

    private void move(Path temporary) throws IOException {
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException | FileAlreadyExistsException e) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void delete(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            System.getLogger(FileCopy.class.getName())
                    .log(System.Logger.Level.WARNING, "{0} could not be deleted: {1}", temporary, e);
        }
    }
}
