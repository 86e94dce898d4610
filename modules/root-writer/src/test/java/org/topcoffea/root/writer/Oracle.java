package org.topcoffea.root.writer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Another program that reads ROOT files, and prints all that is in them. */
enum Oracle {
    /** The Python package, run by {@code $TOPCOFFEA_PYTHON}, else by {@code python3}. */
    UPROOT("dump_uproot.py") {
        @Override
        boolean find() {
            return succeeds(List.of(python(), "-c", "import uproot, awkward"));
        }

        @Override
        List<String> command(Path script, Path file) {
            return List.of(python(), script.toString(), file.toString());
        }

        private String python() {
            return Objects.requireNonNullElse(System.getenv("TOPCOFFEA_PYTHON"), "python3");
        }
    },
    /** The JavaScript package, found in the directory {@code $TOPCOFFEA_NODE_MODULES}. */
    JSROOT("dump_jsroot.mjs") {
        @Override
        boolean find() {
            return modules() != null
                    && Files.isDirectory(Path.of(modules(), "jsroot"))
                    && succeeds(List.of("node", "-v"));
        }

        @Override
        List<String> command(Path script, Path file) {
            return List.of("node", script.toString(), file.toString(), modules());
        }

        private String modules() {
            return System.getenv("TOPCOFFEA_NODE_MODULES");
        }
    };

    private static final long TIMEOUT_SECONDS = 120;

    private final String script;
    private Boolean installed;

    Oracle(String script) {
        this.script = script;
    }

    abstract boolean find();

    abstract List<String> command(Path script, Path file);

    private boolean installed() {
        if (installed == null) {
            installed = find();
        }
        return installed;
    }

    /** Prints a file, or skips the test if the program is not there. */
    List<String> dump(Path file) throws IOException, InterruptedException {
        Assumptions.assumeTrue(installed(), () -> name() + " is not installed");
        Path copy = file.resolveSibling(script);
        try (InputStream resource = Objects.requireNonNull(Oracle.class.getResourceAsStream(script))) {
            Files.write(copy, resource.readAllBytes());
        }
        Path out = file.resolveSibling(script + ".out");
        Path errors = file.resolveSibling(script + ".errors");
        int exit = run(command(copy, file), out, errors);
        if (exit != 0) {
            throw new AssertionError(name() + " exits with " + exit + ": " + Files.readString(errors));
        }
        return Files.readAllLines(out, StandardCharsets.UTF_8);
    }

    private static boolean succeeds(List<String> command) {
        try {
            return run(command, null, null) == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static int run(List<String> command, Path out, Path errors) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectOutput(
                out == null ? ProcessBuilder.Redirect.DISCARD : ProcessBuilder.Redirect.to(out.toFile()));
        builder.redirectError(
                errors == null ? ProcessBuilder.Redirect.DISCARD : ProcessBuilder.Redirect.to(errors.toFile()));
        Process process = builder.start();
        if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("no end after " + TIMEOUT_SECONDS + " s: " + command);
        }
        return process.exitValue();
    }
}
