package org.topcoffea.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.topcoffea.spi.EventProcessor;

/** Writes the Maven project of a new plugin: one processor with a plain loop, its test, and how to build and run it. */
public final class PluginSkeleton {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

    /** Words of the language that a name of letters may collide with. */
    private static final Set<String> RESERVED = Set.of(
            "abstract",
            "assert",
            "boolean",
            "break",
            "byte",
            "case",
            "catch",
            "char",
            "class",
            "const",
            "continue",
            "default",
            "do",
            "double",
            "else",
            "enum",
            "extends",
            "false",
            "final",
            "finally",
            "float",
            "for",
            "goto",
            "if",
            "implements",
            "import",
            "instanceof",
            "int",
            "interface",
            "java",
            "long",
            "native",
            "new",
            "null",
            "package",
            "private",
            "protected",
            "public",
            "return",
            "short",
            "static",
            "strictfp",
            "super",
            "switch",
            "synchronized",
            "this",
            "throw",
            "throws",
            "transient",
            "true",
            "try",
            "void",
            "volatile",
            "while");

    private PluginSkeleton() {}

    /** The Maven repository with the public API that an image of topcoffea carries. */
    public static Path apiRepository(Path image) {
        return image.resolve("lib").resolve("api");
    }

    /**
     * Writes the project.
     *
     * @param name the name of the processor: a letter, then letters, digits, {@code -} and {@code _}
     * @param directory where to write it; made if it does not exist, else it has to be empty
     * @param repository the Maven repository that holds the public API, from {@link #apiRepository}
     * @return the files, relative to the directory
     * @throws PluginException {@link PluginError#BAD_PLUGIN_NAME} or {@link PluginError#CANNOT_WRITE_SKELETON}; nothing
     *     is written if the directory is not empty
     */
    public static List<Path> write(String name, Path directory, Path repository) {
        String simple = name.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches() || RESERVED.contains(simple)) {
            throw new PluginException(
                    PluginError.BAD_PLUGIN_NAME,
                    null,
                    "'" + name + "' cannot name a plugin: take a letter, then letters, digits, '-' and '_', and no"
                            + " word of the Java language");
        }
        Map<Path, String> files = files(name, simple, repository);
        try {
            checkEmpty(directory);
            for (Map.Entry<Path, String> file : files.entrySet()) {
                Path path = directory.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
            }
        } catch (IOException e) {
            throw new PluginException(
                    PluginError.CANNOT_WRITE_SKELETON,
                    directory,
                    "cannot write a plugin to " + directory + " (" + Failures.line(e) + "): name another directory",
                    e);
        }
        return List.copyOf(files.keySet());
    }

    private static void checkEmpty(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            if (entries.iterator().hasNext()) {
                throw new PluginException(
                        PluginError.CANNOT_WRITE_SKELETON,
                        directory,
                        "will not write a plugin to " + directory + ", which is not empty: name a new directory");
            }
        }
    }

    private static Map<Path, String> files(String name, String simple, Path repository) {
        String type = camelCase(name) + "Processor";
        Map<String, String> values = Map.of(
                "@NAME@", name,
                "@PACKAGE@", simple,
                "@CLASS@", type,
                "@VERSION@", version(),
                "@REPOSITORY@", repository.toAbsolutePath().normalize().toUri().toString());
        Map<Path, String> files = new LinkedHashMap<>();
        files.put(Path.of("README.md"), template("README.md", values));
        files.put(Path.of(".gitignore"), template("gitignore", values));
        files.put(Path.of("pom.xml"), template("pom.xml", values));
        Path main = Path.of("src", "main", "java");
        files.put(main.resolve("module-info.java"), template("module-info.java.txt", values));
        files.put(main.resolve(simple).resolve(type + ".java"), template("Processor.java.txt", values));
        Path test = Path.of("src", "test", "java");
        files.put(test.resolve(simple).resolve(type + "Test.java"), template("ProcessorTest.java.txt", values));
        return files;
    }

    private static String camelCase(String name) {
        StringBuilder camel = new StringBuilder();
        for (String word : name.split("[-_]+", -1)) {
            if (!word.isEmpty()) {
                camel.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
            }
        }
        return camel.toString();
    }

    /** The version of the public API that is running, which the plugin will be built for. */
    private static String version() {
        @Nullable ModuleDescriptor descriptor = EventProcessor.class.getModule().getDescriptor();
        return descriptor == null ? "" : descriptor.rawVersion().orElse("");
    }

    private static String template(String file, Map<String, String> values) {
        try (InputStream in = PluginSkeleton.class.getResourceAsStream("skeleton/" + file)) {
            if (in == null) {
                throw new IllegalStateException("the module " + PluginSkeleton.class.getModule() + " lacks " + file);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> value : values.entrySet()) {
                text = text.replace(value.getKey(), value.getValue());
            }
            return text;
        } catch (IOException e) {
            throw new IllegalStateException("cannot read the template " + file, e);
        }
    }
}
