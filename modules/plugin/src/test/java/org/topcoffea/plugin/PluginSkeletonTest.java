package org.topcoffea.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginSkeletonTest {
    @TempDir
    Path work;

    private List<Path> write(String name, Path directory) {
        return PluginSkeleton.write(name, directory, PluginSkeleton.apiRepository(work));
    }

    @Test
    void everyPlaceholderIsReplaced() throws IOException {
        Path directory = work.resolve("new");
        List<Path> files = write("my-first_plugin", directory);
        assertEquals(6, files.size());
        for (Path file : files) {
            String text = Files.readString(directory.resolve(file));
            assertFalse(text.matches("(?s).*@[A-Z]+@.*"), file + ":\n" + text);
        }
        assertTrue(files.contains(Path.of("src/main/java/myfirstplugin/MyFirstPluginProcessor.java")));
        String pom = Files.readString(directory.resolve("pom.xml"));
        assertTrue(pom.contains("<topcoffea.api>" + work.resolve("lib/api").toUri() + "</topcoffea.api>"), pom);
    }

    @Test
    void namesThatCannotBeOnesAreRefused() {
        for (String name : List.of("", "1st", "my plugin", "a/b", "new", "in-t", "ü", "../x")) {
            PluginException e = assertThrows(PluginException.class, () -> write(name, work.resolve("x")));
            assertEquals(PluginError.BAD_PLUGIN_NAME, e.code());
        }
    }

    @Test
    void aDirectoryWithFilesIsLeftAlone() throws IOException {
        Path file = Files.writeString(work.resolve("thesis.tex"), "x");
        PluginException e = assertThrows(PluginException.class, () -> write("mine", work));
        assertEquals(PluginError.CANNOT_WRITE_SKELETON, e.code());
        assertEquals(
                PluginError.CANNOT_WRITE_SKELETON,
                assertThrows(PluginException.class, () -> write("mine", file)).code());
        try (Stream<Path> left = Files.list(work)) {
            assertEquals(List.of(file), left.toList());
        }
    }

    /** Builds the project as its author would, with its tests, and loads the jar. */
    @Test
    void theProjectBuildsAndItsPluginLoads() throws Exception {
        Assumptions.assumeTrue(
                Boolean.getBoolean("topcoffea.slow"), "skipped: runs Maven; -Dtopcoffea.slow=true runs it");
        Path top = checkout();
        Path project = work.resolve("project");
        Path image = work.resolve("image");
        ApiJars.layOut(top.resolve("jlink/src/api"), PluginSkeleton.apiRepository(image));
        PluginSkeleton.write("my-first", project, PluginSkeleton.apiRepository(image));
        Path shared = Path.of(System.getProperty("user.home"), ".m2", "repository");
        Process maven = new ProcessBuilder(
                        top.resolve("mvnw").toString(),
                        "-B",
                        "-q",
                        "-f",
                        project.resolve("pom.xml").toString(),
                        "-Dmaven.repo.local=" + work.resolve("repository"),
                        "-Dmaven.repo.local.tail=" + shared,
                        "package")
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("maven.log").toFile())
                .start();
        assertTrue(maven.waitFor(5, TimeUnit.MINUTES), "Maven does not end");
        String log = Files.readString(work.resolve("maven.log"));
        Assumptions.assumeFalse(log.contains("Could not transfer artifact"), "skipped: no connection to Maven Central");
        assertEquals(0, maven.exitValue(), log);
        assertTrue(Files.exists(project.resolve("target/surefire-reports/TEST-myfirst.MyFirstProcessorTest.xml")));
        Plugins plugins = Plugins.load(List.of(project.resolve("target/my-first-0.1.0.jar")));
        assertEquals(List.of(), plugins.refusals());
        assertEquals(
                "min-pt",
                plugins.processor("my-first").info().parameters().getFirst().name());
        assertEquals("0.1.0", plugins.processor("my-first").moduleVersion());
    }

    private static Path checkout() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("mvnw"))) {
            directory = directory.getParent();
        }
        return directory;
    }
}
