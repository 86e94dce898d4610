package org.topcoffea.worker.internal.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the kernel tells of a process (proc(5)).
 *
 * @param pid its number
 * @param parent the number of its parent
 * @param session the number of its session
 * @param started when it began, in ticks since the machine was started
 * @param zombie whether it has ended
 * @param cpuTicks processor time of the process and of those of its children that it has waited for, in ticks
 */
record ProcessStatistics(long pid, long parent, long session, long started, boolean zombie, long cpuTicks) {
    /** Ticks in a second: USER_HZ, the same on all Linux systems that Java runs on. */
    static final long TICKS = 100;

    private static final long PAGE = 4096;

    static Optional<ProcessStatistics> read(Path process) {
        try {
            return parse(Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Reads {@code /proc/PID/stat}: the name in parentheses may hold anything, so count from its end. */
    static Optional<ProcessStatistics> parse(String stat) {
        int open = stat.indexOf('(');
        int close = stat.lastIndexOf(')');
        if (open < 1 || close < open) {
            return Optional.empty();
        }
        String[] fields = stat.substring(close + 1).strip().split(" ");
        if (fields.length < 20) {
            return Optional.empty();
        }
        try {
            long cpu = 0;
            for (int i = 11; i <= 14; i++) {
                cpu += Math.max(0, Long.parseLong(fields[i]));
            }
            return Optional.of(new ProcessStatistics(
                    Long.parseLong(stat.substring(0, open).strip()),
                    Long.parseLong(fields[1]),
                    Long.parseLong(fields[3]),
                    Long.parseLong(fields[19]),
                    fields[0].equals("Z") || fields[0].equals("X"),
                    cpu));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * Memory in bytes.
     *
     * @param own what only this process has
     * @param shared resident pages of files and of memory that may be shared
     */
    record Memory(long own, long shared) {}

    /** What is resident now. */
    Optional<Memory> memory() {
        try {
            String[] pages = Files.readString(Path.of("/proc/" + pid + "/statm"), StandardCharsets.US_ASCII)
                    .strip()
                    .split(" ");
            long resident = Long.parseLong(pages[1]);
            long shared = Long.parseLong(pages[2]);
            return Optional.of(new Memory((resident - shared) * PAGE, shared * PAGE));
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** The bytes that the process has read so far, from wherever. */
    Optional<Long> bytesRead() {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/io"), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> line.startsWith("rchar: "))
                    .map(line -> Long.parseLong(line.substring(7).strip()))
                    .findFirst();
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
