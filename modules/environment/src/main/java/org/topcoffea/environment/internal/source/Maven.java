package org.topcoffea.environment.internal.source;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.topcoffea.environment.EnvironmentError;
import org.topcoffea.spi.AnalysisException;

/** The Maven build of one source tree, as its author runs it but without tests. */
public final class Maven {
    private static final int TAIL = 12;
    private static final List<String> NO_PLUGINS =
            List.of("-sources.jar", "-javadoc.jar", "-tests.jar", "-test-sources.jar");

    private final Path source;
    private final Path log;

    /**
     * A build.
     *
     * @param source the tree with {@code pom.xml}
     * @param log where the output of Maven goes
     */
    public Maven(Path source, Path log) {
        this.source = source;
        this.log = log;
    }

    /** Builds and returns the jars that a plugin consists of. */
    public List<Path> build() throws IOException {
        FileTime start = FileTime.fromMillis(System.currentTimeMillis() - 1000);
        int code = run();
        if (code != 0) {
            throw failed("the build of " + source + " failed: " + summary() + "; everything it said is in " + log);
        }
        List<Path> jars = jars(source.resolve("target"));
        if (jars.isEmpty()) {
            jars = modules();
        }
        if (jars.isEmpty()) {
            throw failed("the build of " + source + " made no jar in " + source.resolve("target"));
        }
        List<Path> fresh = new ArrayList<>();
        for (Path jar : jars) {
            if (Files.getLastModifiedTime(jar).compareTo(start) >= 0) {
                fresh.add(jar);
            }
        }
        // Jars of earlier versions may lie there, too; Maven leaves the jar alone if nothing that goes into it changed.
        return fresh.isEmpty() ? jars : fresh;
    }

    private static AnalysisException failed(String message) {
        return new AnalysisException(EnvironmentError.BUILD_FAILED, message);
    }

    private int run() throws IOException {
        List<String> command = List.of(
                program(), "-B", "-q", "-f", source.resolve("pom.xml").toString(), "-Dmaven.test.skip=true", "package");
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(source.toFile())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw failed("cannot start " + command.getFirst() + " to build " + source
                    + ": install Maven or put a wrapper (mvnw) beside its pom.xml");
        }
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while Maven built " + source);
        }
    }

    /** The tree's own wrapper, else Maven on the path. */
    private String program() {
        for (Path at = source; at != null; at = at.getParent()) {
            if (Files.isExecutable(at.resolve("mvnw"))) {
                return at.resolve("mvnw").toString();
            }
            if (Files.exists(at.resolve(".git"))) {
                break;
            }
        }
        return "mvn";
    }

    private List<Path> modules() throws IOException {
        List<Path> jars = new ArrayList<>();
        try (Stream<Path> children = Files.list(source)) {
            for (Path child : children.sorted().toList()) {
                if (Files.exists(child.resolve("pom.xml"))) {
                    jars.addAll(jars(child.resolve("target")));
                }
            }
        }
        return jars;
    }

    private static List<Path> jars(Path target) throws IOException {
        if (!Files.isDirectory(target)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(Maven::isPlugin).sorted().toList();
        }
    }

    private static boolean isPlugin(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".jar")
                && !name.startsWith("original-")
                && NO_PLUGINS.stream().noneMatch(name::endsWith);
    }

    /** The first errors that Maven told, or else the end of what it said. */
    private String summary() throws IOException {
        List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .toList();
        List<String> errors = lines.stream()
                .filter(line -> line.startsWith("[ERROR] /") || line.startsWith("[ERROR]   "))
                .limit(TAIL)
                .toList();
        List<String> told = errors.isEmpty() ? lines.subList(Math.max(0, lines.size() - TAIL), lines.size()) : errors;
        return String.join(System.lineSeparator() + "    ", told);
    }
}
