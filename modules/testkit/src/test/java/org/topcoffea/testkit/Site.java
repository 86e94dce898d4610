package org.topcoffea.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A real batch system on this machine, started by the scripts in {@code tools/sites} for one test class and stopped after it. */
final class Site implements AutoCloseable {
    private static final Path SCRIPTS = Checkout.TOP.resolve("tools/sites");

    private final Path directory;
    private final Map<String, String> environment;

    private Site(Path directory, Map<String, String> environment) {
        this.directory = directory;
        this.environment = environment;
    }

    /** Starts services, such as {@code condor-up}; the test is skipped where they cannot be. */
    static Site start(String... scripts) throws IOException, InterruptedException {
        assumeTrue(Files.isDirectory(SCRIPTS), SCRIPTS + " is missing");
        assumeTrue(tree(), "no tree of real batch systems: run tools/sites/bootstrap");
        assumeTrue("root".equals(System.getProperty("user.name")), "real batch systems need root");
        Path directory = Files.createTempDirectory("site");
        Site bare = new Site(directory, new HashMap<>(System.getenv()));
        try {
            for (String script : scripts) {
                bare.shell(SCRIPTS.resolve(script) + " " + directory);
            }
            Map<String, String> environment = new HashMap<>();
            String variables = bare.shell(". " + directory.resolve("env") + " && env -0");
            for (String variable : variables.split("\0")) {
                int sign = variable.indexOf('=');
                if (sign > 0) {
                    environment.put(variable.substring(0, sign), variable.substring(sign + 1));
                }
            }
            return new Site(directory, environment);
        } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
            bare.close();
            throw e;
        }
    }

    private static boolean tree() {
        String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache");
        return Stream.of(
                        System.getenv().getOrDefault("SITES_TREE", ""),
                        cache + "/sites/trixie",
                        "/var/cache/sites/trixie")
                .anyMatch(path -> !path.isEmpty() && Files.isDirectory(Path.of(path, "usr")));
    }

    /** The variables with which the site's commands are found. */
    Map<String, String> environment() {
        return environment;
    }

    /** A directory that the site's jobs see, too. */
    Path directory() {
        return directory;
    }

    /** Runs a line of shell with the site's commands; fails the test if it fails. */
    String shell(String line) throws IOException, InterruptedException {
        Path out = Files.createTempFile("shell", ".out");
        Process process = start(line, out);
        try {
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                throw new AssertionError("does not end: " + line + "\n" + Files.readString(out));
            }
            String text = Files.readString(out, StandardCharsets.UTF_8);
            assertEquals(0, process.exitValue(), () -> line + "\n" + text);
            return text;
        } finally {
            process.destroyForcibly();
            Files.deleteIfExists(out);
        }
    }

    /** Starts a line of shell with the site's commands. */
    Process start(String line, Path out) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("/bin/bash", "-c", line);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(out.toFile());
        builder.redirectInput(Path.of("/dev/null").toFile());
        return builder.start();
    }

    /** Waits for something that a busy machine may take its time for. */
    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        await(what, condition, () -> "");
    }

    static void await(String what, BooleanSupplier condition, Supplier<String> otherwise) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(120).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain: " + what + "\n" + otherwise.get());
            }
            Thread.sleep(250);
        }
    }

    @Override
    public void close() {
        try {
            Process down = new ProcessBuilder(SCRIPTS.resolve("site-down").toString(), directory.toString(), "--rm")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            down.waitFor(60, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new AssertionError("the site in " + directory + " cannot be stopped", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
