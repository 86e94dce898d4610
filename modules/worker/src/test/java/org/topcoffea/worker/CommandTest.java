package org.topcoffea.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.spi.Resources;
import org.topcoffea.task.WorkerNotice;
import org.topcoffea.wire.FileFlags;
import org.topcoffea.wire.ManagerMessage;
import org.topcoffea.wire.ResultCode;
import org.topcoffea.wire.WorkerMessage;

/** Tasks that are command lines, as any manager sends them. */
class CommandTest {
    @TempDir
    Path directory;

    private TestManager manager;
    private TestWorker worker;
    private TestManager.Peer peer;
    private long ids;

    @BeforeEach
    void begin() throws Exception {
        manager = new TestManager();
        worker = TestWorker.of(manager.port(), directory.resolve("work"));
        peer = manager.worker();
    }

    @AfterEach
    void end() throws Exception {
        worker.close();
        manager.close();
        try (var left = Files.list(directory.resolve("work"))) {
            assertEquals(List.of(), left.toList(), "the workspace is gone");
        }
    }

    private ManagerMessage.Task.Builder task(String command) {
        return ManagerMessage.Task.builder(++ids, command).resources(new Resources(1, 200, 100, 0));
    }

    private Path file(String name, byte[] content) throws Exception {
        Path file = directory.resolve(name);
        Files.write(file, content);
        return file;
    }

    private byte[] fetched(String name) throws Exception {
        Path target = directory.resolve("fetched");
        peer.fetch(name, target);
        return Files.readAllBytes(target);
    }

    private void unlink(String... names) {
        Arrays.stream(names).forEach(name -> peer.connection.send(new ManagerMessage.Unlink(name)));
    }

    @Test
    void outputErrorsAndExitCodesComeBack() throws Exception {
        TestManager.Answer answer =
                peer.run(task("echo out; echo err >&2; exit 3").build());
        assertEquals("out\nerr\n", answer.text());
        assertEquals(ResultCode.SUCCESS, answer.result().code());
        assertEquals(3, answer.result().exitCode());
        assertTrue(answer.result().micros() > 0);
    }

    @Test
    void theEnvironmentIsThatOfWorkQueue() throws Exception {
        TestManager.Answer answer = peer.run(task("env; pwd")
                .environment("MINE", "a\nb")
                .environment("CORES", "77")
                .environment("NOTHING")
                .build());
        Map<String, String> variables = new TreeMap<>();
        answer.text().lines().filter(line -> line.contains("=")).forEach(line -> {
            int equals = line.indexOf('=');
            variables.put(line.substring(0, equals), line.substring(equals + 1));
        });
        assertEquals("1", variables.get("CORES"), "what the worker gives wins");
        for (String name :
                List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")) {
            assertEquals("1", variables.get(name), name);
        }
        assertEquals("200", variables.get("MEMORY"));
        assertEquals("100", variables.get("DISK"));
        assertTrue(answer.text().contains("MINE=a\nb\n"));
        String sandbox = answer.text().lines().reduce((one, other) -> other).orElseThrow();
        assertTrue(sandbox.endsWith("/t." + ids), sandbox);
        assertTrue(variables.get("TMPDIR").startsWith(sandbox + "/cctools-temp-t." + ids + "."), variables::toString);
        assertEquals(variables.get("TMPDIR"), variables.get("TMP"));
        assertEquals(Path.of(sandbox).getParent().toString(), variables.get("WORK_QUEUE_SANDBOX"));
        assertTrue(Files.isDirectory(Path.of(variables.get("WORKER_TMPDIR"))));
    }

    @Test
    void filesAndTreesGoBothWays() throws Exception {
        byte[] large = new byte[3_000_000];
        Arrays.fill(large, (byte) 'x');
        peer.put("large", file("large", large));
        peer.put("small", file("small", "small\n".getBytes(StandardCharsets.UTF_8)));
        Path tree = Files.createDirectories(directory.resolve("tree/sub"));
        Files.writeString(tree.resolve("deep"), "deep\n");
        Files.createSymbolicLink(directory.resolve("tree/link"), Path.of("sub/deep"));
        peer.put("tree", directory.resolve("tree"));
        ManagerMessage.Task task =
                task("wc -c < in/large; cat small; cat d/sub/deep d/link; ls -d empty; mkdir -p o/p; echo 1 > o/p/q;"
                                + " cp small copy")
                        .input("large", "in/large", FileFlags.CACHE)
                        .input("small", "small", FileFlags.CACHE)
                        .input("tree", "d", FileFlags.CACHE)
                        .directory("empty/dir")
                        .output("out-tree", "o", 0)
                        .output("out-copy", "copy", 0)
                        .output("out-none", "none", 0)
                        .build();
        TestManager.Answer answer = peer.run(task);
        assertEquals("3000000\nsmall\ndeep\ndeep\nempty\n", answer.text());
        assertEquals("small\n", new String(fetched("out-copy"), StandardCharsets.UTF_8));
        peer.fetch("out-tree", directory.resolve("got-tree"));
        assertEquals("1\n", Files.readString(directory.resolve("got-tree/p/q")));
        assertTrue(peer.fetch("out-none", directory.resolve("none")).toString().contains("none"));
        assertFalse(Files.exists(directory.resolve("none")));
        unlink("large", "small", "tree", "out-tree", "out-copy");
    }

    @Test
    void cachedFilesAreSafeFromTasks() throws Exception {
        byte[] large = new byte[1_000_000];
        peer.put("shared", file("shared", large));
        peer.put("little", file("little", "little".getBytes(StandardCharsets.UTF_8)));
        ManagerMessage.Task.Builder change = task("echo more >> little; chmod u+w shared; echo changed >> shared; true")
                .input("shared", "shared", FileFlags.CACHE)
                .input("little", "little", FileFlags.CACHE);
        peer.run(change.build());
        WorkerMessage told = peer.hear(message -> message instanceof WorkerMessage.CacheInvalid invalid
                && invalid.cacheName().equals("shared"));
        assertTrue(told.toString().contains("shared"), "who gets around the protection is found out");
        TestManager.Answer answer = peer.run(
                task("cat little").input("little", "little", FileFlags.CACHE).build());
        assertEquals("little", answer.text(), "a small input is a copy");
        answer = peer.run(
                task("cat shared").input("shared", "shared", FileFlags.CACHE).build());
        assertEquals(ResultCode.INPUT_MISSING, answer.result().code(), "nobody gets what was changed");
        unlink("little");
    }

    @Test
    void pathsDoNotLeaveTheSandbox() throws Exception {
        Path secret = file("secret", "secret".getBytes(StandardCharsets.UTF_8));
        Path tree = Files.createDirectories(directory.resolve("trick"));
        Files.createSymbolicLink(tree.resolve("up"), directory);
        peer.put("trick", tree);
        peer.put("data", file("data", "data".getBytes(StandardCharsets.UTF_8)));
        TestManager.Answer answer = peer.run(task("true")
                .input("trick", "t", FileFlags.CACHE)
                .input("data", "t/up/evil", FileFlags.CACHE)
                .build());
        assertEquals(ResultCode.INPUT_MISSING, answer.result().code());
        assertFalse(Files.exists(directory.resolve("evil")));
        peer.run(task("ln -s " + directory + " d; ln -s " + secret + " s; true")
                .output("stolen", "d/secret", 0)
                .output("stolen-link", "s", 0)
                .build());
        for (String name : List.of("stolen", "stolen-link")) {
            peer.fetch(name, directory.resolve("got"));
            assertFalse(Files.exists(directory.resolve("got"), LinkOption.NOFOLLOW_LINKS), name);
        }
        assertEquals("secret", Files.readString(secret));
        unlink("trick", "data");
    }

    @Test
    void missingInputsAndImpossibleTasksAreToldApart() throws Exception {
        TestManager.Answer answer =
                peer.run(task("true").input("nowhere", "in", FileFlags.CACHE).build());
        assertEquals(ResultCode.INPUT_MISSING, answer.result().code());
        assertTrue(answer.text().contains("'nowhere' is not in the cache"), answer::text);
        answer = peer.run(ManagerMessage.Task.builder(++ids, "true")
                .resources(new Resources(4, 0, 0, 0))
                .build());
        assertEquals(ResultCode.FORSAKEN, answer.result().code());
        assertEquals(0, answer.result().length());
    }

    @Test
    void objectsAreMadeWhenTheyAreNeeded() throws Exception {
        peer.connection.send(new ManagerMessage.PutCommand("echo made > %%", "made", 0, 0755));
        peer.connection.send(new ManagerMessage.PutCommand("echo oops; exit 3", "unmade", 0, 0644));
        TestManager.Answer answer =
                peer.run(task("cat made").input("made", "made", FileFlags.CACHE).build());
        assertEquals("made\n", answer.text());
        peer.hear(message -> message instanceof WorkerMessage.CacheUpdate update
                && update.cacheName().equals("made")
                && update.size() == 5);
        answer = peer.run(task("true").input("unmade", "in", FileFlags.CACHE).build());
        assertEquals(ResultCode.INPUT_MISSING, answer.result().code());
        peer.hear(message -> message instanceof WorkerMessage.CacheInvalid invalid
                && invalid.cacheName().equals("unmade")
                && invalid.length() == 5);
        unlink("made");
    }

    @Test
    void memoryIsLimited() throws Exception {
        // A shell that doubles a text: about a gigabyte within a second, in a process of a process.
        TestManager.Answer answer = peer.run(task("(a=xxxxxxxxxxxxxxxx; while :; do a=$a$a; done) & wait; sleep 100")
                .build());
        assertEquals(ResultCode.RESOURCE_EXHAUSTION, answer.result().code(), answer::text);
        assertTrue(answer.text().contains("more than 200 MB of memory"), answer::text);
    }

    @Test
    void diskIsLimited() throws Exception {
        TestManager.Answer answer =
                peer.run(task("head -c 150000000 /dev/zero > big; sleep 100").build());
        assertEquals(ResultCode.RESOURCE_EXHAUSTION, answer.result().code(), answer::text);
        assertTrue(answer.text().contains("wrote more than 100 MB"), answer::text);
        answer = peer.run(task("head -c 150000000 /dev/zero > big").build());
        assertEquals(ResultCode.RESOURCE_EXHAUSTION, answer.result().code(), "also for one that ends at once");
    }

    @Test
    void timeIsLimitedForAllProcesses() throws Exception {
        Path pids = directory.resolve("pids");
        String escape = "setsid sh -c 'sh -c \"echo \\$\\$ >> " + pids + "; exec sleep 1000\" &' & ";
        TestManager.Answer answer = peer.run(task(escape + "echo $$ >> " + pids + "; sleep 1000")
                .wallTime(Duration.ofSeconds(2))
                .build());
        assertEquals(ResultCode.MAX_WALL_TIME, answer.result().code());
        answer = peer.run(task("echo $$ >> " + pids + "; exec sleep 1000")
                .endTime(Instant.now().plusSeconds(1))
                .build());
        assertEquals(ResultCode.END_TIME, answer.result().code());
        List<String> all = Files.readAllLines(pids);
        assertEquals(3, all.size(), all::toString);
        for (String pid : all) {
            gone(Long.parseLong(pid));
        }
    }

    private static void gone(long pid) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TestManager.PATIENCE);
        while (ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
            assertTrue(System.nanoTime() < end, () -> "process " + pid + " is still there");
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @Test
    void aKilledTaskIsForgotten() throws Exception {
        Path pid = directory.resolve("killed");
        long id = ids + 1;
        peer.connection.send(task("echo $$ > " + pid + ".part; mv " + pid + ".part " + pid + "; sleep 1000")
                .build());
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TestManager.PATIENCE);
        while (!Files.exists(pid)) {
            assertTrue(System.nanoTime() < end, "the task does not begin");
            TimeUnit.MILLISECONDS.sleep(20);
        }
        peer.connection.send(new ManagerMessage.Kill(id));
        gone(Long.parseLong(Files.readString(pid).strip()));
        assertEquals("2\n", peer.run(task("echo 2").build()).text(), "its core is free again");
        assertEquals(List.of(), List.copyOf(peer.results));
    }

    @Test
    void watchedFilesAreToldWhileTheyGrow() throws Exception {
        long id = ids + 1;
        peer.connection.send(task("echo one > log; sleep 2; echo two >> log; sleep 1")
                .output("log", "log", FileFlags.WATCH)
                .build());
        peer.hear(message -> message instanceof WorkerMessage.Update update
                && update.task() == id
                && update.offset() == 0
                && update.length() == 4);
        peer.hear(message ->
                message instanceof WorkerMessage.Update update && update.task() == id && update.offset() == 4);
        peer.result();
        assertEquals("one\ntwo\n", new String(fetched("log"), StandardCharsets.UTF_8));
    }

    @Test
    void whatACommandUsedIsMeasured() throws Exception {
        long id = ids + 1;
        peer.run(task("head -c 20000000 /dev/zero > big; i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; cat big >"
                        + " /dev/null; sleep 1")
                .build());
        WorkerMessage.Info info = (WorkerMessage.Info) peer.hear(message -> message instanceof WorkerMessage.Info line
                && line.field().equals("topcoffea-measured")
                && line.value().startsWith(id + " "));
        WorkerNotice.Measured measured = (WorkerNotice.Measured)
                WorkerNotice.parse(info.field(), info.value()).orElseThrow();
        assertEquals(id, measured.taskId());
        assertTrue(measured.usage().wallSeconds() >= 1, info::toString);
        assertTrue(measured.usage().cpuSeconds() > 0, info::toString);
        assertTrue(measured.usage().memory() >= 1, info::toString);
        assertTrue(measured.usage().disk() >= 19, info::toString);
    }

    @Test
    void tasksWaitForResourcesInTheirOrder() throws Exception {
        for (int i = 0; i < 6; i++) {
            peer.connection.send(ManagerMessage.Task.builder(++ids, "sleep 0.2; echo " + i)
                    .resources(new Resources(2, 0, 0, 0))
                    .build());
        }
        for (int i = 0; i < 6; i++) {
            assertEquals(i + "\n", peer.result().text());
        }
        assertEquals("0", peer.infos("tasks_running").getLast());
    }
}
