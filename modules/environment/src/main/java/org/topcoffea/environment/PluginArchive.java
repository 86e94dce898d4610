package org.topcoffea.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.topcoffea.environment.internal.archive.Content;
import org.topcoffea.environment.internal.archive.Packer;
import org.topcoffea.spi.AnalysisException;

/** The jars of one plugin as one file. */
public final class PluginArchive {
    private static final int NAME_LIMIT = 64;

    private PluginArchive() {}

    /**
     * The archive of a plugin, from the cache or packed now.
     *
     * @param name the name of the plugin; characters that cannot be in the name of an archive become {@code _}
     * @param jars its jars, at least one, no two with one file name
     * @param cache where archives are kept
     * @throws AnalysisException {@link EnvironmentError#BAD_INPUT} or {@link EnvironmentError#CACHE_FAILED}
     */
    public static Archive of(String name, List<Path> jars, EnvironmentCache cache) {
        Content content = content(name, jars);
        String key = key(name, content);
        String safe = name.replaceAll("[^A-Za-z0-9._-]", "_");
        String file = "plugin-" + safe.substring(0, Math.min(safe.length(), NAME_LIMIT)) + "-" + Archive.id(key);
        return cache.get(file + ".tar.gz", key, out -> Packer.write(content, out));
    }

    private static String key(String name, Content content) {
        try {
            return content.key();
        } catch (IOException e) {
            throw new AnalysisException(
                    EnvironmentError.BAD_INPUT, "the jars of plugin " + name + " cannot be read: " + e, e);
        }
    }

    private static Content content(String name, List<Path> jars) {
        List<Content.Entry> entries = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Path jar : jars) {
            String file = jar.getFileName().toString();
            if (!names.add(file)) {
                throw new AnalysisException(
                        EnvironmentError.BAD_INPUT, "plugin " + name + " has two jars named " + file + ": rename one");
            }
            if (!Files.isRegularFile(jar)) {
                throw new AnalysisException(
                        EnvironmentError.BAD_INPUT, "plugin " + name + ": " + jar + " is not a file; was it removed?");
            }
            entries.add(new Content.Entry(file, jar, false));
        }
        if (entries.isEmpty()) {
            throw new AnalysisException(EnvironmentError.BAD_INPUT, "plugin " + name + " has no jars");
        }
        return new Content(entries);
    }
}
