package org.topcoffea.plugin;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What may be a plugin: a jar, or a directory of jars that belong together.
 *
 * @param origin the jar or the directory
 * @param files its jars, sorted by name
 */
record PluginCandidate(Path origin, List<Path> files) {
    /** Lists the candidates of one plugin directory, sorted by name; a path of a jar is a candidate by itself. */
    static List<PluginCandidate> in(Path directory, Consumer<PluginException> refusals) {
        if (Files.isRegularFile(directory) && isJar(directory)) {
            return List.of(new PluginCandidate(directory, List.of(directory)));
        }
        List<PluginCandidate> candidates = new ArrayList<>();
        try {
            for (Path entry : list(directory)) {
                candidate(entry, candidates, refusals);
            }
        } catch (PluginException e) {
            refusals.accept(e);
        }
        return candidates;
    }

    private static void candidate(Path entry, List<PluginCandidate> candidates, Consumer<PluginException> refusals) {
        if (isJar(entry)) {
            candidates.add(new PluginCandidate(entry, List.of(entry)));
        } else if (Files.isDirectory(entry)) {
            try {
                List<Path> jars =
                        list(entry).stream().filter(PluginCandidate::isJar).toList();
                candidates.add(new PluginCandidate(entry, jars));
            } catch (PluginException e) {
                refusals.accept(e);
            }
        }
    }

    private static boolean isJar(Path path) {
        return path.toString().endsWith(".jar");
    }

    private static List<Path> list(Path directory) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, e -> !Files.isHidden(e))) {
            stream.forEach(entries::add);
        } catch (IOException | DirectoryIteratorException e) {
            throw new PluginException(
                    PluginError.UNREADABLE_DIRECTORY,
                    directory,
                    unreadable(directory) + ": create it or name another",
                    e);
        }
        entries.sort(null);
        return entries;
    }

    private static String unreadable(Path directory) {
        String what = "plugin directory " + directory;
        if (!Files.exists(directory)) {
            return what + " does not exist";
        }
        return what + (Files.isDirectory(directory) ? " cannot be read" : " is neither a directory nor a jar");
    }
}
