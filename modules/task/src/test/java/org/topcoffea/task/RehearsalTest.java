package org.topcoffea.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {
    private static final int PATIENCE_SECONDS = 60;

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(Condition condition, String what) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.holds()) {
            assertTrue(System.nanoTime() < end, what);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(file -> !file.equals(directory)).toList();
        }
    }

    @Test
    void everythingIsDoneOnceAtLeastAndNothingIsLeft(@TempDir Path directory) throws Exception {
        try (Rehearsal _ = Rehearsal.begin(directory, 2)) {
            await(() -> sumsThere(directory), "a sum is written");
        }
        assertEquals(List.of(), files(directory));
    }

    /** Files may go while they are looked at. */
    private static boolean sumsThere(Path directory) throws IOException {
        try {
            return files(directory).stream()
                    .anyMatch(file -> file.getFileName().toString().equals("sum"));
        } catch (java.io.UncheckedIOException e) {
            return false;
        }
    }

    @Test
    void whoIsGivenWorkAtOnceRehearsesNothing(@TempDir Path directory) throws Exception {
        Rehearsal.begin(directory, 1).close();
        assertEquals(List.of(), files(directory));
    }
}
