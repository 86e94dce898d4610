package org.topcoffea.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.root.EventReader;
import org.topcoffea.root.FileByteSource;
import org.topcoffea.root.RootFile;
import org.topcoffea.root.Tree;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.ColumnInfo;

class ColumnCacheTest {
    private static final long ROOMY = 1L << 30;

    @TempDir
    Path directory;

    private static Map<String, String> digests(Path path, ColumnCache cache) {
        try (RootFile file = RootFile.open(cache.over(FileByteSource.open(path)))) {
            return RemoteRootTest.digests(file, 700);
        }
    }

    /** The files that can be opened. */
    private static List<Path> readable() throws IOException {
        List<Path> readable = new ArrayList<>();
        for (Path path : RemoteRootTest.files()) {
            try {
                RootFile.open(path).close();
                readable.add(path);
            } catch (AnalysisException e) {
                assertTrue(path.toString().contains(".root"), path.toString());
            }
        }
        return readable;
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void givesWhatTheFilesGive() throws IOException {
        for (int pass = 0; pass < 2; pass++) {
            try (ColumnCache cache = ColumnCache.in(directory, ROOMY)) {
                for (Path path : readable()) {
                    try (RootFile plain = RootFile.open(path)) {
                        assertEquals(RemoteRootTest.digests(plain, 700), digests(path, cache), path.toString());
                    }
                }
            }
        }
    }

    private static Path one() throws IOException {
        return RemoteRootTest.files().stream()
                .filter(file -> file.endsWith("uproot-HZZ-lzma.root"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void readsNothingTheSecondTime() throws IOException {
        for (int pass = 0; pass < 2; pass++) {
            try (ColumnCache cache = ColumnCache.in(directory, ROOMY);
                    RootFile file = RootFile.open(cache.over(FileByteSource.open(one())))) {
                Tree tree = file.tree("events");
                List<ColumnInfo> columns = tree.columns();
                try (EventReader reader = tree.reader(Columns.SAMPLE)) {
                    reader.select(0, tree.entries());
                    for (ColumnInfo column : columns) {
                        if (column.jagged()) {
                            reader.offsets(column.name());
                        }
                    }
                    assertEquals(pass == 0, reader.bytesRead() > 0);
                    assertTrue(reader.bytesDecompressed() > 0);
                }
            }
        }
    }

    @Test
    void survivesDamage() throws IOException {
        Map<String, String> expected;
        try (RootFile plain = RootFile.open(one())) {
            expected = RemoteRootTest.digests(plain, 700);
        }
        try (ColumnCache cache = ColumnCache.in(directory, ROOMY)) {
            assertEquals(expected, digests(one(), cache));
        }
        byte[] intact = Files.readAllBytes(segments().getFirst());
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            for (Path segment : segments()) {
                Files.delete(segment);
            }
            byte[] damaged = java.util.Arrays.copyOf(intact, 1 + random.nextInt(intact.length));
            for (int i = random.nextInt(6); i > 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Path folder = directory.resolve(directoryName());
            Files.createDirectories(folder);
            Files.write(folder.resolve("1-1.baskets"), damaged);
            try (ColumnCache cache = ColumnCache.in(directory, ROOMY)) {
                assertEquals(expected, digests(one(), cache), "seed " + seed);
            }
        }
    }

    private String directoryName() throws IOException {
        try (Stream<Path> folders = Files.list(directory)) {
            return folders.findFirst().orElseThrow().getFileName().toString();
        }
    }

    @Test
    void staysWithinItsSize() throws IOException {
        long limit = 400_000;
        for (int pass = 0; pass < 2; pass++) {
            try (ColumnCache cache = ColumnCache.in(directory, limit)) {
                for (Path path : readable()) {
                    digests(path, cache);
                }
            }
            long size = 0;
            for (Path segment : segments()) {
                size += Files.size(segment);
            }
            assertTrue(size > 0 && size <= limit + 50_000, size + " bytes");
        }
    }

    @Test
    void isSharedByThreadsAndProcesses() throws Exception {
        Map<String, String> expected;
        try (RootFile plain = RootFile.open(one())) {
            expected = RemoteRootTest.digests(plain, 700);
        }
        Path path = one();
        List<Map<String, String>> results = java.util.Collections.synchronizedList(new ArrayList<>());
        try (ColumnCache first = ColumnCache.in(directory, ROOMY);
                ColumnCache second = ColumnCache.in(directory, ROOMY)) {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                ColumnCache cache = i % 2 == 0 ? first : second;
                threads.add(Thread.ofPlatform().start(() -> results.add(digests(path, cache))));
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertEquals(java.util.Collections.nCopies(8, expected), results);
    }
}
