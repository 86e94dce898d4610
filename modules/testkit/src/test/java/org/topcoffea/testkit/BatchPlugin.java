package org.topcoffea.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;

/** A batch system called {@code bench}, which starts jobs at once, written with what {@code lib/api} of an image offers and no more. */
final class BatchPlugin {
    private static final String DESCRIPTOR = """
        module bench {
            requires org.topcoffea.batch;
            provides org.topcoffea.batch.BatchBackend with bench.Backend;
        }
        """;
    private static final String BACKEND = """
        package bench;

        import java.nio.file.*;
        import java.time.Instant;
        import java.util.*;
        import org.topcoffea.batch.*;

        public final class Backend implements BatchBackend {
            public String name() {
                return "bench";
            }

            private String script(JobDescription job, JobGroup group) {
                return JobScript.of(job, group, JobScript.Surroundings.SHARED, "$1", "");
            }

            public String preview(JobDescription job, int count, JobGroup group) {
                return script(job, group);
            }

            public List<JobId> submit(JobDescription job, int count, JobGroup group) {
                JobFiles.prepare(job, group);
                Path script = group.directory().resolve("job.sh");
                JobFiles.write(script, script(job, group), true);
                List<JobId> ids = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    String id = group.tag() + "-" + System.nanoTime();
                    String out = JobScript.quoted(group.logs().resolve("out." + id).toString());
                    new SystemCommand(group, List.of("sh", "-c", "setsid sh " + JobScript.quoted(script.toString()) + " "
                            + id + " >" + out + " 2>&1 </dev/null &")).demand();
                    ids.add(new JobId(id));
                }
                return ids;
            }

            private Path file(JobGroup group, String kind, JobId id) {
                return group.logs().resolve(kind + "." + id);
            }

            private JobState state(JobGroup group, JobId id) {
                OptionalInt code = JobOutput.number(file(group, "status", id));
                return code.isPresent()
                        ? new JobState.Exited(code.getAsInt(), JobOutput.tail(file(group, "out", id)))
                        : new JobState.Running("here");
            }

            public List<JobStatus> observe(JobGroup group, Collection<JobId> expected) {
                return expected.stream()
                        .map(id -> new JobStatus(id, state(group, id), Instant.EPOCH, 1))
                        .toList();
            }

            public void remove(JobGroup group, Collection<JobId> jobs) {
                for (JobId id : jobs) {
                    JobOutput.number(file(group, "pid", id)).ifPresent(pid -> ProcessHandle.of(pid)
                            .ifPresent(ProcessHandle::destroy));
                }
            }

            public String explain(JobGroup group, JobStatus status) {
                return "job " + status.id() + " is " + status.state().word();
            }
        }
        """;

    private BatchPlugin() {}

    /** Compiles it against the jars of an image and puts its jar into a directory. */
    static Path build(Image image, Path directory) throws IOException {
        Path sources = Files.createTempDirectory(directory.getParent(), "bench");
        Path descriptor = Files.writeString(sources.resolve("module-info.java"), DESCRIPTOR);
        Path backend = Files.writeString(sources.resolve("Backend.java"), BACKEND);
        String api;
        try (Stream<Path> files = Files.walk(image.home().resolve("lib/api"))) {
            api = files.filter(file -> file.toString().endsWith(".jar"))
                    .map(Path::toString)
                    .collect(Collectors.joining(":"));
        }
        // The annotations of nullness are the one library that the interface names; Maven brings it to authors.
        String annotations = NullMarked.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        int exitCode = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-Xlint:none",
                        "-d",
                        sources.resolve("classes").toString(),
                        "-p",
                        api + ":" + annotations,
                        descriptor.toString(),
                        backend.toString());
        assertEquals(0, exitCode, "the plugin does not compile");
        Path jar = directory.resolve("bench.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String file : new String[] {"module-info.class", "bench/Backend.class"}) {
                out.putNextEntry(new JarEntry(file));
                Files.copy(sources.resolve("classes").resolve(file), out);
                out.closeEntry();
            }
        }
        return jar;
    }
}
