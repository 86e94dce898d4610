package org.topcoffea.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.environment.internal.archive.Content;
import org.topcoffea.environment.internal.archive.Packer;
import org.topcoffea.environment.internal.archive.Unpacker;
import org.topcoffea.spi.AnalysisException;

/** Same content, same bytes; and what is unpacked is what was packed. */
class ArchiveTest {
    @TempDir
    Path work;

    private EnvironmentCache cache() {
        return EnvironmentCache.in(work.resolve("cache"), 1 << 30);
    }

    private static byte[] pack(Content content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Packer.write(content, out);
        return out.toByteArray();
    }

    @RepeatedTest(20)
    void unpackingGivesBackWhatWasPacked() throws IOException {
        long seed = System.nanoTime();
        Path tree = Trees.random(work.resolve("tree"), new Random(seed));
        Path file = Files.write(work.resolve("archive"), pack(Trees.content(tree)));
        Path target = Files.createDirectory(work.resolve("target"));
        Unpacker.unpack("archive", file, 0, target, Unpacker.Limits.USUAL);
        assertEquals(Trees.listing(tree), Trees.listing(target), () -> "seed " + seed);
        assertEquals(Trees.content(tree).key(), Trees.content(target).key());
    }

    @RepeatedTest(5)
    void datesPlacesAndUmasksDoNotCount() throws IOException {
        long seed = System.nanoTime();
        Path one = Trees.random(work.resolve("one"), new Random(seed));
        Path two = Trees.random(work.resolve("other place"), new Random(seed));
        for (Content.Entry entry : Trees.content(two).entries()) {
            Files.setLastModifiedTime(entry.file(), FileTime.fromMillis(1));
            // as with a umask of 077
            Files.setPosixFilePermissions(
                    entry.file(), PosixFilePermissions.fromString(entry.executable() ? "rwx------" : "rw-------"));
        }
        assertEquals(Trees.content(one).key(), Trees.content(two).key(), () -> "seed " + seed);
        org.junit.jupiter.api.Assertions.assertArrayEquals(pack(Trees.content(one)), pack(Trees.content(two)));
    }

    @Test
    void everyByteNameAndModeCounts() throws IOException {
        Path tree = work.resolve("tree");
        Path file = Trees.write(tree.resolve("a/b"), "content");
        String key = Trees.content(tree).key();
        Files.writeString(file, "Content");
        String other = Trees.content(tree).key();
        Files.writeString(file, "content");
        assertEquals(key, Trees.content(tree).key());
        assertTrue(file.toFile().setExecutable(true));
        String program = Trees.content(tree).key();
        assertTrue(file.toFile().setExecutable(false));
        Files.move(file, tree.resolve("a/c"));
        String moved = Trees.content(tree).key();
        assertEquals(4, List.of(key, other, program, moved).stream().distinct().count());
    }

    @Test
    void filesLargerThanABlockAreWhole() throws IOException {
        Path tree = work.resolve("tree");
        byte[] bytes = new byte[11_000_000];
        new Random(1).nextBytes(bytes);
        Files.createDirectories(tree);
        Files.write(tree.resolve("large"), bytes);
        Path file = Files.write(work.resolve("archive"), pack(Trees.content(tree)));
        Path target = Files.createDirectory(work.resolve("target"));
        Unpacker.unpack("archive", file, 0, target, Unpacker.Limits.USUAL);
        org.junit.jupiter.api.Assertions.assertArrayEquals(bytes, Files.readAllBytes(target.resolve("large")));
    }

    @Test
    void runtimeHasTheKeyOfItsImageAndOfWhatIsUnpacked() throws IOException {
        Path image = Trees.image(work.resolve("image"));
        Archive archive = RuntimeArchive.of(image, cache());
        assertEquals(RuntimeArchive.key(image), archive.key());
        assertEquals("runtime-" + archive.id() + ".sh", archive.name());
        assertEquals(Content.sha256(archive.file()), archive.sha256());
        assertEquals(Files.size(archive.file()), archive.size());
        Unpacked unpacked = Unpacked.in(work.resolve("places"), archive);
        assertEquals(archive.key(), RuntimeArchive.key(unpacked.directory()));
        assertTrue(Files.isExecutable(unpacked.launcher()));
        assertFalse(Files.exists(unpacked.directory().resolve("plugins")));
        assertFalse(Files.exists(unpacked.directory().resolve("lib/libawt.so")));
    }

    @Test
    void sealedImageIsKnownWithoutReadingItAndItsChangeIsNoticed() throws IOException {
        Path image = Trees.image(work.resolve("image"));
        String key = RuntimeArchive.key(image);
        assertEquals(key, RuntimeArchive.seal(image));
        Unpacked unpacked = Unpacked.in(work.resolve("places"), RuntimeArchive.of(image, cache()));
        assertTrue(Files.exists(unpacked.directory().resolve("lib/runtime.key")));
        assertEquals(key, RuntimeArchive.key(unpacked.directory()));
        Trees.write(image.resolve("lib/modules"), "other");
        assertEquals(key, RuntimeArchive.key(image));
        AnalysisException e = assertThrows(
                AnalysisException.class,
                () -> RuntimeArchive.of(image, EnvironmentCache.in(work.resolve("empty"), 1 << 30)));
        assertEquals(EnvironmentError.IMAGE_CHANGED, e.code());
    }

    @Test
    void whatIsNoImageIsRefused() {
        AnalysisException e = assertThrows(AnalysisException.class, () -> RuntimeArchive.of(work, cache()));
        assertEquals(EnvironmentError.NOT_AN_IMAGE, e.code());
    }

    @Test
    void pluginIsKnownByItsJars() throws IOException {
        Path jar = Trees.write(work.resolve("a/one.jar"), "1");
        Path other = Trees.write(work.resolve("b/two.jar"), "2");
        Archive archive = PluginArchive.of("my plugin/1", List.of(other, jar), cache());
        assertTrue(archive.name().matches("plugin-my_plugin_1-[0-9a-f]{16}\\.tar\\.gz"), archive::name);
        Unpacked unpacked = Unpacked.in(work.resolve("places"), archive);
        assertEquals(
                List.of("one.jar", "two.jar"),
                unpacked.jars().stream()
                        .map(file -> file.getFileName().toString())
                        .toList());
        Files.writeString(jar, "3");
        assertNotEquals(
                archive.key(),
                PluginArchive.of("my plugin/1", List.of(jar, other), cache()).key());
    }

    @Test
    void pluginsThatCannotBePackedAreRefused() throws IOException {
        Path one = Trees.write(work.resolve("a/one.jar"), "1");
        Path same = Trees.write(work.resolve("b/one.jar"), "2");
        for (List<Path> jars : List.of(List.of(one, same), List.of(work.resolve("gone.jar")), List.<Path>of())) {
            AnalysisException e =
                    assertThrows(AnalysisException.class, () -> PluginArchive.of("p", jars, cache()), jars::toString);
            assertEquals(EnvironmentError.BAD_INPUT, e.code());
        }
    }
}
