package org.topcoffea.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.testkit.Image.Outcome;

/**
 * The whole analysis by a manager and workers that are processes, some of which are killed. {@code -Dtopcoffea.kills=50} asks for
 * as many rounds.
 */
final class ManagerIT {
    private static final Image IMAGE = Image.built();
    private static final Pattern PORT = Pattern.compile("waits for workers at port (\\d+)");
    private static final int KILLED = 137;

    @TempDir
    static Path shared;

    @TempDir
    Path directory;

    private static byte[] expected = new byte[0];

    private final List<Process> processes = new ArrayList<>();

    @BeforeAll
    static void analyseHere() throws IOException {
        Map<String, String> cache =
                Map.of("XDG_CACHE_HOME", shared.resolve("cache").toString());
        Outcome made =
                IMAGE.run(cache, "generate", shared.resolve("input").toString(), "--events", "400", "--wcs", "3", "-q");
        assertEquals(0, made.exitCode(), made::toString);
        Outcome run = IMAGE.run(
                cache, "run", "-x", "local", "--processor", "eft", "-q", "-p", shared.toString(), "-o", "local", cfg());
        assertEquals(0, run.exitCode(), run::toString);
        expected = Files.readAllBytes(shared.resolve("local/histograms.uhi.zip"));
    }

    private static String cfg() {
        return shared.resolve("input/samples.cfg").toString();
    }

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
    }

    private Process start(Path log, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(IMAGE.launcher().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()));
        builder.environment().put("XDG_CACHE_HOME", shared.resolve("cache").toString());
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private Process manager(Path log, String... more) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("run", "-x", "work_queue", "--port", "0", "--processor", "eft", "-s", "40"));
        arguments.addAll(List.of("-p", directory.resolve("out").toString(), "-o", "run", cfg()));
        arguments.addAll(List.of(more));
        return start(log, arguments.toArray(String[]::new));
    }

    /** The port of a manager, as soon as it says so. */
    private static String port(Process manager, Path log) throws Exception {
        while (true) {
            Matcher matcher = PORT.matcher(Files.readString(log));
            if (matcher.find()) {
                return matcher.group(1);
            }
            assertTrue(manager.isAlive(), () -> "the manager has ended: " + read(log));
            Thread.sleep(50);
        }
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void assertSame(Path log) throws IOException {
        assertArrayEquals(
                expected, Files.readAllBytes(directory.resolve("out/run/histograms.uhi.zip")), () -> read(log));
    }

    @Test
    void oneCommandSufficesOnOneMachine() throws Exception {
        Path log = directory.resolve("manager.log");
        Process manager = manager(log, "--local-workers", "1", "--column-cache", "columns:100M");
        assertTrue(manager.waitFor(5, TimeUnit.MINUTES), () -> read(log));
        assertEquals(0, manager.exitValue(), () -> read(log));
        assertSame(log);
        assertTrue(Files.notExists(directory.resolve("out/.run.run")));
        assertTrue(Files.isDirectory(directory.resolve("columns")), "the option did not reach the worker");
    }

    /** What the runner of a worker held is lost with it, and is done again. */
    @Test
    void aRunnerThatIsKilledCostsNothingButTime() throws Exception {
        Path log = directory.resolve("manager.log");
        Process manager = manager(log);
        Path said = directory.resolve("worker.log");
        Process worker = start(said, "worker", "127.0.0.1", port(manager, log), "--cores", "2", "--single-shot");
        Optional<ProcessHandle> runner = Optional.empty();
        while (runner.isEmpty() && manager.isAlive()) {
            Thread.sleep(20);
            runner = worker.descendants()
                    .filter(process -> process.info().commandLine().orElse("").contains("task-runner"))
                    .findFirst();
        }
        manager.waitFor(700, TimeUnit.MILLISECONDS);
        assertTrue(runner.isPresent(), () -> read(log) + read(said));
        runner.get().destroyForcibly();
        assertTrue(manager.waitFor(5, TimeUnit.MINUTES), () -> read(log) + read(said));
        assertEquals(0, manager.exitValue(), () -> read(log) + read(said));
        assertSame(log);
    }

    /** Workers and the manager are killed at random moments; whoever comes next goes on. */
    @Test
    void whoeverIsKilledNothingIsLostOrCountedTwice() throws Exception {
        int rounds = Integer.getInteger("topcoffea.kills", 2);
        for (int round = 0; round < rounds; round++) {
            killAtRandom(new Random(round));
        }
    }

    private void killAtRandom(Random random) throws Exception {
        int managerKills = 2;
        int workerKills = 3;
        for (int life = 0; ; life++) {
            Path log = directory.resolve("manager-" + life + ".log");
            Process manager = life == 0 ? manager(log, "--overwrite") : manager(log, "--resume", "--overwrite");
            String port = port(manager, log);
            List<Process> workers = new ArrayList<>();
            while (manager.isAlive()) {
                workers.removeIf(worker -> !worker.isAlive());
                if (workers.size() < 2) {
                    workers.add(start(
                            directory.resolve("worker.log"),
                            "worker",
                            "127.0.0.1",
                            port,
                            "--cores",
                            "1",
                            "--single-shot"));
                }
                manager.waitFor(500 + random.nextInt(3_000), TimeUnit.MILLISECONDS);
                if (workerKills > 0 && random.nextBoolean()) {
                    workerKills--;
                    workers.get(random.nextInt(workers.size())).destroyForcibly();
                } else if (managerKills > 0 && random.nextInt(3) == 0) {
                    managerKills--;
                    manager.destroyForcibly().waitFor();
                }
            }
            workers.forEach(Process::destroy);
            if (manager.waitFor() != KILLED) {
                assertEquals(0, manager.exitValue(), () -> read(log));
                assertSame(log);
                return;
            }
        }
    }
}
