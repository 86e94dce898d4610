package org.topcoffea.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

/** Plugins made on the spot, each with one processor of the name of its jar. */
final class TestPlugin {
    private static final String DESCRIPTOR = """
        module test.%1$s {
            requires org.topcoffea.spi;
            provides org.topcoffea.spi.EventProcessor with test.%1$s.Processor;
        }
        """;
    private static final String PROCESSOR = """
        package test.%1$s;

        import java.nio.file.*;
        import java.util.List;
        import org.topcoffea.spi.*;

        public final class Processor implements EventProcessor {
            private static int calls;

            public ProcessorInfo describe() {
                return new ProcessorInfo("%1$s", "1", "A test.", List.of());
            }

            public void start(Run run, Outputs outputs) {}

            public void process(Events events, Output output) {
                %2$s
            }
        }
        """;
    private static final String SLEEP = """
        try {
            Thread.sleep(500);
            synchronized (Processor.class) {
                if (++calls == 6) {
                    Files.createFile(Path.of("%s"));
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        """;

    private static final String FAIL = """
        if (events.firstEntry() == 150) {
            System.out.println("about to fail");
            throw new IllegalStateException("no luck", new java.io.IOException("the cause"));
        }
        """;
    private static final String LOG = """
        try {
            Thread.sleep(100);
            String line = events.file() + " " + events.firstEntry() + " " + events.size() + "\\n";
            Files.writeString(Path.of("%s"), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        """;

    private TestPlugin() {}

    /** One whose processor fails in the batch of each file that begins with event 150. */
    static Path failing(Path directory) throws IOException {
        return jar(directory, "failing", FAIL);
    }

    /**
     * One whose processor takes a tenth of a second for what it is given at once, and writes a line about it to a file.
     *
     * @return that file
     */
    static Path logging(Path directory) throws IOException {
        Path log = directory.resolve("logging.log");
        jar(directory, "logging", LOG.formatted(log));
        return log;
    }

    /**
     * One whose processor takes half a second for what it is given at once; a file named like the jar plus {@code .second}
     * appears when a few chunks are done.
     */
    static Path slow(Path directory) throws IOException {
        return jar(directory, "slow", SLEEP.formatted(directory.resolve("slow.jar.second")));
    }

    /** One whose processor asks for a column of floats as if they were whole numbers. */
    static Path mistyped(Path directory) throws IOException {
        return jar(directory, "mistyped", "events.ints(\"MET_pt\");");
    }

    private static Path jar(Path directory, String name, String process) throws IOException {
        Path sources = Files.createDirectories(directory.resolve(name + "/test/" + name));
        Path classes = directory.resolve(name + "-classes");
        Path jar = directory.resolve(name + ".jar");
        Path descriptor = Files.writeString(directory.resolve(name + "/module-info.java"), DESCRIPTOR.formatted(name));
        Path processor = Files.writeString(sources.resolve("Processor.java"), PROCESSOR.formatted(name, process));
        String modules = System.getProperty("java.class.path");
        int exitCode = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        OutputStream.nullOutputStream(),
                        null,
                        "-d",
                        classes.toString(),
                        "-p",
                        modules,
                        descriptor.toString(),
                        processor.toString());
        assertEquals(0, exitCode, "the plugin does not compile");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String file : new String[] {"module-info.class", "test/" + name + "/Processor.class"}) {
                out.putNextEntry(new JarEntry(file));
                Files.copy(classes.resolve(file), out);
                out.closeEntry();
            }
        }
        return jar;
    }
}
