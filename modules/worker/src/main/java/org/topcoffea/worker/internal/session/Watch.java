package org.topcoffea.worker.internal.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.topcoffea.wire.Body;

/** What was appended to the watched files of a task. */
final class Watch {
    private Watch() {}

    /**
     * A new part of a file.
     *
     * @param path its path in the sandbox
     * @param part the bytes
     */
    record Growth(String path, Body.InFile part) {}

    /** Whether a file has grown. */
    static boolean grown(TaskEntry entry, Path sandbox) {
        return !growth(entry, sandbox, false).isEmpty();
    }

    /** The new parts of all files, which count as told from now on. A file that has shrunk is not watched any more. */
    static List<Growth> take(TaskEntry entry, Path sandbox) {
        return growth(entry, sandbox, true);
    }

    private static List<Growth> growth(TaskEntry entry, Path sandbox, boolean take) {
        List<Growth> grown = new ArrayList<>();
        for (Map.Entry<String, Long> file : entry.watched.entrySet()) {
            Path path = sandbox.resolve(file.getKey()).normalize();
            if (file.getValue() < 0
                    || !path.startsWith(sandbox)
                    || !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            long size = size(path);
            if (size < file.getValue()) {
                file.setValue(-1L);
            } else if (size > file.getValue()) {
                grown.add(new Growth(file.getKey(), new Body.InFile(path, file.getValue(), size - file.getValue())));
                if (take) {
                    file.setValue(size);
                }
            }
        }
        return grown;
    }

    private static long size(Path path) {
        try {
            return Files.size(path);
        } catch (IOException e) {
            return -1;
        }
    }
}
