package org.topcoffea.wire.internal;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a body into a new file. What cannot be written is skipped and told in the end. A file that is not completed is removed by
 * {@link #abandon}.
 */
final class FileIntake implements Intake {
    private static final PosixFilePermission[] BITS = {
        PosixFilePermission.OTHERS_EXECUTE, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.OTHERS_READ,
        PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.GROUP_WRITE, PosixFilePermission.GROUP_READ,
        PosixFilePermission.OWNER_EXECUTE, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_READ,
    };
    private static final int PLAIN = 0644;

    private final Path file;
    private final int mode;
    private final Taker taker;
    private @Nullable FileChannel channel;
    private boolean done;
    private String failure = "";

    FileIntake(Path file, int mode, Taker taker) {
        this.file = file;
        this.mode = mode;
        this.taker = taker;
    }

    FileIntake(Path file, Taker taker) {
        this(file, PLAIN, taker);
    }

    @Override
    public boolean onDisk() {
        return true;
    }

    @Override
    public void take(ByteBuf piece, boolean last) {
        if (failure.isEmpty()) {
            try {
                write(piece, last);
            } catch (IOException | RuntimeException e) {
                failure = file + ": cannot be written (" + Causes.of(e) + ")";
                abandon();
            }
        }
    }

    private void write(ByteBuf piece, boolean last) throws IOException {
        FileChannel out = channel;
        if (out == null) {
            Files.deleteIfExists(file);
            out = FileChannel.open(
                    file, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW, LinkOption.NOFOLLOW_LINKS));
            channel = out;
        }
        for (ByteBuffer part : piece.nioBuffers()) {
            while (part.hasRemaining()) {
                out.write(part);
            }
        }
        if (last) {
            out.close();
            if (mode != PLAIN) {
                Files.setPosixFilePermissions(file, permissions(mode | 0600));
            }
            done = true;
        }
    }

    static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
        for (int bit = 0; bit < BITS.length; bit++) {
            if ((mode >> bit & 1) != 0) {
                set.add(BITS[bit]);
            }
        }
        return set;
    }

    /** Removes an unfinished file. */
    void abandon() {
        FileChannel out = channel;
        if (out != null && !done) {
            try {
                out.close();
                Files.deleteIfExists(file);
            } catch (IOException e) {
                failure = failure.isEmpty() ? Causes.of(e) : failure;
            }
        }
        done = true;
    }

    @Override
    public void complete() throws Fault, IOException {
        taker.take(file, failure);
    }

    /** Takes the file; the text says why it could not be written, or is empty. */
    interface Taker {
        void take(Path file, String failure) throws Fault, IOException;
    }
}
