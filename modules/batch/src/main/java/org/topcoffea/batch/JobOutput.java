package org.topcoffea.batch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/** What jobs leave behind in files. */
public final class JobOutput {
    private static final int BYTES = 4096;
    private static final int LINES = 10;

    private JobOutput() {}

    /** The last lines of a file, at most ten and 4 KiB; empty if there is no such file or it cannot be read. */
    public static String tail(Path file) {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            long start = Math.max(0, channel.size() - BYTES);
            ByteBuffer bytes = ByteBuffer.allocate(BYTES);
            channel.position(start);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // read on
            }
            String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
            List<String> lines = text.strip().lines().toList();
            boolean cut = start > 0 && lines.size() > 1;
            List<String> whole = cut ? lines.subList(1, lines.size()) : lines;
            return String.join("\n", whole.subList(Math.max(0, whole.size() - LINES), whole.size()));
        } catch (IOException e) {
            return "";
        }
    }

    /** The number that a file holds, and nothing if there is no such file or it holds something else. */
    public static OptionalInt number(Path file) {
        try {
            return OptionalInt.of(Integer.parseInt(Files.readString(file).strip()));
        } catch (IOException | NumberFormatException e) {
            return OptionalInt.empty();
        }
    }
}
