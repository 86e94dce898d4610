package org.topcoffea.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.topcoffea.plugin.PluginPath;
import org.topcoffea.plugin.Plugins;

/** Where this program lies and what lies beside it. */
final class Image {
    private Image() {}

    /** The directory of the image, or of what a worker unpacked of one; null when the program runs on a JDK. */
    static @Nullable Path directory() {
        Path home = Path.of(System.getProperty("java.home"));
        return Files.isExecutable(home.resolve("bin/topcoffea")) ? home : null;
    }

    /** All plugins that can be found, those in the given directories first. */
    static Plugins plugins(List<Path> given) {
        return Plugins.load(
                PluginPath.of(given, System.getenv(), directory(), Path.of(System.getProperty("user.home"))));
    }
}
