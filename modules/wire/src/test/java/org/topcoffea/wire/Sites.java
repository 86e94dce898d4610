package org.topcoffea.wire;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Real programs of Work Queue: those of {@code tools/sites}, and an older edition that the machine itself may have. */
final class Sites {
    private Sites() {}

    /** Starts a site with a service such as {@code cctools} or {@code catalog}; skips the test when there can be none. */
    static Path up(String service, Path site, Map<String, String> settings) throws IOException {
        Path scripts = scripts();
        assumeTrue(Files.isDirectory(tree()), () -> "no tree of real programs: run tools/sites/bootstrap");
        assumeTrue("root".equals(System.getProperty("user.name")), "real sites need root");
        ProcessBuilder start = new ProcessBuilder(
                        scripts.resolve(service + "-up").toString(), site.toString())
                .redirectErrorStream(true)
                .redirectOutput(Files.createTempFile("site", ".log").toFile());
        start.environment().putAll(settings);
        Process process = start.start();
        await(process);
        if (process.exitValue() != 0) {
            throw new AssertionError(service + "-up failed: " + process.exitValue());
        }
        return site.resolve("bin");
    }

    static void down(Path site) throws IOException {
        if (Files.isDirectory(site)) {
            await(new ProcessBuilder(scripts().resolve("site-down").toString(), site.toString(), "--rm")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start());
        }
    }

    /** The variables that a site's {@code env} file sets. */
    static Map<String, String> environment(Path site) throws IOException {
        Map<String, String> found = new java.util.HashMap<>();
        for (String line : Files.readAllLines(site.resolve("env"))) {
            String text = line.replaceFirst("^export ", "");
            int equals = text.indexOf('=');
            if (equals > 0) {
                found.put(
                        text.substring(0, equals),
                        text.substring(equals + 1).replace("'", "").replace("\"", ""));
            }
        }
        return found;
    }

    static void await(Process process) {
        try {
            if (!process.waitFor(180, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("does not end: " + process.info());
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Starts a program; its output goes to a file. */
    static Process start(Path log, Path directory, Map<String, String> environment, String... command)
            throws IOException {
        List<String> words = new ArrayList<>(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Runs a program to its end; returns what it printed. */
    static String run(Path directory, Map<String, String> environment, String... command) throws IOException {
        Path log = Files.createTempFile(directory, "run", ".log");
        await(start(log, directory, environment, command));
        return Files.readString(log);
    }

    private static Path scripts() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("tools/sites"))) {
                return at.resolve("tools/sites");
            }
        }
        throw new AssertionError("no tools/sites above " + Path.of("").toAbsolutePath());
    }

    private static Path tree() {
        String named = System.getenv("SITES_TREE");
        String cache = System.getenv("XDG_CACHE_HOME");
        return named != null
                ? Path.of(named)
                : cache != null && Files.isDirectory(Path.of(cache, "sites/trixie"))
                        ? Path.of(cache, "sites/trixie")
                        : Path.of("/var/cache/sites/trixie");
    }
}
