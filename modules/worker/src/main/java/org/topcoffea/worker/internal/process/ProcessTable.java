package org.topcoffea.worker.internal.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which processes of this machine belong to which task. A process belongs to the task of its parent or, if it has
 * left it, to the one whose mark it carries in its environment. What was once found out of a process stays true.
 * Linux only: elsewhere there are no processes to be found. Confined to one thread.
 */
final class ProcessTable {
    /** The environment variable that marks the processes of a task. */
    static final String MARK = "TOPCOFFEA_TASK";

    private static final Path PROC = Path.of("/proc");

    private static final int LONGEST_CHAIN = 1000;

    /** A process takes on its environment some time after it has begun; after so many looks it must have. */
    private static final int LOOKS = 3;

    private final Map<Long, String> roots;
    private Map<Long, Entry> known = new HashMap<>();

    /** What is known of one process. */
    private record Entry(long started, @Nullable String mark, int looks) {}

    /** Knows the first processes of tasks by their numbers; the map may change meanwhile. */
    ProcessTable(Map<Long, String> roots) {
        this.roots = roots;
    }

    /** Reads the table anew: the processes that are alive, by the mark of their task. */
    Map<String, List<ProcessStatistics>> read() {
        Map<Long, ProcessStatistics> all = new HashMap<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                ProcessStatistics.read(process).ifPresent(one -> all.put(one.pid(), one));
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            return Map.of();
        }
        Map<Long, Entry> now = new HashMap<>();
        Map<String, List<ProcessStatistics>> byMark = new HashMap<>();
        for (ProcessStatistics process : all.values()) {
            String mark = mark(process, all, now, 0);
            if (mark != null && !process.zombie()) {
                byMark.computeIfAbsent(mark, m -> new ArrayList<>()).add(process);
            }
        }
        known = now;
        return byMark;
    }

    private @Nullable String mark(
            ProcessStatistics process, Map<Long, ProcessStatistics> all, Map<Long, Entry> now, int depth) {
        Entry done = now.get(process.pid());
        if (done != null) {
            return done.mark();
        }
        Entry before = known.get(process.pid());
        if (before != null && before.started() != process.started()) {
            before = null;
        }
        String mark = before == null ? null : before.mark();
        int looks = before == null ? 0 : before.looks();
        if (mark == null && looks < LOOKS) {
            looks++;
            mark = roots.getOrDefault(process.pid(), carried(process.pid()).orElse(null));
        }
        ProcessStatistics parent = all.get(process.parent());
        // A chain cannot be longer than this unless numbers were used again while the table was read.
        if (mark == null && parent != null && parent.pid() > 1 && depth < LONGEST_CHAIN) {
            mark = mark(parent, all, now, depth + 1);
        }
        now.put(process.pid(), new Entry(process.started(), mark, looks));
        return mark;
    }

    /** The mark in the environment of a process; its own user may read it. */
    private static Optional<String> carried(long pid) {
        try {
            byte[] environment = Files.readAllBytes(PROC.resolve(pid + "/environ"));
            String text = new String(environment, StandardCharsets.ISO_8859_1);
            int at = text.startsWith(MARK + "=") ? 0 : text.indexOf("\0" + MARK + "=") + 1;
            if (at == 0 && !text.startsWith(MARK + "=")) {
                return Optional.empty();
            }
            int end = text.indexOf('\0', at);
            return Optional.of(text.substring(at + MARK.length() + 1, end < 0 ? text.length() : end));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
