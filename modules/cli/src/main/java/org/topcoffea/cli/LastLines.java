package org.topcoffea.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** Passes on what is printed and remembers the last lines of it. */
final class LastLines extends OutputStream {
    private static final int LINES = 20;
    private static final int LONGEST = 1000;

    private final OutputStream to;
    private final Deque<String> lines = new ArrayDeque<>();
    private final byte[] line = new byte[LONGEST];
    private int length;

    private LastLines(OutputStream to) {
        this.to = to;
    }

    /** From now on, standard output and standard error go there. */
    static LastLines instead(OutputStream to) {
        LastLines lines = new LastLines(to);
        PrintStream stream = new PrintStream(lines, true, StandardCharsets.UTF_8);
        System.setOut(stream);
        System.setErr(stream);
        return lines;
    }

    @Override
    public synchronized void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int count) throws IOException {
        to.write(bytes, offset, count);
        for (int i = offset; i < offset + count; i++) {
            if (bytes[i] == '\n') {
                lines.addLast(new String(Arrays.copyOf(line, length), StandardCharsets.UTF_8));
                length = 0;
                if (lines.size() > LINES) {
                    lines.removeFirst();
                }
            } else if (length < LONGEST) {
                line[length++] = bytes[i];
            }
        }
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }
}
