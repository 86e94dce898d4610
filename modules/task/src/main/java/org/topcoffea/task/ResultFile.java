package org.topcoffea.task;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Function;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.topcoffea.plan.EventRanges;
import org.topcoffea.plan.PlanException;
import org.topcoffea.runner.PartialResult;
import org.topcoffea.spi.AccumulatorType;
import org.topcoffea.spi.AnalysisException;

/**
 * A partial result in a file, as workers and managers exchange it.
 *
 * <pre>
 * magic:int  version:int  events  accumulators  crc32c:int
 * </pre>
 *
 * The middle is {@link PartialResult#encode}; the checksum is of all bytes before it. Equal results give equal files.
 */
public final class ResultFile {
    private static final int MAGIC = 0x74635052;
    private static final int VERSION = 1;
    private static final int BUFFER = 1 << 16;

    /**
     * What was written.
     *
     * @param bytes the size of the file
     * @param sha256 its SHA-256 in hexadecimal
     */
    public record Written(long bytes, String sha256) {}

    private ResultFile() {}

    /**
     * Writes a result beside its place, makes sure that it is on the disk, and puts it there.
     *
     * @throws AnalysisException {@link TaskError#UNWRITABLE} if that cannot be done
     */
    public static Written write(PartialResult result, Path file) {
        Path temporary = file.resolveSibling("." + file.getFileName() + ".part");
        try {
            Written written = writeTo(temporary, result);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return written;
        } catch (IOException e) {
            discard(temporary);
            throw new AnalysisException(
                    TaskError.UNWRITABLE, file + ": the partial result cannot be written: " + reason(e), e);
        }
    }

    private static Written writeTo(Path temporary, PartialResult result) throws IOException {
        MessageDigest digest = sha256();
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            CheckedOutputStream checked = new CheckedOutputStream(
                    new DigestOutputStream(Channels.newOutputStream(channel), digest), new CRC32C());
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(checked, BUFFER));
            out.writeInt(MAGIC);
            out.writeInt(VERSION);
            result.encode(out);
            out.flush();
            out.writeInt((int) checked.getChecksum().getValue());
            out.flush();
            channel.force(true);
            return new Written(channel.size(), HexFormat.of().formatHex(digest.digest()));
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void discard(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            System.getLogger(ResultFile.class.getName())
                    .log(System.Logger.Level.WARNING, "cannot remove {0}: {1}", temporary, e);
        }
    }

    /**
     * Reads a result.
     *
     * @param file what {@link #write} wrote
     * @param types finds a type of accumulator by its name
     * @throws AnalysisException {@link TaskError#UNREADABLE} if the file is not there or is damaged
     */
    public static PartialResult read(Path file, Function<String, AccumulatorType<?>> types) {
        return open(file, in -> {
            PartialResult result = PartialResult.decode(in.data, types);
            in.checkEnd();
            return result;
        });
    }

    /**
     * Reads only which events are in a result, without checking the rest of the file.
     *
     * @throws AnalysisException {@link TaskError#UNREADABLE} if the file is not there or is damaged
     */
    public static EventRanges readEvents(Path file) {
        return open(file, in -> EventRanges.decode(in.data));
    }

    private interface Content<T> {
        T from(Input in) throws IOException;
    }

    private static <T> T open(Path file, Content<T> content) {
        try (InputStream bytes = Files.newInputStream(file)) {
            Input in = new Input(bytes);
            if (in.data.readInt() != MAGIC) {
                throw new IOException("it is not a partial result");
            }
            int version = in.data.readInt();
            if (version != VERSION) {
                throw new IOException("it is of version " + version + ", this program knows version " + VERSION);
            }
            return content.from(in);
        } catch (IOException | PlanException | IllegalArgumentException e) {
            throw new AnalysisException(
                    TaskError.UNREADABLE, file + ": the partial result cannot be read: " + reason(e), e);
        }
    }

    private static String reason(Exception e) {
        return e instanceof EOFException ? "it ends too early" : String.valueOf(e.getMessage());
    }

    /** The checksum is taken behind the buffer, of what was really asked for. */
    private static final class Input {
        private final CheckedInputStream checked;
        private final DataInputStream data;

        private Input(InputStream bytes) {
            this.checked = new CheckedInputStream(new BufferedInputStream(bytes, BUFFER), new CRC32C());
            this.data = new DataInputStream(checked);
        }

        private void checkEnd() throws IOException {
            int expected = (int) checked.getChecksum().getValue();
            if (data.readInt() != expected) {
                throw new IOException("its checksum is wrong");
            }
            if (data.read() >= 0) {
                throw new IOException("there are bytes behind its end");
            }
        }
    }
}
