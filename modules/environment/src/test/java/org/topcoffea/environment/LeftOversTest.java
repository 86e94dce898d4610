package org.topcoffea.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LeftOversTest {
    @TempDir
    Path place;

    @Test
    void onlyWhatBelongsToNoProcessIsFoundAndRemoved() throws Exception {
        Process ended = new ProcessBuilder("/bin/true").start();
        ended.waitFor();
        long dead = ended.pid();
        long alive = ProcessHandle.current().pid();
        Path workspace = Files.createDirectories(place.resolve("worker-0-" + dead + "/cache"))
                .getParent();
        Path second = Files.createDirectory(place.resolve("worker-0-" + dead + "-2"));
        Path runtime = Files.createDirectory(place.resolve("topcoffea-0123456789abcdef-" + dead));
        for (String other : List.of(
                "worker-0-" + alive,
                "topcoffea-0123456789abcdef-" + alive,
                "topcoffea-0123456789abcdef",
                "topcoffea-short-" + dead,
                "worker-" + dead,
                "myworker-0-" + dead)) {
            Files.createDirectory(place.resolve(other));
        }
        Files.writeString(place.resolve("worker-1-" + dead), "a file");
        Path outside = Files.writeString(place.resolve("outside"), "stays");
        Files.createSymbolicLink(workspace.resolve("cache/link"), outside);
        Files.createSymbolicLink(place.resolve("worker-3-" + dead), place);
        List<Path> found = LeftOvers.in(List.of(place, place.resolve("nowhere"), place));
        assertEquals(List.of(runtime, workspace, second), found);
        found.forEach(LeftOvers::remove);
        assertFalse(Files.exists(workspace) || Files.exists(second) || Files.exists(runtime));
        assertTrue(Files.exists(outside));
        assertEquals(List.of(), LeftOvers.in(List.of(place)));
    }
}
