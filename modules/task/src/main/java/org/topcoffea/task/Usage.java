package org.topcoffea.task;

import java.util.List;
import org.topcoffea.remote.ServerStatistics;

/**
 * What a task used; -1 stands for what was not measured.
 *
 * @param wallSeconds how long it took
 * @param cpuSeconds processor time of all its threads and processes
 * @param memory its peak, in MB; of tasks that share a process, an equal part each
 * @param disk what it wrote below its own directory, in MB
 * @param bytesRead what it read, in bytes
 * @param servers what its process asked of servers of event files since the report before this one, which may have been for
 *     tasks beside it
 */
public record Usage(
        double wallSeconds, double cpuSeconds, long memory, long disk, long bytesRead, List<ServerStatistics> servers) {
    /** Nothing was measured. */
    public static final Usage UNKNOWN = new Usage(-1, -1, -1, -1, -1);

    /** Copies the list. */
    public Usage {
        servers = List.copyOf(servers);
    }

    /** No server was asked. */
    public Usage(double wallSeconds, double cpuSeconds, long memory, long disk, long bytesRead) {
        this(wallSeconds, cpuSeconds, memory, disk, bytesRead, List.of());
    }

    /** The same with the memory and disk that somebody else measured. */
    public Usage with(long newMemory, long newDisk) {
        return new Usage(wallSeconds, cpuSeconds, newMemory, newDisk, bytesRead, servers);
    }
}
