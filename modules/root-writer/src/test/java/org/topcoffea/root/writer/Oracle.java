package org.topcoffea.root.writer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Another program that reads ROOT files, and prints all that is in them. */
enum Oracle {
    /** The Python package, run by {@code $TOPCOFFEA_PYTHON}, else by {@code python3}. */
    UPROOT("dump_uproot.py") {
        @Override
        Optional<List<String>> find(Path script) {
            String python = Objects.requireNonNullElse(System.getenv("TOPCOFFEA_PYTHON"), "python3");
            return succeeds(List.of(python, "-c", "import uproot, awkward"))
                    ? Optional.of(List.of(python, script.toString()))
                    : Optional.empty();
        }
    },
    /** The JavaScript package, found in the directory {@code $TOPCOFFEA_NODE_MODULES}. */
    JSROOT("dump_jsroot.mjs") {
        @Override
        Optional<List<String>> find(Path script) {
            String modules = System.getenv("TOPCOFFEA_NODE_MODULES");
            return modules != null && Files.isDirectory(Path.of(modules, "jsroot")) && succeeds(List.of("node", "-v"))
                    ? Optional.of(List.of("node", script.toString(), "FILE", modules))
                    : Optional.empty();
        }
    };

    private static final long TIMEOUT_SECONDS = 120;

    private final String script;

    Oracle(String script) {
        this.script = script;
    }

    abstract Optional<List<String>> find(Path scriptFile);

    /** Prints a file, or skips the test if the program is not there. */
    List<String> dump(Path file) throws IOException, InterruptedException {
        Path copy = file.resolveSibling(script);
        try (InputStream resource = Objects.requireNonNull(Oracle.class.getResourceAsStream(script))) {
            Files.write(copy, resource.readAllBytes());
        }
        Optional<List<String>> command = find(copy);
        Assumptions.assumeTrue(command.isPresent(), () -> name() + " is not installed");
        List<String> words = new java.util.ArrayList<>(command.get());
        if (words.contains("FILE")) {
            words.set(words.indexOf("FILE"), file.toString());
        } else {
            words.add(file.toString());
        }
        Path out = file.resolveSibling(script + ".out");
        Path errors = file.resolveSibling(script + ".errors");
        int exit = run(words, out, errors);
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
