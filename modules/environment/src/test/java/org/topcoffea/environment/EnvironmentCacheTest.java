package org.topcoffea.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.environment.internal.archive.Content;
import org.topcoffea.spi.ErrorCode;

/** Many threads and processes with one cache, some of which die. */
class EnvironmentCacheTest {
    private static final String KEY = "0123456789abcdef".repeat(4);

    @TempDir
    Path work;

    private EnvironmentCache cache(long limit) {
        return EnvironmentCache.in(work.resolve("cache"), limit);
    }

    private static void write(OutputStream out, int size) throws IOException {
        byte[] block = new byte[1000];
        for (int i = 0; i < size; i++) {
            out.write(block);
        }
    }

    /** Another process: makes an archive of {@code size} kB, saying when it has begun and when it is done. */
    static final class Other {
        private Other() {}

        /** @param args cache, name, size in kB, milliseconds to wait in the midst */
        public static void main(String[] args) throws Exception {
            Archive archive = EnvironmentCache.in(Path.of(args[0]), 1 << 30).get(args[1], KEY, out -> {
                write(out, Integer.parseInt(args[2]) / 2);
                out.flush();
                System.out.println("begun");
                try {
                    Thread.sleep(Long.parseLong(args[3]));
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                write(out, Integer.parseInt(args[2]) / 2);
            });
            System.out.println("done " + archive.sha256());
            System.in.read();
        }
    }

    private Process other(String name, int size, long pause) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
        command.add(String.join(":", place(Other.class), place(EnvironmentCache.class), place(ErrorCode.class)));
        command.add(Other.class.getName());
        command.addAll(List.of(work.resolve("cache").toString(), name, size + "", pause + ""));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String place(Class<?> type) {
        return Path.of(java.net.URI.create(
                        Objects.requireNonNull(type.getProtectionDomain().getCodeSource())
                                .getLocation()
                                .toString()))
                .toString();
    }

    @Test
    void threadsMakeAnArchiveOnce() throws Exception {
        AtomicInteger made = new AtomicInteger();
        List<Archive> archives = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
            Callable<Archive> get = () -> cache(1 << 30).get("runtime-x.sh", KEY, out -> {
                made.incrementAndGet();
                write(out, 100);
            });
            for (Future<Archive> one : pool.invokeAll(java.util.Collections.nCopies(8, get))) {
                archives.add(one.get());
            }
        }
        assertEquals(1, made.get());
        assertEquals(1, archives.stream().distinct().count());
    }

    @Test
    void whoIsKilledLeavesNothingThatCounts() throws Exception {
        Process victim = other("runtime-x.sh", 100, 600_000);
        try (BufferedReader lines = victim.inputReader()) {
            assertEquals("begun", lines.readLine());
            assertEquals(List.of(), cache(1 << 30).list());
            victim.destroyForcibly();
            assertTrue(victim.waitFor(60, TimeUnit.SECONDS));
        }
        Archive archive = cache(1 << 30).get("runtime-x.sh", KEY, out -> write(out, 3));
        assertEquals(3000, archive.size());
        assertEquals(Content.sha256(archive.file()), archive.sha256());
        assertFalse(Trees.files(work.resolve("cache")).stream()
                .anyMatch(file -> file.toString().endsWith(".part")));
    }

    @Test
    void processesWaitForEachOther() throws Exception {
        Process first = other("runtime-x.sh", 100, 1000);
        try (BufferedReader lines = first.inputReader()) {
            assertEquals("begun", lines.readLine());
            Archive archive = cache(1 << 30).get("runtime-x.sh", KEY, out -> write(out, 3));
            assertEquals(100_000, archive.size(), "made by the other process");
            assertEquals("done " + archive.sha256(), lines.readLine());
        } finally {
            first.destroyForcibly().waitFor();
        }
    }

    @Test
    void whatALivingProcessUsesStays() throws Exception {
        Process user = other("runtime-x.sh", 100, 0);
        try (BufferedReader lines = user.inputReader()) {
            assertEquals("begun", lines.readLine());
            assertTrue(lines.readLine().startsWith("done"));
            assertEquals(List.of(), cache(1 << 30).prune(0));
            assertEquals(1, cache(1 << 30).list().size());
        } finally {
            user.destroyForcibly().waitFor();
        }
        assertEquals(1, cache(1 << 30).prune(0).size());
        assertEquals(List.of(), cache(1 << 30).list());
    }

    @Test
    void whatWasUsedLongestAgoGoesFirst() throws Exception {
        for (String name : List.of("a", "b", "c")) {
            Process made = other(name, 100, 0);
            try (BufferedReader lines = made.inputReader()) {
                lines.readLine();
                assertTrue(lines.readLine().startsWith("done"));
            } finally {
                made.destroyForcibly().waitFor();
            }
        }
        Archive mine = cache(250_000).get("d", KEY, out -> write(out, 100));
        assertEquals(
                List.of(mine.name(), "c"),
                cache(1 << 30).list().stream()
                        .map(kept -> kept.archive().name())
                        .toList());
    }

    @Test
    void damagedFilesAreMadeAgain() throws Exception {
        Archive archive = cache(1 << 30).get("runtime-x.sh", KEY, out -> write(out, 3));
        Files.write(archive.file(), new byte[] {1, 2, 3});
        assertEquals(
                3000,
                cache(1 << 30).get("runtime-x.sh", KEY, out -> write(out, 3)).size());
        byte[] changed = Files.readAllBytes(archive.file());
        changed[5] = 1;
        Files.write(archive.file(), changed);
        Files.setLastModifiedTime(archive.file(), java.nio.file.attribute.FileTime.fromMillis(12345));
        Archive again = cache(1 << 30).get("runtime-x.sh", KEY, out -> write(out, 3));
        assertEquals(archive.sha256(), Content.sha256(again.file()));
    }
}
