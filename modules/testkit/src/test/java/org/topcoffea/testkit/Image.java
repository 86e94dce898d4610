package org.topcoffea.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The packed image, run as its users run it: another process, arguments, exit code, output.
 *
 * @param home the directory that holds {@code bin/topcoffea}
 */
record Image(Path home) {
    private static final long TIMEOUT_SECONDS = 300;

    /** What the build has just made. */
    static Image built() {
        Image image = new Image(Checkout.TOP.resolve("jlink/target/image"));
        assertTrue(
                Files.isExecutable(image.launcher()),
                () -> image.launcher() + " is missing: the image is made by ./mvnw verify");
        return image;
    }

    Path launcher() {
        return home.resolve("bin/topcoffea");
    }

    /** Runs {@code topcoffea} with these arguments. */
    Outcome run(String... arguments) {
        return run(Map.of(), arguments);
    }

    /** Runs {@code topcoffea} with more variables in its environment. */
    Outcome run(Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(launcher().toString()));
        command.addAll(List.of(arguments));
        return start(environment, command);
    }

    /** Runs the image's own Java. */
    Outcome java(String... arguments) {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin/java").toString()));
        command.addAll(List.of(arguments));
        return start(Map.of(), command);
    }

    static Outcome start(Map<String, String> environment, List<String> command) {
        try {
            Path out = Files.createTempFile("topcoffea", ".out");
            Path err = Files.createTempFile("topcoffea", ".err");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            boolean ended = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly().waitFor();
            }
            Outcome outcome = new Outcome(command, process.exitValue(), Files.readString(out), Files.readString(err));
            Files.delete(out);
            Files.delete(err);
            assertTrue(ended, () -> "still running after " + TIMEOUT_SECONDS + " s: " + outcome);
            return outcome;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * How a process ended.
     *
     * @param command what was run
     * @param exitCode its exit code
     * @param out its standard output
     * @param err its standard error
     */
    record Outcome(List<String> command, int exitCode, String out, String err) {}
}
