package org.topcoffea.task;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel says of the memory of this process. */
final class ProcessMemory {
    private static final Path STATISTICS = Path.of("/proc/self/statm");
    private static final long PAGE = 4096;

    private ProcessMemory() {}

    /** What is resident now, in MB; -1 where the system does not tell. Linux, proc(5), statm: size and resident in pages. */
    static long residentMegabytes() {
        try {
            String[] pages =
                    Files.readString(STATISTICS, StandardCharsets.US_ASCII).split(" ");
            return pages.length > 1 ? Long.parseLong(pages[1]) * PAGE >> 20 : -1;
        } catch (IOException | NumberFormatException e) {
            return -1;
        }
    }
}
