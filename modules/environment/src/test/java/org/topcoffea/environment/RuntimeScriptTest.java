package org.topcoffea.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script in front of the runtime, run by real shells in bare environments. */
class RuntimeScriptTest {
    @TempDir
    Path work;

    private Archive archive;
    private Path sandbox;

    @BeforeEach
    void pack() throws IOException {
        archive = RuntimeArchive.of(
                Trees.image(work.resolve("image")), EnvironmentCache.in(work.resolve("cache"), 1 << 30));
        sandbox = Files.createDirectory(work.resolve("sandbox"));
        Files.copy(archive.file(), sandbox.resolve(archive.name()));
    }

    private record Outcome(int code, String output) {}

    private Process start(Map<String, String> variables, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(sandbox.toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().putAll(variables);
        return builder.start();
    }

    private Outcome run(Map<String, String> variables, String... command) throws Exception {
        Process process = start(variables, command);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return new Outcome(process.exitValue(), output);
    }

    private Path shared() throws IOException {
        return Files.createDirectories(work.resolve("worker/cache/tmp"));
    }

    private void assertNothingLeft() throws IOException {
        List<Path> left = Trees.files(work);
        assertFalse(
                left.stream().anyMatch(path -> path.getFileName().toString().startsWith("topcoffea-")), left::toString);
    }

    private static List<Path> shells() {
        return Stream.of("/bin/sh", "/bin/dash", "/bin/bash", "/bin/ksh")
                .map(Path::of)
                .filter(Files::isExecutable)
                .toList();
    }

    @Test
    void runsInEveryShellAndPassesArgumentsAndExitCode() throws Exception {
        for (Path shell : shells()) {
            Outcome outcome = run(
                    Map.of("TMPDIR", work.toString()), shell.toString(), "./" + archive.name(), "task", "a b", "$HOME");
            assertEquals(new Outcome(3, "started task a b $HOME\nwhole\n"), outcome, shell::toString);
        }
        assertNothingLeft();
    }

    @Test
    void strangeVariablesDoNotReachTheProgram() throws Exception {
        Map<String, String> variables = Map.of(
                "TMPDIR", work.toString(),
                "JAVA_TOOL_OPTIONS", "-Xnonsense",
                "JAVA_HOME", "/nowhere",
                "CLASSPATH", "/nowhere",
                "LD_LIBRARY_PATH", "/nowhere",
                "PYTHONPATH", "/nowhere",
                "CDPATH", "/");
        assertEquals(
                "started x\nwhole\n",
                run(variables, "/bin/sh", archive.name(), "x").output());
    }

    @Test
    void theCommandOfAWorkerRunsFromItsLine() throws Exception {
        Path jar = Trees.write(work.resolve("p.jar"), "jar");
        Archive plugin = PluginArchive.of("eft", List.of(jar), EnvironmentCache.in(work.resolve("cache"), 1 << 30));
        WorkerCommand command =
                WorkerCommand.of(archive, List.of(plugin), "task", List.of("--title", "it's $5", "x;y"));
        assertEquals(List.of(archive, plugin), command.inputs());
        Outcome outcome = run(Map.of("WORKER_TMPDIR", shared().toString()), "/bin/sh", "-c", command.command());
        assertEquals(
                new Outcome(3, "started task --plugin-archive " + plugin.name() + " --title it's $5 x;y\nwhole\n"),
                outcome);
    }

    @Test
    void tasksOfOneWorkerUnpackOnce() throws Exception {
        Map<String, String> variables = Map.of("WORKER_TMPDIR", shared().toString());
        List<Process> tasks = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            tasks.add(start(variables, "/bin/sh", archive.name(), "task"));
        }
        for (Process task : tasks) {
            assertEquals(
                    "started task\nwhole\n", new String(task.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            assertEquals(3, task.waitFor());
        }
        List<Path> found = Trees.files(shared().resolve("topcoffea-" + archive.id()));
        assertEquals(
                1,
                found.stream()
                        .filter(path -> path.getFileName().toString().startsWith("runtime."))
                        .count());
    }

    @Test
    void whoDiesWhileUnpackingStopsNobody() throws Exception {
        Path place = Files.createDirectories(shared().resolve("topcoffea-" + archive.id()));
        Process dead = new ProcessBuilder("/bin/true").start();
        dead.waitFor();
        Trees.write(place.resolve("lock/owner"), dead.pid() + "\n");
        Trees.write(place.resolve("runtime.part." + dead.pid() + "/bin/java"), "half");
        Outcome outcome = run(Map.of("WORKER_TMPDIR", shared().toString()), "/bin/sh", archive.name(), "task");
        assertEquals(new Outcome(3, "started task\nwhole\n"), outcome);
    }

    @Test
    void damageIsNoticed() throws Exception {
        byte[] bytes = Files.readAllBytes(archive.file());
        Path copy = sandbox.resolve("damaged.sh");
        for (int cut : List.of(1, bytes.length / 3)) {
            Files.write(copy, java.util.Arrays.copyOf(bytes, bytes.length - cut));
            Outcome outcome = run(Map.of("WORKER_TMPDIR", shared().toString()), "/bin/sh", "damaged.sh", "task");
            assertEquals(WorkerCommand.CANNOT_UNPACK, outcome.code(), outcome::toString);
            assertTrue(outcome.output().contains("damaged"), outcome::toString);
        }
        bytes[bytes.length - 6] ^= 1;
        Files.write(copy, bytes);
        Outcome outcome = run(Map.of("WORKER_TMPDIR", shared().toString()), "/bin/sh", "damaged.sh", "task");
        assertEquals(WorkerCommand.CANNOT_UNPACK, outcome.code(), outcome::toString);
    }

    /** What gzip takes for whole, as its checksum is right: only the hash in the script tells. */
    private Path exchanged() throws IOException {
        Path other = Trees.image(work.resolve("other"));
        Trees.write(other.resolve("lib/modules"), "other modules");
        Archive strange = RuntimeArchive.of(other, EnvironmentCache.in(work.resolve("cache"), 1 << 30));
        byte[] script = java.util.Arrays.copyOf(Files.readAllBytes(archive.file()), RuntimeArchive.HEADER);
        byte[] body = Files.readAllBytes(strange.file());
        Path file = Files.write(sandbox.resolve("exchanged.sh"), script);
        byte[] rest = java.util.Arrays.copyOfRange(body, RuntimeArchive.HEADER, body.length);
        return Files.write(file, rest, java.nio.file.StandardOpenOption.APPEND);
    }

    @Test
    void whatIsNotWhatWasPackedIsNotUsed() throws Exception {
        Path file = exchanged();
        Outcome outcome = run(Map.of("WORKER_TMPDIR", shared().toString()), "/bin/sh", file.toString(), "task");
        assertEquals(WorkerCommand.CANNOT_UNPACK, outcome.code(), outcome::toString);
        assertTrue(outcome.output().contains("damaged"), outcome::toString);
        assertFalse(outcome.output().contains("started"), outcome::toString);
        List<Path> left = Trees.files(shared().resolve("topcoffea-" + archive.id()));
        assertTrue(left.stream().noneMatch(path -> path.toString().contains("runtime")), left::toString);
    }

    @Test
    void withoutAProgramForTheHashItRunsAllTheSame() throws Exception {
        Path few = Files.createDirectory(work.resolve("few"));
        for (String program : List.of(
                "sh", "tar", "gzip", "tail", "mkdir", "mv", "rm", "rmdir", "cat", "chmod", "dirname", "sleep")) {
            Path there = Stream.of("/bin/", "/usr/bin/")
                    .map(directory -> Path.of(directory + program))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow();
            Path named = Trees.write(few.resolve(program), "#!/bin/sh\nexec " + there + " \"$@\"\n");
            Files.setPosixFilePermissions(named, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Map<String, String> variables = Map.of("PATH", few.toString(), "WORKER_TMPDIR", shared().toString());
        assertEquals(new Outcome(3, "started task\nwhole\n"), run(variables, "/bin/sh", "./" + archive.name(), "task"));
    }

    @Test
    void runsAsAWorkerUnderThatName() throws Exception {
        Files.copy(archive.file(), sandbox.resolve("work_queue_worker"));
        Outcome outcome =
                run(Map.of("_CONDOR_SCRATCH_DIR", shared().toString()), "/bin/sh", "./work_queue_worker", "-M", "name");
        assertEquals("started worker -M name\nwhole\n", outcome.output());
    }

    @Test
    void terminationReachesTheProgramAndNothingIsLeft() throws Exception {
        Process process = start(Map.of("TMPDIR", work.toString()), "/bin/sh", archive.name(), "wait");
        java.io.BufferedReader lines = process.inputReader();
        assertEquals("started wait", lines.readLine());
        assertEquals("whole", lines.readLine());
        process.toHandle().destroy();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(128 + 15, process.exitValue());
        assertNothingLeft();
    }

    @Test
    void whatIsLeftByAKilledOneIsRemovedByTheNext() throws Exception {
        Map<String, String> variables = Map.of("TMPDIR", work.toString());
        Process process = start(variables, "/bin/sh", archive.name(), "wait");
        java.io.BufferedReader lines = process.inputReader();
        assertEquals("started wait", lines.readLine());
        Path place = work.resolve("topcoffea-" + archive.id() + "-" + process.pid());
        assertEquals(3, run(variables, "/bin/sh", archive.name(), "task").code());
        assertTrue(Files.isDirectory(place), "it is in use");
        List<ProcessHandle> family = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        family.forEach(ProcessHandle::destroyForcibly);
        process.waitFor();
        assertTrue(Files.isDirectory(place));
        for (ProcessHandle member : family) {
            member.onExit().get(60, TimeUnit.SECONDS);
        }
        assertEquals(3, run(variables, "/bin/sh", archive.name(), "task").code());
        assertNothingLeft();
    }
}
