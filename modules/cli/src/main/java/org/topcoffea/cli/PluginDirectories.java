package org.topcoffea.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Unpacked plugins as the plugin loader takes them. */
final class PluginDirectories {
    private PluginDirectories() {}

    /**
     * For a plugin of one jar the jar, which stands for that plugin; for others a directory that holds the plugin's own as its
     * only plugin.
     *
     * @param plugins directories of jars, each a plugin
     */
    static List<Path> entries(List<Path> plugins) throws IOException {
        List<Path> entries = new ArrayList<>();
        for (Path plugin : plugins) {
            List<Path> jars;
            try (Stream<Path> files = Files.list(plugin)) {
                jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
            }
            entries.add(jars.size() == 1 ? jars.getFirst() : holder(plugin));
        }
        return entries;
    }

    private static Path holder(Path plugin) throws IOException {
        Path holder = Files.createTempDirectory("topcoffea-plugin");
        holder.toFile().deleteOnExit();
        Path link = Files.createSymbolicLink(holder.resolve(plugin.getFileName()), plugin.toAbsolutePath());
        link.toFile().deleteOnExit();
        return holder;
    }
}
