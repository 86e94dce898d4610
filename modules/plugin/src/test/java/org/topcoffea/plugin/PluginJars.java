package org.topcoffea.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** Compiles and packs plugins while a test runs, with the tools of the JDK. */
final class PluginJars {
    private final Path work;
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final List<Path> modulePath = new ArrayList<>();
    private final List<String> options = new ArrayList<>();
    private String version = "1.2.3";

    PluginJars(Path work) {
        this.work = work;
        for (String module : PluginModules.API) {
            modulePath.add(location(module));
        }
        modulePath.add(location("org.topcoffea.plugin"));
        modulePath.add(annotations());
    }

    /** The module of the null annotations: needed to compile against the public API, not to run. */
    private static Path annotations() {
        String paths = System.getProperty("jdk.module.path", "") + ":" + System.getProperty("java.class.path", "");
        return Stream.of(paths.split(":", -1))
                .filter(path -> path.contains("jspecify"))
                .map(Path::of)
                .findFirst()
                .orElseThrow();
    }

    private static Path location(String module) {
        return Path.of(ModuleLayer.boot()
                .configuration()
                .findModule(module)
                .orElseThrow()
                .reference()
                .location()
                .orElseThrow());
    }

    PluginJars source(String file, String text) {
        sources.put(file, text);
        return this;
    }

    /** A processor that does nothing, with a statement in its constructor. */
    PluginJars processor(String type, String name, String inConstructor) {
        String simple = type.substring(type.lastIndexOf('.') + 1);
        return source(type.replace('.', '/') + ".java", """
            package %s;
            import org.topcoffea.spi.*;
            import java.util.List;
            public class %s implements EventProcessor {
                public %s() { %s }
                public ProcessorInfo describe() {
                    return new ProcessorInfo("%s", "0.7", "Does nothing.",
                        List.of(new Parameter("min-pt", Parameter.Type.NUMBER, "5", "Least pt in GeV.")));
                }
                public void start(Run run, Outputs outputs) {}
                public void process(Events events, Output output) {}
            }
            """.formatted(
                        type.substring(0, type.lastIndexOf('.')), simple, simple, inConstructor, name));
    }

    PluginJars module(String text) {
        return source("module-info.java", text);
    }

    PluginJars version(String moduleVersion) {
        this.version = moduleVersion;
        return this;
    }

    PluginJars against(Path... jars) {
        modulePath.addAll(0, List.of(jars));
        return this;
    }

    PluginJars option(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    /** A plain plugin of one module and one processor. */
    static Path plain(Path work, String module, String processor, Path jar) throws IOException {
        return new PluginJars(work)
                .module("module " + module + " { requires org.topcoffea.spi; provides"
                        + " org.topcoffea.spi.EventProcessor with " + module + ".P; }")
                .processor(module + ".P", processor, "")
                .jar(jar);
    }

    Path jar(Path jar) throws IOException {
        Path sourceDir = Files.createTempDirectory(work, "src");
        Path classes = Files.createTempDirectory(work, "classes");
        List<String> javac = new ArrayList<>(options);
        javac.addAll(List.of("-d", classes.toString(), "-nowarn", "-proc:none"));
        String path = String.join(":", modulePath.stream().map(Path::toString).toList());
        boolean named = sources.containsKey("module-info.java");
        javac.addAll(List.of(named ? "--module-path" : "--class-path", path));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = sourceDir.resolve(source.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, source.getValue());
            if (source.getKey().endsWith(".java")) {
                javac.add(file.toString());
            } else {
                Path copy = classes.resolve(source.getKey());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        run("javac", javac);
        Files.createDirectories(jar.getParent());
        List<String> pack = new ArrayList<>(List.of("--create", "--file", jar.toString()));
        if (named && !version.isEmpty()) {
            pack.add("--module-version=" + version);
        }
        pack.addAll(List.of("-C", classes.toString(), "."));
        run("jar", pack);
        return jar;
    }

    private static void run(String tool, List<String> arguments) {
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out);
        int code = ToolProvider.findFirst(tool).orElseThrow().run(writer, writer, arguments.toArray(String[]::new));
        assertEquals(0, code, tool + " " + arguments + "\n" + out);
    }
}
