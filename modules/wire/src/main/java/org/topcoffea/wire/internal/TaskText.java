package org.topcoffea.wire.internal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.Resources;
import org.topcoffea.wire.ManagerMessage;
import org.topcoffea.wire.TaskFile;
import org.topcoffea.wire.WireError;

/** A task as managers write it. */
public final class TaskText {
    /** What the texts of one task may have together. */
    static final int LIMIT = 16 << 20;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    private final ManagerMessage.Task task;

    private TaskText(ManagerMessage.Task task) {
        this.task = task;
    }

    /**
     * The bytes of a task.
     *
     * @param task the task
     * @param protocol 9 or 11
     */
    public static byte[] of(ManagerMessage.Task task, int protocol) {
        if (protocol < 10 && !task.coprocess().isEmpty()) {
            throw new AnalysisException(
                    WireError.BAD_VALUE, "task " + task.id() + ": a worker of protocol 9 knows no coprocess");
        }
        return new TaskText(task).write();
    }

    private byte[] write() {
        line("task " + task.id());
        body("cmd", task.command(), false);
        if (!task.coprocess().isEmpty()) {
            body("coprocess", task.coprocess(), false);
        }
        line("category " + Names.rest(task.category()));
        resources(task.resources());
        if (!task.endTime().equals(Instant.EPOCH)) {
            Instant end = task.endTime();
            line(String.format(Locale.ROOT, "end_time %d.%06d", end.getEpochSecond(), end.getNano() / 1000));
        }
        if (!task.wallTime().isZero()) {
            line("wall_time " + micros(task.wallTime()));
        }
        task.environment().forEach(entry -> body("env", entry, true));
        task.directories().forEach(directory -> line("dir " + Names.rest(directory)));
        task.inputs().forEach(file -> line("infile " + text(file)));
        task.outputs().forEach(file -> line("outfile " + text(file)));
        line("end");
        if (out.size() > LIMIT) {
            throw new AnalysisException(
                    WireError.TOO_LARGE, "task " + task.id() + " has more than " + LIMIT + " bytes: use input files");
        }
        return out.toByteArray();
    }

    /** Workers take a number without a decimal point as microseconds, whatever the C manager meant. */
    private static long micros(Duration limit) {
        return Math.max(
                1, Math.addExact(Math.multiplyExact(limit.toSeconds(), 1_000_000L), limit.toNanosPart() / 1000));
    }

    private void resources(Resources resources) {
        amount("cores", resources.cores());
        amount("gpus", resources.gpus());
        amount("memory", resources.memory());
        amount("disk", resources.disk());
    }

    private void amount(String name, long value) {
        if (value != Resources.UNSPECIFIED) {
            line(name + " " + value);
        }
    }

    private static String text(TaskFile file) {
        return Names.word(file.cacheName()) + " " + Names.word(UrlName.encode(file.path())) + " " + file.flags();
    }

    private void body(String keyword, String text, boolean lineBreak) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        line(keyword + " " + bytes.length);
        out.writeBytes(bytes);
        if (lineBreak) {
            out.write('\n');
        }
    }

    private void line(String text) {
        byte[] bytes = Lines.bytes(text);
        out.write(bytes, 0, bytes.length);
    }
}
