package org.topcoffea.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

/** A plugin made on the spot, whose processor takes its time: half a second for what it is given at once. */
final class SlowPlugin {
    private static final String DESCRIPTOR = """
        module test.slow {
            requires org.topcoffea.spi;
            provides org.topcoffea.spi.EventProcessor with test.slow.Slow;
        }
        """;
    private static final String PROCESSOR = """
        package test.slow;

        import java.nio.file.*;
        import java.util.List;
        import org.topcoffea.spi.*;

        public final class Slow implements EventProcessor {
            private static int calls;

            public ProcessorInfo describe() {
                return new ProcessorInfo("slow", "1", "Takes its time.", List.of());
            }

            public void start(Run run, Outputs outputs) {}

            public void process(Events events, Output output) {
                try {
                    Thread.sleep(500);
                    synchronized (Slow.class) {
                        if (++calls == 6) {
                            Files.createFile(Path.of("%s"));
                        }
                    }
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        """;

    private SlowPlugin() {}

    /** Builds it; a file named like the jar plus {@code .second} appears once a few chunks are done. */
    static Path jar(Path directory) throws IOException {
        Path sources = Files.createDirectories(directory.resolve("plugin/test/slow"));
        Path classes = directory.resolve("classes");
        Path jar = directory.resolve("slow.jar");
        Path descriptor = Files.writeString(directory.resolve("plugin/module-info.java"), DESCRIPTOR);
        Path processor = Files.writeString(sources.resolve("Slow.java"), PROCESSOR.formatted(jar + ".second"));
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
            for (String name : new String[] {"module-info.class", "test/slow/Slow.class"}) {
                out.putNextEntry(new JarEntry(name));
                Files.copy(classes.resolve(name), out);
                out.closeEntry();
            }
        }
        return jar;
    }
}
