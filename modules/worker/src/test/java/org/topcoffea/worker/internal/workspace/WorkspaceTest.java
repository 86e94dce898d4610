package org.topcoffea.worker.internal.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.worker.WorkerError;

class WorkspaceTest {
    @TempDir
    Path directory;

    private Workspace workspace;
    private Cache cache;

    @BeforeEach
    void create() {
        workspace = Workspace.create(directory.resolve("worker"));
        cache = new Cache(workspace);
    }

    @AfterEach
    void close() {
        workspace.close();
        assertFalse(Files.exists(directory.resolve("worker")));
    }

    private Path arrived(String name, String content) throws Exception {
        Path made = cache.incoming(name);
        Files.writeString(made, content);
        cache.take(name, made);
        return cache.path(name);
    }

    @Test
    void theUsualPlacesAreTriedInOrder() {
        String one = directory.toString();
        assertTrue(Workspace.place("", Map.of("TMPDIR", one, "TMP", "/")).startsWith(directory));
        assertTrue(Workspace.place("", Map.of("CCTOOLS_TEMP", "/nowhere", "_CONDOR_SCRATCH_DIR", one))
                .startsWith(directory));
        assertTrue(Workspace.place("here", Map.of("TMPDIR", one)).toString().contains("/here/worker-"));
        assertTrue(Workspace.place("", Map.of()).startsWith("/tmp"));
    }

    @Test
    void objectsReplaceOthersAndGo() throws Exception {
        Path first = arrived("a", "one");
        Path kept = Files.createLink(directory.resolve("kept"), first);
        arrived("a", "two");
        assertEquals("two", Files.readString(cache.path("a")));
        assertEquals("one", Files.readString(kept), "who uses the old one keeps it");
        assertFalse(Files.getPosixFilePermissions(first).contains(PosixFilePermission.OWNER_WRITE));
        assertEquals(3, cache.size());
        arrived("b", "b");
        cache.clear(Set.of("b"));
        assertEquals(Optional.empty(), cache.find("a"));
        assertTrue(cache.find("b").isPresent());
    }

    @Test
    void objectsAreMadeOnce() throws Exception {
        cache.register("made", new Cache.Source.Command("x", 0644));
        AtomicInteger times = new AtomicInteger();
        for (int i = 0; i < 2; i++) {
            cache.need("made", (source, target) -> {
                times.incrementAndGet();
                try {
                    Files.writeString(target, "made");
                } catch (java.io.IOException e) {
                    throw new AssertionError(e);
                }
            });
        }
        assertEquals(1, times.get());
        AnalysisException e = assertThrows(AnalysisException.class, () -> cache.need("other", (s, t) -> {}));
        assertEquals(WorkerError.INPUT_MISSING, e.code());
    }

    @Test
    void namesStayInTheCache() {
        for (String name :
                List.of("", ".", "..", "a/b", "../x", "/etc/passwd", "a\0b", "x".repeat(256), "é".repeat(128))) {
            AnalysisException e = assertThrows(AnalysisException.class, () -> cache.path(name), name);
            assertEquals(WorkerError.HOSTILE_NAME, e.code());
        }
        for (String name : List.of("a", "..a", "a b", "-rf", "é", "%2e%2e%2f", "x".repeat(255))) {
            assertEquals(workspace.cache(), cache.path(name).getParent(), name);
        }
    }

    /** Paths made of all that is dangerous: whatever is accepted is inside. */
    @Test
    void pathsStayInTheSandbox() throws Exception {
        Sandbox sandbox = new Sandbox(workspace.sandbox(1), 1);
        Files.createSymbolicLink(sandbox.directory().resolve("link"), directory);
        Files.createDirectory(sandbox.directory().resolve("dir"));
        Path real = sandbox.directory().toRealPath();
        String[] parts = {"..", ".", "", "a", "dir", "link", "t.1", "~", "\0", "é"};
        SplittableRandom random = new SplittableRandom(2);
        int accepted = 0;
        for (int round = 0; round < 3000; round++) {
            StringBuilder path = new StringBuilder();
            for (int i = random.nextInt(1, 6); i > 0; i--) {
                path.append(parts[random.nextInt(parts.length)]).append(i > 1 ? "/" : "");
            }
            try {
                Path place = sandbox.path(path.toString());
                accepted++;
                Path parent = place.getParent();
                while (!Files.exists(parent)) {
                    parent = parent.getParent();
                }
                assertTrue(parent.toRealPath().startsWith(real), path::toString);
                assertFalse(place.equals(sandbox.directory()), path::toString);
            } catch (AnalysisException e) {
                assertEquals(WorkerError.HOSTILE_NAME, e.code());
            }
        }
        assertTrue(accepted > 300, "accepted: " + accepted);
    }

    @Test
    void whatATaskWroteIsCounted() throws Exception {
        Path large = arrived("large", "x".repeat(300_000));
        Path small = arrived("small", "x".repeat(1000));
        Sandbox sandbox = new Sandbox(workspace.sandbox(2), 2);
        sandbox.put("large", large, "in/large");
        sandbox.put("small", small, "small");
        Files.writeString(sandbox.directory().resolve("out"), "y".repeat(500));
        assertEquals(1500, sandbox.written(), "copies and outputs, but no linked input");
        assertEquals(Set.of(), sandbox.spoilt());
        assertEquals(Files.getAttribute(large, "unix:ino"), Files.getAttribute(sandbox.path("in/large"), "unix:ino"));
    }
}
