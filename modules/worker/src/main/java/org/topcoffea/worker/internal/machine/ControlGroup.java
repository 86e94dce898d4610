package org.topcoffea.worker.internal.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the control group of this process (cgroups(7), version 2, and version 1 at its usual place) is given. */
final class ControlGroup {
    private static final Path ROOT = Path.of("/sys/fs/cgroup");

    private ControlGroup() {}

    /** The least limit of memory on the way to the root, in MB; {@link Long#MAX_VALUE} without one. */
    static long memoryMegabytes() {
        try {
            long least = Long.MAX_VALUE;
            for (String line : Files.readAllLines(Path.of("/proc/self/cgroup"))) {
                String[] parts = line.split(":", 3);
                if (parts.length == 3 && parts[1].isEmpty()) {
                    least = Math.min(least, leastAbove(ROOT, parts[2], "memory.max"));
                } else if (parts.length == 3 && parts[1].equals("memory")) {
                    least = Math.min(least, leastAbove(ROOT.resolve("memory"), parts[2], "memory.limit_in_bytes"));
                }
            }
            return least == Long.MAX_VALUE ? least : least >> 20;
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    private static long leastAbove(Path root, String group, String file) {
        long least = Long.MAX_VALUE;
        Path place = root.resolve(group.replaceFirst("^/+", "")).normalize();
        while (place != null && place.startsWith(root)) {
            least = Math.min(least, limit(place.resolve(file)));
            place = place.getParent();
        }
        return least;
    }

    private static long limit(Path file) {
        try {
            String text = Files.readString(file).strip();
            long bytes = text.equals("max") ? Long.MAX_VALUE : Long.parseLong(text);
            // Version 1 says a number near the largest when it means none.
            return bytes > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : bytes;
        } catch (IOException | NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
