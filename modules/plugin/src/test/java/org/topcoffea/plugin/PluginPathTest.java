package org.topcoffea.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginPathTest {
    @TempDir
    Path home;

    @Test
    void givenThenEnvironmentThenImageThenUser() throws IOException {
        Path image = Files.createDirectories(home.resolve("image/plugins")).getParent();
        Path own = Files.createDirectories(home.resolve(".local/share/topcoffea/plugins"));
        assertEquals(
                List.of(Path.of("/a"), Path.of("/b"), Path.of("/c"), image.resolve("plugins"), own),
                PluginPath.of(List.of(Path.of("/a")), Map.of(PluginPath.VARIABLE, "/b:/a/../c:"), image, home));
    }

    @Test
    void optionalDirectoriesThatDoNotExistAreLeftOut() {
        assertEquals(List.of(), PluginPath.of(List.of(), Map.of(), home, home));
    }

    @Test
    void theUsersDirectoryFollowsTheDesktopStandard() throws IOException {
        Path own = Files.createDirectories(home.resolve("data/topcoffea/plugins"));
        String data = home.resolve("data").toString();
        assertEquals(List.of(own), PluginPath.of(List.of(), Map.of("XDG_DATA_HOME", data), null, home));
    }
}
