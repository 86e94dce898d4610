package org.topcoffea.task;

/**
 * What a task used; -1 stands for what was not measured.
 *
 * @param wallSeconds how long it took
 * @param cpuSeconds processor time of all its threads and processes
 * @param memory its peak, in MB; of tasks that share a process, an equal part each
 * @param disk what it wrote below its own directory, in MB
 * @param bytesRead what it read, in bytes
 */
public record Usage(double wallSeconds, double cpuSeconds, long memory, long disk, long bytesRead) {
    /** Nothing was measured. */
    public static final Usage UNKNOWN = new Usage(-1, -1, -1, -1, -1);

    /** The same with the memory and disk that somebody else measured. */
    public Usage with(long newMemory, long newDisk) {
        return new Usage(wallSeconds, cpuSeconds, newMemory, newDisk, bytesRead);
    }
}
