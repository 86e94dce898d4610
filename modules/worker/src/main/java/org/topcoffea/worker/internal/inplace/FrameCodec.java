package org.topcoffea.worker.internal.inplace;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.worker.WorkerError;

/**
 * Frames as bytes.
 *
 * <pre>
 * said    := anything mark frame*
 * frame   := kind:byte content
 * bytes   := length:int byte*
 * text    := bytes in UTF-8
 * texts   := count:int text*
 * </pre>
 *
 * The mark stands before the frames of a runner: the virtual machine and its libraries may print before the runner itself can
 * prevent it.
 */
public final class FrameCodec {
    /** The most bytes of one text or report. */
    private static final int LIMIT = 64 << 20;

    /** Its first byte is nowhere else in it. */
    private static final byte[] MARK = "\0topcoffea frames\n".getBytes(StandardCharsets.US_ASCII);

    /** The most bytes before the mark. */
    private static final int NOISE = 1 << 20;

    private FrameCodec() {}

    /** Says that everything from here on is frames; whoever calls flushes. */
    public static void begin(DataOutputStream out) throws IOException {
        out.write(MARK);
    }

    /**
     * Reads until frames begin.
     *
     * @return what came before the mark
     * @throws AnalysisException {@link WorkerError#BAD_FRAME} if that is too much
     */
    public static byte[] await(DataInputStream in) throws IOException {
        ByteArrayOutputStream noise = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < MARK.length) {
            int next = in.read();
            if (next < 0) {
                return noise.toByteArray();
            }
            if (next == MARK[matched]) {
                matched++;
            } else {
                noise.write(MARK, 0, matched);
                matched = next == MARK[0] ? 1 : 0;
                if (matched == 0) {
                    noise.write(next);
                }
            }
            if (noise.size() > NOISE) {
                throw bad("no frames in " + noise.size() + " bytes");
            }
        }
        return noise.toByteArray();
    }

    /** Writes a frame; whoever calls flushes. */
    public static void write(Frame frame, DataOutputStream out) throws IOException {
        switch (frame) {
            case Frame.Execute execute -> write(execute, out);
            case Frame.Done done -> write(done, out);
            case Frame.Collect collect -> {
                out.writeByte(2);
                out.writeLong(collect.id());
                text(out, collect.directory());
                text(out, collect.output());
            }
            case Frame.Stop stop -> {
                out.writeByte(3);
                out.writeBoolean(stop.on());
            }
            case Frame.Keep keep -> {
                out.writeByte(6);
                out.writeLong(keep.id());
                out.writeBoolean(keep.on());
            }
            case Frame.Spoilt spoilt -> {
                out.writeByte(7);
                text(out, spoilt.why());
            }
            case Frame.Ready ready -> {
                out.writeByte(4);
                text(out, ready.runId());
            }
            case Frame.Prepare prepare -> write(prepare, out);
        }
    }

    private static void write(Frame.Prepare prepare, DataOutputStream out) throws IOException {
        out.writeByte(8);
        text(out, prepare.run());
        texts(out, prepare.plugins());
        text(out, prepare.fold());
    }

    private static void write(Frame.Execute execute, DataOutputStream out) throws IOException {
        out.writeByte(1);
        out.writeLong(execute.id());
        out.writeInt(execute.cores());
        text(out, execute.directory());
        texts(out, execute.before());
        bytes(out, execute.task());
    }

    private static void write(Frame.Done done, DataOutputStream out) throws IOException {
        out.writeByte(5);
        out.writeLong(done.id());
        out.writeInt(done.exitCode());
        text(out, done.code());
        out.writeBoolean(done.collected());
        out.writeLong(done.events());
        bytes(out, done.report());
    }

    /**
     * Reads the next frame.
     *
     * @return null at the end of the stream
     * @throws IOException if the stream ends within a frame, or fails
     * @throws AnalysisException {@link WorkerError#BAD_FRAME} if it is none
     */
    public static @Nullable Frame read(DataInputStream in) throws IOException {
        int kind = in.read();
        return switch (kind) {
            case -1 -> null;
            case 1 -> new Frame.Execute(in.readLong(), in.readInt(), text(in), texts(in), bytes(in));
            case 2 -> new Frame.Collect(in.readLong(), text(in), text(in));
            case 3 -> new Frame.Stop(in.readBoolean());
            case 4 -> new Frame.Ready(text(in));
            case 5 -> new Frame.Done(in.readLong(), in.readInt(), text(in), in.readBoolean(), in.readLong(), bytes(in));
            case 6 -> new Frame.Keep(in.readLong(), in.readBoolean());
            case 7 -> new Frame.Spoilt(text(in));
            case 8 -> new Frame.Prepare(text(in), texts(in), text(in));
            default -> throw bad("a frame of the unknown kind " + kind);
        };
    }

    private static void texts(DataOutputStream out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            text(out, text);
        }
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        bytes(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void bytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(bytes(in), StandardCharsets.UTF_8);
    }

    private static List<String> texts(DataInputStream in) throws IOException {
        int count = in.readInt();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(text(in));
        }
        return texts;
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LIMIT) {
            throw bad("a text of " + length + " bytes");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    private static AnalysisException bad(String what) {
        return new AnalysisException(WorkerError.BAD_FRAME, "between worker and runner: " + what);
    }
}
