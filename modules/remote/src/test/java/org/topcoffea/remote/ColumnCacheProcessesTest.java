package org.topcoffea.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.codec.Codecs;
import org.topcoffea.root.FileByteSource;
import org.topcoffea.root.RootFile;
import org.topcoffea.spi.ErrorCode;

/** Processes that use one cache at once, some of which are killed while they write: nobody ever reads anything wrong. */
class ColumnCacheProcessesTest {
    private static final int ROUNDS = 3;
    private static final long ROOMY = 1L << 30;

    @TempDir
    Path directory;

    private final List<Process> processes = new ArrayList<>();

    /** Reads a file through a cache, again and again: {@code FILE DIRECTORY}; one line for each pass. */
    static final class Reader {
        private Reader() {}

        public static void main(String... words) {
            System.out.println("begun");
            while (true) {
                System.out.println(digests(Path.of(words[0]), Path.of(words[1])));
            }
        }
    }

    private static String digests(Path file, Path directory) {
        try (ColumnCache cache = ColumnCache.in(directory, ROOMY);
                RootFile opened = RootFile.open(cache.over(FileByteSource.open(file)))) {
            return RemoteRootTest.digests(opened, 700).toString();
        }
    }

    private static Path lzma() throws IOException {
        return RemoteRootTest.files().stream()
                .filter(file -> file.endsWith("uproot-HZZ-lzma.root"))
                .findFirst()
                .orElseThrow();
    }

    private Process reader(Path file, Path cache) throws IOException {
        Set<String> places = new LinkedHashSet<>();
        for (Class<?> type : List.of(Reader.class, ColumnCache.class, RootFile.class, Codecs.class, ErrorCode.class)) {
            places.add(Path.of(URI.create(
                            Objects.requireNonNull(type.getProtectionDomain().getCodeSource())
                                    .getLocation()
                                    .toString()))
                    .toString());
        }
        places.add(System.getProperty("jdk.module.path", ""));
        places.add(System.getProperty("java.class.path", ""));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        String.join(":", places),
                        Reader.class.getName(),
                        file.toString(),
                        cache.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        processes.add(process);
        return process;
    }

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
    }

    private static boolean written(Path cache) throws IOException {
        if (!Files.isDirectory(cache)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(cache)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.size(file) > 1000) {
                    return true;
                }
            }
            return false;
        }
    }

    @Test
    void whoIsKilledWhileItWritesHarmsNobody() throws Exception {
        Path file = lzma();
        String expected;
        try (RootFile plain = RootFile.open(file)) {
            expected = RemoteRootTest.digests(plain, 700).toString();
        }
        for (int round = 0; round < ROUNDS; round++) {
            Path cache = directory.resolve("cache-" + round);
            Process victim = reader(file, cache);
            Process other = reader(file, cache);
            try (BufferedReader lines = other.inputReader();
                    BufferedReader first = victim.inputReader()) {
                assertEquals("begun", first.readLine());
                while (!written(cache)) {
                    assertTrue(victim.isAlive() && other.isAlive(), "a process has ended");
                    Thread.sleep(1);
                }
                Thread.sleep(new Random(round).nextInt(30));
                victim.destroyForcibly().waitFor();
                assertEquals("begun", lines.readLine());
                for (int pass = 0; pass < 3; pass++) {
                    assertEquals(expected, lines.readLine(), "the process that goes on");
                }
            }
            other.destroyForcibly().waitFor();
            assertEquals(expected, digests(file, cache), "whoever comes next");
        }
    }
}
