package org.topcoffea.plugin;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where plugins are looked for, in order. */
public final class PluginPath {
    /** The environment variable with further plugin directories, separated as in {@code PATH}. */
    public static final String VARIABLE = "TOPCOFFEA_PLUGINS";

    private PluginPath() {}

    /**
     * The plugin directories of a run: those given by the user, those of the environment variable, {@code plugins} of
     * the image, and the user's own ({@code $XDG_DATA_HOME/topcoffea/plugins}, by default below
     * {@code ~/.local/share}). The last two are left out where they do not exist; a given one that does not exist is
     * reported by {@link Plugins#load}.
     *
     * @param given the directories given by the user
     * @param environment the environment variables
     * @param image the directory of the image, or null outside an image
     * @param home the user's home directory
     */
    public static List<Path> of(List<Path> given, Map<String, String> environment, @Nullable Path image, Path home) {
        LinkedHashSet<Path> all = new LinkedHashSet<>();
        given.forEach(directory -> all.add(directory.toAbsolutePath().normalize()));
        for (String directory : environment.getOrDefault(VARIABLE, "").split(File.pathSeparator, -1)) {
            if (!directory.isBlank()) {
                all.add(Path.of(directory.strip()).toAbsolutePath().normalize());
            }
        }
        List<Path> optional = new ArrayList<>();
        if (image != null) {
            optional.add(image.resolve("plugins"));
        }
        String data = environment.getOrDefault("XDG_DATA_HOME", "");
        optional.add((data.isBlank() ? home.resolve(".local/share") : Path.of(data)).resolve("topcoffea/plugins"));
        optional.stream().filter(Files::isDirectory).forEach(directory -> all.add(directory.toAbsolutePath()));
        return List.copyOf(all);
    }
}
