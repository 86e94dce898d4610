package org.topcoffea.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetadataCacheTest {
    private static final String URL = "root://host//store/a.root";
    private static final FileMetadata METADATA = new FileMetadata(100, new long[] {0, 40, 100}, new UUID(7, 8));

    @TempDir
    Path directory;

    private static FileMetadata unexpected() {
        throw new AssertionError("the file must not be opened again");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("cache"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void remembersAcrossInstances() {
        Path path = directory.resolve("cache");
        assertEquals(METADATA, MetadataCache.in(path).get(URL, "Events", () -> METADATA));
        MetadataCache again = MetadataCache.in(path);
        assertEquals(METADATA, again.get(URL, "Events", MetadataCacheTest::unexpected));
        assertEquals(Optional.empty(), again.get(URL, "Runs"));
        again.forget(URL, "Events");
        assertEquals(Optional.empty(), again.get(URL, "Events"));
        assertEquals(METADATA, MetadataCache.none().get(URL, "Events", () -> METADATA));
    }

    @Test
    void aLocalFileThatChangesIsReadAgain() throws IOException {
        MetadataCache cache = MetadataCache.in(directory.resolve("cache"));
        Path file = Files.writeString(directory.resolve("a.root"), "content");
        cache.put(file.toString(), "Events", METADATA);
        assertEquals(Optional.of(METADATA), cache.get("file://" + file, "Events"));
        Files.writeString(file, "other content");
        assertEquals(Optional.empty(), cache.get(file.toString(), "Events"));
        Files.delete(file);
        assertEquals(Optional.empty(), cache.get(file.toString(), "Events"));
    }

    @Test
    void damagedFilesAreIgnored() throws IOException {
        MetadataCache cache = MetadataCache.in(directory.resolve("cache"));
        cache.put(URL, "Events", METADATA);
        Path entry = files().getFirst();
        byte[] good = Files.readAllBytes(entry);
        Random random = new Random(5);
        for (int i = 0; i < 100; i++) {
            byte[] bytes = i % 2 == 0 ? java.util.Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
            if (i % 2 == 1) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(entry, bytes);
            assertEquals(Optional.empty(), cache.get(URL, "Events"));
        }
        assertEquals(METADATA, cache.get(URL, "Events", () -> METADATA));
        assertEquals(Optional.of(METADATA), cache.get(URL, "Events"));
    }

    @Test
    void itsSizeIsBounded() throws IOException {
        MetadataCache cache = MetadataCache.in(directory.resolve("cache"), 20);
        for (int i = 0; i < 200; i++) {
            cache.put(URL + i, "Events", METADATA);
        }
        assertTrue(files().size() <= 40, files().size() + " files");
        assertEquals(Optional.of(METADATA), cache.get(URL + 199, "Events"));
    }

    @Test
    void aCacheThatCannotBeWrittenDoesNoHarm() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "not a directory");
        assertEquals(METADATA, MetadataCache.in(file).get(URL, "Events", () -> METADATA));
        Path closed = Files.createDirectory(directory.resolve("closed"));
        assumeTrue(closed.toFile().setWritable(false) && !Files.isWritable(closed), "the user may write everywhere");
        assertEquals(METADATA, MetadataCache.in(closed).get(URL, "Events", () -> METADATA));
    }

    @Test
    void severalThreadsShareIt() throws InterruptedException, IOException {
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int t = 0; t < 4; t++) {
            threads.add(Thread.ofPlatform()
                    .uncaughtExceptionHandler((x, e) -> failures.add(e))
                    .start(() -> {
                        MetadataCache cache = MetadataCache.in(directory.resolve("cache"), 30);
                        for (int i = 0; i < 300; i++) {
                            FileMetadata expected = new FileMetadata(
                                    i % 50, i % 50 == 0 ? new long[] {0} : new long[] {0, i % 50}, new UUID(1, i % 50));
                            assertEquals(expected, cache.get(URL + i % 50, "Events", () -> expected));
                        }
                    }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of(), failures);
        assertTrue(files().stream().noneMatch(f -> f.getFileName().toString().startsWith(".new")));
    }

    @Test
    void theUsersDirectory() {
        Path home = Path.of("/home/u");
        assertEquals(Path.of("/home/u/.cache/topcoffea/metadata"), MetadataCache.userDirectory(Map.of(), home));
        assertEquals(
                Path.of("/x/topcoffea/metadata"), MetadataCache.userDirectory(Map.of("XDG_CACHE_HOME", "/x"), home));
        assertEquals(
                Path.of("/home/u/.cache/topcoffea/metadata"),
                MetadataCache.userDirectory(Map.of("XDG_CACHE_HOME", "x"), home));
    }
}
