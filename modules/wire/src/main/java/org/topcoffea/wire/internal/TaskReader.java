package org.topcoffea.wire.internal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.topcoffea.spi.Resources;
import org.topcoffea.wire.ManagerMessage;

/** Collects a task line by line, in any order, as workers must. */
public final class TaskReader {
    private static final int ENTRIES = 200_000;

    private final ManagerMessage.Task.Builder task;
    private final long id;
    private final long[] amounts = {Resources.UNSPECIFIED, Resources.UNSPECIFIED, Resources.UNSPECIFIED, -1};
    private String command = "";
    private boolean commanded;
    private long held;
    private int entries;
    private String awaited = "";

    /** Begins with the line {@code task <id>}. */
    public TaskReader(String line) throws Fault {
        Fields fields = new Fields(line);
        fields.word();
        id = fields.number();
        if (id <= 0) {
            throw Fault.protocol("task " + id + ": ids are positive");
        }
        task = ManagerMessage.Task.builder(id, "");
    }

    /**
     * Takes the next line.
     *
     * @return bytes of the body that follows; 0 without one; {@link #END} when the task is complete
     */
    public long line(String line) throws Fault {
        Fields fields = new Fields(line);
        String keyword = fields.word();
        if (++entries > ENTRIES) {
            throw Fault.protocol("task " + id + " has more than " + ENTRIES + " lines");
        }
        hold(line.length());
        switch (keyword) {
            case "cmd", "coprocess" -> {
                return await(keyword, fields.size());
            }
            case "env" -> {
                return await(keyword, Math.addExact(Math.min(fields.size(), TaskText.LIMIT), 1));
            }
            case "end" -> {
                return END;
            }
            default -> part(keyword, fields);
        }
        return 0;
    }

    /** The task is complete. */
    public static final long END = -1;

    private long await(String keyword, long length) throws Fault {
        hold(length);
        awaited = keyword;
        if (length == 0) {
            body(new byte[0]);
        }
        return length;
    }

    private void hold(long bytes) throws Fault {
        held += bytes;
        if (held > TaskText.LIMIT || bytes > TaskText.LIMIT) {
            throw Fault.protocol("task " + id + " has more than " + TaskText.LIMIT + " bytes");
        }
    }

    /** Takes the body that was asked for. */
    public void body(byte[] bytes) throws Fault {
        String text = new String(bytes, StandardCharsets.UTF_8);
        switch (awaited) {
            case "cmd" -> {
                command = text;
                commanded = true;
            }
            case "coprocess" -> task.coprocess(text);
            default -> {
                if (!text.endsWith("\n")) {
                    throw Fault.protocol("task " + id + ": no line break after a variable");
                }
                task.environment(text.substring(0, text.length() - 1));
            }
        }
    }

    private void part(String keyword, Fields fields) throws Fault {
        switch (keyword) {
            case "category" -> task.category(fields.rest());
            case "cores" -> amounts[0] = amount(fields);
            case "memory" -> amounts[1] = amount(fields);
            case "disk" -> amounts[2] = amount(fields);
            case "gpus" -> amounts[3] = amount(fields);
            case "end_time" -> task.endTime(endTime(fields.word()));
            case "wall_time" -> task.wallTime(wallTime(fields.word()));
            case "dir" -> task.directory(Names.relative(fields.rest()));
            case "infile" -> task.input(Names.component(fields.word()), Names.relative(fields.name()), fields.small());
            case "outfile" ->
                task.output(Names.component(fields.word()), Names.relative(fields.name()), fields.small());
            default -> throw Fault.protocol("'" + Texts.shortened(keyword) + "' is no part of a task");
        }
    }

    private static long amount(Fields fields) throws Fault {
        return Math.max(Resources.UNSPECIFIED, fields.number());
    }

    private static Instant endTime(String text) throws Fault {
        double seconds = real(text);
        long whole = (long) Math.floor(Math.clamp(seconds, 0, 1e11));
        return seconds <= 0
                ? Instant.EPOCH
                : Instant.ofEpochSecond(whole, 1000 * (long) (1e6 * (Math.min(seconds, 1e11) - whole)));
    }

    /** C managers write seconds with a decimal point; a number without one is in microseconds. */
    private static Duration wallTime(String text) throws Fault {
        double value = Math.clamp(real(text), 0, 1e15);
        return Duration.ofNanos(text.indexOf('.') >= 0 ? (long) (Math.min(value, 1e9) * 1e9) : 1000 * (long) value);
    }

    private static double real(String text) throws Fault {
        try {
            double value = Double.parseDouble(text);
            return Double.isNaN(value) ? 0 : value;
        } catch (NumberFormatException e) {
            throw Fault.protocol("'" + Texts.shortened(text) + "' is no time");
        }
    }

    /** The complete task. */
    public ManagerMessage.Task task() throws Fault {
        if (!commanded) {
            throw Fault.protocol("task " + id + " has no command");
        }
        // what is left out counts as nothing, once anything is given
        boolean open = true;
        for (long amount : amounts) {
            open &= amount == Resources.UNSPECIFIED;
        }
        if (!open) {
            task.resources(new Resources(
                    Math.max(0, amounts[0]),
                    Math.max(0, amounts[1]),
                    Math.max(0, amounts[2]),
                    Math.max(0, amounts[3])));
        }
        ManagerMessage.Task built = task.build();
        return new ManagerMessage.Task(
                id,
                command,
                built.coprocess(),
                built.category(),
                built.resources(),
                built.endTime(),
                built.wallTime(),
                built.environment(),
                built.directories(),
                built.inputs(),
                built.outputs());
    }
}
