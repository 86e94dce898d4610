package org.topcoffea.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.testkit.Image.Outcome;

/** The image: what is in it, how large it is, that its start-up cache is used and that it runs wherever it lies. */
final class ImageIT {
    private static final long MEGABYTE = 1_000_000;
    private static final long SIZE_LIMIT = 90 * MEGABYTE;
    private static final Map<String, String> CACHE_OR_NOTHING = Map.of("TOPCOFFEA_JAVA_OPTIONS", "-XX:AOTMode=on");

    private final Image image = Image.built();

    @TempDir
    Path directory;

    @Test
    void tellsItsVersion() {
        Outcome outcome = image.run("--version");
        assertEquals(0, outcome.exitCode(), outcome::toString);
        assertTrue(outcome.out().startsWith("topcoffea "), outcome::toString);
        assertEquals("", outcome.err());
    }

    @Test
    void tellsItsUsage() {
        Outcome outcome = image.run("--help");
        assertEquals(0, outcome.exitCode(), outcome::toString);
        assertTrue(outcome.out().contains("topcoffea"), outcome::toString);
        assertEquals("", outcome.err());
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        Outcome outcome = image.run("--no-such-option");
        assertEquals(2, outcome.exitCode(), outcome::toString);
        assertTrue(outcome.err().contains("--no-such-option"), outcome::toString);
        assertEquals("", outcome.out());
    }

    @Test
    void startUpCacheIsUsed() {
        Outcome outcome =
                image.run(Map.of("TOPCOFFEA_JAVA_OPTIONS", "-XX:AOTMode=on -Xlog:class+load=info:stdout"), "--version");
        assertEquals(0, outcome.exitCode(), outcome::toString);
        assertLoadedFromCache(outcome.out(), "org.topcoffea.cli.Main");
        assertLoadedFromCache(outcome.out(), "picocli.CommandLine");
        long loaded =
                outcome.out().lines().filter(line -> line.contains(" source: ")).count();
        long cached = outcome.out()
                .lines()
                .filter(line -> line.contains("shared objects file"))
                .count();
        assertTrue(cached > 0.95 * loaded, () -> cached + " of " + loaded + " classes come from the start-up cache");
    }

    private static void assertLoadedFromCache(String log, String type) {
        assertTrue(
                log.lines().anyMatch(line -> line.contains(" " + type + " source: shared objects file")),
                () -> type + " does not come from the start-up cache");
    }

    @Test
    void startUpCacheServesRunsToo() {
        Outcome outcome = image.run(CACHE_OR_NOTHING, "run", "--help");
        assertEquals(0, outcome.exitCode(), outcome::toString);
    }

    @Test
    void environmentOfOtherJavaProgramsIsIgnored() {
        Outcome outcome = image.run(
                Map.of(
                        "JAVA_TOOL_OPTIONS", "-XX:+NoSuchOption",
                        "JDK_JAVA_OPTIONS", "-XX:+NoSuchOption",
                        "_JAVA_OPTIONS", "-XX:+NoSuchOption",
                        "CLASSPATH", "/nowhere",
                        "JAVA_HOME", "/nowhere",
                        "CDPATH", "/"),
                "--version");
        assertEquals(0, outcome.exitCode(), outcome::toString);
        assertEquals("", outcome.err());
    }

    @Test
    void runsThroughLinksAndFromPathsWithSpaces() throws IOException {
        // Not in a directory of JUnit's, which warns of links that lead out of it.
        Path directory = Files.createTempDirectory("topcoffea");
        Path spaced = Files.createDirectories(directory.resolve("a b"));
        Files.createSymbolicLink(spaced.resolve("image"), image.home());
        Files.createSymbolicLink(spaced.resolve("first"), Path.of("image/bin/topcoffea"));
        Path second = Files.createSymbolicLink(directory.resolve("second"), Path.of("a b/first"));
        Outcome outcome = Image.start(CACHE_OR_NOTHING, List.of(second.toString(), "--version"));
        for (Path path : List.of(second, spaced.resolve("first"), spaced.resolve("image"), spaced, directory)) {
            Files.delete(path);
        }
        assertEquals(0, outcome.exitCode(), outcome::toString);
    }

    @Test
    void archiveRunsWhereItIsUnpacked() throws IOException {
        Path archive = Checkout.list(Checkout.TOP.resolve("jlink/target")).stream()
                .filter(file -> file.getFileName().toString().matches("topcoffea-.*-linux-x64\\.tar\\.gz"))
                .findFirst()
                .orElseThrow();
        Outcome unpacked = Image.start(
                Map.of(),
                List.of("tar", "--extract", "--file", archive.toString(), "--directory", directory.toString()));
        assertEquals(0, unpacked.exitCode(), unpacked::toString);
        Path home = Checkout.list(directory).getFirst();
        assertTrue(home.getFileName().toString().startsWith("topcoffea-"), home::toString);
        Outcome outcome = new Image(home).run(CACHE_OR_NOTHING, "--version");
        assertEquals(0, outcome.exitCode(), outcome::toString);
        assertEquals(size(image.home()), size(home));
    }

    @Test
    void imageKeepsItsSize() throws IOException {
        long size = size(image.home());
        assertTrue(
                size <= SIZE_LIMIT,
                () -> "the image has " + size / MEGABYTE + " MB on disk, at most " + SIZE_LIMIT / MEGABYTE
                        + " are allowed (the build drops libjvm's symbols, 5 MB, only where binutils are installed)");
    }

    /** What {@code du} counts: blocks of 4 KiB, directories too. */
    private static long size(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            long size = 0;
            for (Path file : (Iterable<Path>) files::iterator) {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                size += attributes.isRegularFile() ? (attributes.size() + 4095) / 4096 * 4096 : 4096;
            }
            return size;
        }
    }

    @Test
    void everythingIsAModuleWithADescriptor() {
        Outcome outcome = image.java("--list-modules");
        List<String> modules =
                outcome.out().lines().map(line -> line.replaceAll("@.*", "")).toList();
        for (String module : List.of(
                "org.topcoffea.cli",
                "org.topcoffea.codec",
                "org.topcoffea.generate",
                "org.topcoffea.hist",
                "org.topcoffea.plan",
                "org.topcoffea.plugin",
                "org.topcoffea.report",
                "org.topcoffea.root",
                "org.topcoffea.root.writer",
                "org.topcoffea.runner",
                "org.topcoffea.spi",
                "com.fasterxml.jackson.databind",
                "com.github.luben.zstd_jni",
                "info.picocli",
                "io.netty.handler",
                "org.apache.commons.compress",
                "org.eclipse.jgit",
                "org.slf4j.jul",
                "org.tukaani.xz")) {
            assertTrue(modules.contains(module), () -> module + " is not among " + modules);
        }
        assertFalse(modules.stream().anyMatch(name -> name.startsWith("org.topcoffea.plugins")), modules::toString);
        assertFalse(modules.stream().anyMatch(name -> name.contains("testkit")), modules::toString);
    }

    @Test
    void bundledProcessorsLieInThePluginDirectory() {
        List<String> names = Checkout.list(image.home().resolve("plugins")).stream()
                .map(file -> file.getFileName().toString().replaceAll("-[0-9].*", ""))
                .toList();
        assertEquals(List.of("topcoffea-plugin-eft", "topcoffea-plugin-simple", "topcoffea-plugin-sow"), names);
    }

    /** The libraries of later parts are not merely there: they work with the modules and services the image has. */
    @Test
    void librariesWorkInTheImage() throws IOException {
        Path classes = Files.createDirectories(directory.resolve("org/topcoffea/testkit"));
        Path compiled = Path.of("target/test-classes/org/topcoffea/testkit");
        for (Path file : Checkout.list(compiled)) {
            if (file.getFileName().toString().startsWith("Probe")) {
                Files.copy(file, classes.resolve(file.getFileName()));
            }
        }
        Outcome outcome = image.java(
                "--add-modules",
                "ALL-SYSTEM",
                "-cp",
                directory.toString(),
                Probe.class.getName(),
                directory.toString());
        assertEquals(0, outcome.exitCode(), outcome::toString);
        assertEquals(Probe.EXPECTED, outcome.out(), outcome::toString);
    }
}
