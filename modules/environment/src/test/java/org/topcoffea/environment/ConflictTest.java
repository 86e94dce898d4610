package org.topcoffea.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConflictTest {
    @TempDir
    Path home;

    private List<String> subjects(Map<String, String> environment) {
        return Conflict.find(environment, home).stream().map(Conflict::subject).toList();
    }

    @Test
    void nothingIsFoundInAPlainEnvironment() {
        assertEquals(List.of(), subjects(Map.of("PATH", "/usr/bin", "TMPDIR", "/tmp", "JAVA_HOME", javaHome())));
    }

    private static String javaHome() {
        return System.getProperty("java.home");
    }

    @Test
    void optionsOfJavaAreFoundWhetherOrNotTheLauncherTookThemAway() {
        assertEquals(List.of("JAVA_TOOL_OPTIONS"), subjects(Map.of("JAVA_TOOL_OPTIONS", "-Xmx1m")));
        assertEquals(
                List.of("_JAVA_OPTIONS", "CLASSPATH"), subjects(Map.of(Conflict.IGNORED, " CLASSPATH _JAVA_OPTIONS")));
    }

    @Test
    void strangeEnvironmentsAreFound() {
        assertEquals(
                List.of("PYTHONPATH", "JAVA_HOME", "LD_PRELOAD", "XDG_CACHE_HOME"),
                subjects(Map.of(
                        "PYTHONPATH",
                        "/x",
                        "JAVA_HOME",
                        "/nowhere",
                        "LD_PRELOAD",
                        "libx.so",
                        "XDG_CACHE_HOME",
                        "rel")));
    }

    @Test
    void librariesThatHideThoseOfTheSystemAreNamed() throws IOException {
        Path conda = Files.createDirectory(home.resolve("lib"));
        Files.createFile(conda.resolve("libzstd.so.1"));
        Files.createFile(conda.resolve("libharmless.so.1"));
        List<Conflict> found = Conflict.find(Map.of("LD_LIBRARY_PATH", "/nowhere:" + conda), home);
        assertEquals(1, found.size());
        assertTrue(found.getFirst().problem().endsWith(": " + conda.resolve("libzstd.so.1")), found::toString);
        assertEquals(List.of(), Conflict.find(Map.of("LD_LIBRARY_PATH", "/nowhere"), home));
    }

    @Test
    void cacheThatCannotBeWrittenIsFound() throws IOException {
        Path file = Files.createFile(home.resolve("file"));
        assertEquals(
                1, Conflict.find(Map.of("XDG_CACHE_HOME", "/proc/self"), home).size());
        assertTrue(Files.exists(file));
    }
}
