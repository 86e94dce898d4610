package org.topcoffea.manager.internal.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.environment.EnvironmentCache;
import org.topcoffea.spi.Sample;
import org.topcoffea.task.RunDescription;

/** Packing the runtime while nobody needs it yet. */
final class PackAheadTest {
    @TempDir
    Path directory;

    private final AtomicInteger packed = new AtomicInteger();

    private Stage stage(Optional<Path> image) throws IOException {
        Sample sample = new Sample("ttH", "ttH", "2017", false, 1, 1, Map.of(), List.of(), 1, "", Map.of());
        RunDescription run = new RunDescription(
                "run-1", "jets", Map.of(), List.of(sample), List.of(), "Events", 100, true, List.of());
        Path staged = Files.createDirectories(directory.resolve("stage"));
        return new Stage(staged, image, EnvironmentCache.in(directory.resolve("cache"), 1L << 30), List.of(), run);
    }

    /** As much of an image as is packed, with some bytes that cannot be compressed. */
    private Path image(int bytes) throws IOException {
        Path image = directory.resolve("image");
        for (String program : List.of("bin/java", "bin/topcoffea")) {
            Path file = image.resolve(program);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "#!/bin/sh\nexit 0\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        byte[] modules = new byte[bytes];
        new Random(20261126).nextBytes(modules);
        Files.createDirectories(image.resolve("lib"));
        Files.write(image.resolve("lib/modules"), modules);
        return image;
    }

    @Test
    void packsOnceAndSaysSo() throws Exception {
        Stage stage = stage(Optional.of(image(100_000)));
        CountDownLatch done = new CountDownLatch(1);
        try (PackAhead ahead = new PackAhead(stage, () -> {
            packed.incrementAndGet();
            done.countDown();
        })) {
            assertTrue(stage.runtime().isEmpty(), "nothing before it is asked for");
            ahead.begin();
            ahead.begin();
            assertTrue(done.await(60, TimeUnit.SECONDS));
            ahead.begin();
        }
        assertEquals(1, packed.get());
        assertTrue(Files.size(stage.runtime().orElseThrow().file()) > 100_000);
    }

    @Test
    void doesNothingWithoutAnImageOrBeforeItIsAskedTo() throws Exception {
        Stage without = stage(Optional.empty());
        try (PackAhead ahead = new PackAhead(without, packed::incrementAndGet)) {
            ahead.begin();
        }
        new PackAhead(stage(Optional.of(image(1000))), packed::incrementAndGet).close();
        assertEquals(0, packed.get());
        assertEquals(List.of(), archives());
    }

    /** The end of a run does not wait until all is packed; what is there then is whole, or nothing. */
    @Test
    void endsInTheMiddleAndLeavesNothingHalf() throws Exception {
        Stage stage = stage(Optional.of(image(40_000_000)));
        try (PackAhead ahead = new PackAhead(stage, packed::incrementAndGet)) {
            ahead.begin();
        }
        assertEquals(
                stage.runtime().isPresent() ? 1 : 0,
                archives().size(),
                () -> archives().toString());
        assertEquals(packed.get(), archives().size());
        assertTrue(Files.size(stage.packRuntime().file()) > 40_000_000, "another one packs it");
    }

    @Test
    void whatCannotBePackedIsLeftToThoseWhoNeedIt() throws Exception {
        Path image = image(1000);
        Stage stage = stage(Optional.of(image));
        try (Stream<Path> files = Files.walk(image)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        try (PackAhead ahead = new PackAhead(stage, packed::incrementAndGet)) {
            ahead.begin();
        }
        assertEquals(0, packed.get());
        assertTrue(stage.runtime().isEmpty());
    }

    /** Large files in the cache, under whatever name. */
    private List<Path> archives() {
        Path cache = directory.resolve("cache");
        if (!Files.exists(cache)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(cache)) {
            return files.filter(file -> file.toFile().isFile() && file.toFile().length() > 5000)
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
