package org.topcoffea.worker.internal.process;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.topcoffea.task.Usage;

/** The most that the processes of a task have used so far. Not thread-safe. */
final class Peak {
    private final Map<Long, Long> cpuTicks = new HashMap<>();
    private final Map<Long, Long> bytesRead = new HashMap<>();
    private long memory = -1;
    private long disk = -1;

    void measure(List<ProcessStatistics> processes) {
        long own = 0;
        long shared = 0;
        for (ProcessStatistics process : processes) {
            cpuTicks.put(process.pid(), process.cpuTicks());
            process.bytesRead().ifPresent(bytes -> bytesRead.merge(process.pid(), bytes, Math::max));
            ProcessStatistics.Memory now = process.memory().orElse(new ProcessStatistics.Memory(0, 0));
            own += now.own();
            // Processes of one task mostly share the same pages with each other.
            shared = Math.max(shared, now.shared());
        }
        memory = Math.max(memory, own + shared);
    }

    long memory() {
        return memory;
    }

    void disk(long bytes) {
        disk = Math.max(disk, bytes);
    }

    Usage usage(double wall) {
        long ticks = cpuTicks.values().stream().mapToLong(Long::longValue).sum();
        long read = bytesRead.values().stream().mapToLong(Long::longValue).sum();
        boolean seen = !cpuTicks.isEmpty();
        return new Usage(
                wall,
                seen ? (double) ticks / ProcessStatistics.TICKS : -1,
                megabytes(memory),
                megabytes(disk),
                seen ? read : -1);
    }

    private static long megabytes(long bytes) {
        return bytes < 0 ? -1 : (bytes + (1 << 20) - 1) >> 20;
    }
}
