package org.topcoffea.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.fixtures.JetFiles;
import org.topcoffea.runner.RunResult;
import org.topcoffea.wire.ManagerConnector;

/** A few chunks go before the counting of the other files, and only a few. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class EarlyChunksTest {
    private static final int FILES = 150;

    @TempDir
    Path directory;

    /** The categories of tasks in the order in which they were given to workers. */
    private List<String> order() throws Exception {
        Map<String, String> categories = new HashMap<>();
        List<String> order = new ArrayList<>();
        for (String line : Files.readAllLines(directory.resolve("transactions-log"))) {
            String[] words = line.split(" ");
            if (words.length <= 5 || !words[2].equals("TASK")) {
                continue;
            }
            if (words[4].equals("WAITING")) {
                categories.put(words[3], words[5]);
            } else if (words[4].equals("RUNNING")) {
                order.add(categories.get(words[3]));
            }
        }
        return order;
    }

    @Test
    void aProcessorIsTriedBeforeAllFilesAreCounted() throws Exception {
        Path[] files = new Path[FILES];
        for (int i = 0; i < FILES; i++) {
            files[i] = JetFiles.write(directory.resolve(i + ".root"), i, 10, 10);
        }
        Managed managed =
                Managed.start(Plans.plan(10, false, JetFiles.dataset("ttH", files)), directory, event -> false, false);
        try (ManagerConnector connector = ManagerConnector.start(1);
                WorkerForTest worker = managed.worker(connector, 1, Integer.MAX_VALUE, event -> false)) {
            RunResult result = managed.result();
            assertTrue(result.complete());
            assertFalse(worker.isDead() && result.metrics().size() < FILES);
        }
        List<String> order = order();
        int lastCount = order.lastIndexOf("preprocessing");
        long early = order.subList(0, lastCount).stream()
                .filter("processing"::equals)
                .count();
        assertEquals(3, early, order::toString);
        managed.run().discard();
    }
}
