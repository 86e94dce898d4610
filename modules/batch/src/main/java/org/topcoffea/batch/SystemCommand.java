package org.topcoffea.batch;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * One call of a batch system's command. No shell is involved; the program is looked for in the group's PATH; messages are
 * asked for in English, as they are parsed.
 */
public final class SystemCommand {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int LINE = 600;

    private final JobGroup group;
    private final List<String> words;

    /**
     * What a command did.
     *
     * @param code its exit code
     * @param out standard output
     * @param err standard error
     */
    public record Result(int code, String out, String err) {
        /** What it complained about, in one line of reasonable length. */
        public String complaint() {
            String text = (err.isBlank() ? out : err)
                    .strip()
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .collect(Collectors.joining("; "));
            return text.length() <= LINE ? text : text.substring(0, LINE) + " …";
        }
    }

    /**
     * Prepares a call.
     *
     * @param group gives the environment
     * @param words program and arguments
     */
    public SystemCommand(JobGroup group, List<String> words) {
        this.group = group;
        this.words = List.copyOf(words);
    }

    /**
     * Runs it and takes any exit code.
     *
     * @param input what it reads from standard input
     * @throws BatchException {@link BatchError#MISSING_COMMAND} or, if it does not end in two minutes,
     *     {@link BatchError#UNREACHABLE}
     */
    public Result run(String input) {
        try {
            return finish(start(), input);
        } catch (TimeoutException e) {
            throw new BatchException(
                    BatchError.UNREACHABLE,
                    words.getFirst() + " did not end within " + PATIENCE.toSeconds()
                            + " s: the batch system does not answer",
                    e);
        } catch (IOException | ExecutionException e) {
            throw new BatchException(
                    BatchError.UNREACHABLE, words.getFirst() + " could not be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BatchException(BatchError.UNREACHABLE, words.getFirst() + " was interrupted", e);
        }
    }

    private Process start() throws IOException {
        List<String> command = new ArrayList<>(words);
        command.set(0, program().toString());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(group.environment());
        builder.environment().put("LC_ALL", "C");
        return builder.start();
    }

    private static Result finish(Process process, String input)
            throws InterruptedException, ExecutionException, TimeoutException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                var out = CompletableFuture.supplyAsync(() -> text(process.getInputStream()), threads);
                var err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()), threads);
                feed(process, input);
                if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    throw new TimeoutException();
                }
                return new Result(process.exitValue(), out.get(10, TimeUnit.SECONDS), err.get(10, TimeUnit.SECONDS));
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
    }

    /** Runs it without input and takes any exit code. */
    public Result run() {
        return run("");
    }

    /**
     * Runs it and returns its standard output.
     *
     * @throws BatchException {@link BatchError#REFUSED} with what it said, if the exit code is not 0
     */
    public String demand(String input) {
        Result result = run(input);
        if (result.code() != 0) {
            throw new BatchException(
                    BatchError.REFUSED,
                    words.getFirst() + " ended with exit code " + result.code() + ": " + result.complaint());
        }
        return result.out();
    }

    /** Runs it without input and returns its standard output; see {@link #demand(String)}. */
    public String demand() {
        return demand("");
    }

    private Path program() {
        String name = words.getFirst();
        if (name.indexOf('/') >= 0) {
            return Path.of(name);
        }
        String path = group.environment().getOrDefault("PATH", "/usr/bin:/bin");
        for (String directory : path.split(File.pathSeparator)) {
            Path candidate = Path.of(directory.isEmpty() ? "." : directory, name);
            if (Files.isExecutable(candidate) && Files.isRegularFile(candidate)) {
                return candidate.toAbsolutePath();
            }
        }
        throw new BatchException(
                BatchError.MISSING_COMMAND,
                "no command '" + name + "' in PATH: this machine does not seem to submit to that batch system");
    }

    private static void feed(Process process, String input) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It ended without reading everything; its exit code says whether that matters.
            return;
        }
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
