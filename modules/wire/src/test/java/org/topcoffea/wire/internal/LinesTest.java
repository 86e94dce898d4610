package org.topcoffea.wire.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.Resources;
import org.topcoffea.wire.ManagerMessage;
import org.topcoffea.wire.TaskFile;
import org.topcoffea.wire.WorkerMessage;

/** Every message as a line and back, and lines as the real programs write them. */
final class LinesTest {
    @Test
    void messagesOfWorkersComeBack() throws Fault {
        List<WorkerMessage> all = List.of(
                new WorkerMessage.Introduction(11, "vm", "Linux", "x86_64", "7.14.5"),
                new WorkerMessage.Info("worker-id", "w with spaces"),
                new WorkerMessage.Feature("my feat/é%<>'\""),
                new WorkerMessage.Alive(),
                new WorkerMessage.Resource("cores", 2, 1, 3),
                new WorkerMessage.ResourceTag(7),
                new WorkerMessage.AvailableResults(),
                new WorkerMessage.Result(0, 255, 123_456_789_012L, 26303, 1),
                new WorkerMessage.Update(13, "a dir/w.log", 30, 31),
                new WorkerMessage.End(),
                new WorkerMessage.Directory("od/a b"),
                new WorkerMessage.File("od/a b/c 3", 12),
                new WorkerMessage.Missing("file 9", 2),
                new WorkerMessage.CacheUpdate("url-1", 10, 20),
                new WorkerMessage.CacheInvalid("cmd-1", 5));
        for (WorkerMessage message : all) {
            assertEquals(message, WorkerLines.parse(WorkerLines.of(message)));
        }
        assertEquals(WorkerMessage.class.getPermittedSubclasses().length + 3, all.size());
    }

    @Test
    void messagesOfManagersComeBack() throws Fault {
        List<ManagerMessage> all = List.of(
                new ManagerMessage.Put("file 0-é", 12, 0644),
                new ManagerMessage.Directory("tree"),
                new ManagerMessage.PutUrl("https://h/a?b=c d", "url-1", 10, 0755),
                new ManagerMessage.PutCommand("echo a > %%", "cmd-1", 0, 0700),
                new ManagerMessage.Unlink("file"),
                new ManagerMessage.Get("file", true),
                new ManagerMessage.Get("file", false),
                new ManagerMessage.Kill(-1),
                new ManagerMessage.SendResults(-1),
                new ManagerMessage.Check(),
                new ManagerMessage.Release(),
                new ManagerMessage.Exit(),
                new ManagerMessage.InvalidateFile("file"));
        for (ManagerMessage message : all) {
            assertEquals(message, ManagerLines.parse(ManagerLines.of(message)).orElseThrow());
        }
        assertTrue(ManagerLines.parse("tlq http://h").isEmpty());
    }

    @Test
    void acceptsWhatRealWorkersWrite() throws Fault {
        assertEquals(new WorkerMessage.Resource("cores", 2, 2, 2), parse("resource cores 2.000000 2.000000 2.000000"));
        assertEquals(new WorkerMessage.ResourceTag(0), parse("resource tag 0"));
        assertEquals(new WorkerMessage.Resource("coprocess_gpus", 0, 0, 0), parse("resource coprocess_gpus 0 0 0"));
        assertEquals(new WorkerMessage.Directory("file-3-od/a b"), parse("dir file-3-od/a b 0"));
        assertEquals(new WorkerMessage.Info("tlq", "http://h"), parse("tlq http://h"));
        assertEquals(new WorkerMessage.Info("wall_time_exhausted", "4"), parse("info wall_time_exhausted 4"));
        assertEquals(new WorkerMessage.Feature("my feat/\uFFFD\uFFFD"), parse("feature my%20feat/%FF%FF"));
        assertEquals(
                new WorkerMessage.Introduction(9, "vm", "Linux", "x86_64", "8.0.0"),
                parse("workqueue 9 vm Linux x86_64 8.0.0"));
    }

    private static WorkerMessage parse(String line) throws Fault {
        return WorkerLines.parse(line);
    }

    @Test
    void refusesWhatIsNone() {
        for (String line : List.of(
                "",
                "bogus",
                "info x",
                "info",
                "resource cores 1",
                "resource cores x 1 1",
                "result 0 0 -1 0 1",
                "result 0 0 99999999999999999999 0 1",
                "file a",
                "file a b",
                "file  5",
                "workqueue 11 vm",
                "update 1 a 2")) {
            assertThrows(Fault.class, () -> WorkerLines.parse(line), line);
        }
        for (String line : List.of(
                "",
                "bogus",
                "put ../x 1 0644",
                "put a%2Fb 1 0644",
                "put .. 1 0644",
                "put a -1 0644",
                "put a 1 9",
                "unlink /etc/passwd",
                "get a/b 1",
                "dir .",
                "put %00 1 0644",
                "kill x")) {
            assertThrows(Fault.class, () -> ManagerLines.parse(line), line);
        }
    }

    @Test
    void refusesToWriteWhatBreaksLines() {
        assertThrows(AnalysisException.class, () -> WorkerLines.of(new WorkerMessage.Info("a b", "c")));
        assertThrows(AnalysisException.class, () -> WorkerLines.of(new WorkerMessage.Info("a", "b\nc")));
        assertThrows(AnalysisException.class, () -> Lines.bytes("x".repeat(4096)));
        ManagerMessage.Task task =
                ManagerMessage.Task.builder(1, "x").input("a b", "c", 0).build();
        assertThrows(AnalysisException.class, () -> TaskText.of(task, 11));
        ManagerMessage.Task coprocess =
                ManagerMessage.Task.builder(1, "x").coprocess("topcoffea").build();
        assertThrows(AnalysisException.class, () -> TaskText.of(coprocess, 9));
    }

    private static ManagerMessage.Task read(byte[] text) throws Fault {
        int at = 0;
        TaskReader reader = null;
        while (true) {
            int end = at;
            while (text[end] != '\n') {
                end++;
            }
            String line = new String(text, at, end - at, StandardCharsets.UTF_8);
            at = end + 1;
            if (reader == null) {
                reader = new TaskReader(line);
                continue;
            }
            long length = reader.line(line);
            if (length == TaskReader.END) {
                assertEquals(text.length, at);
                return reader.task();
            }
            if (length > 0) {
                reader.body(java.util.Arrays.copyOfRange(text, at, at + (int) length));
                at += (int) length;
            }
        }
    }

    @Test
    void tasksComeBack() throws Fault {
        ManagerMessage.Task task = new ManagerMessage.Task(
                7,
                "echo é\nsecond line",
                "topcoffea",
                "processing",
                new Resources(1, 256, 400, 0),
                Instant.ofEpochSecond(1_795_337_470L, 250_000_000),
                Duration.ofMillis(20_500),
                List.of("FOO=bar baz", "MULTI=a\nb", "UNSET"),
                List.of("empty/dir"),
                List.of(new TaskFile("file-0", "in é.txt", 1), new TaskFile("tree-1", "sub/t", 1)),
                List.of(new TaskFile("out-1", "out.txt", 17)));
        assertEquals(task, read(TaskText.of(task, 11)));
        ManagerMessage.Task open = ManagerMessage.Task.builder(8, "").build();
        assertEquals(open, read(TaskText.of(open, 9)));
        assertTrue(new String(TaskText.of(task, 11), StandardCharsets.UTF_8).contains("\nwall_time 20500000\n"));
    }

    @Test
    void readsTasksOfRealManagers() throws Fault {
        String text = "task 2\ncmd 27\n./gzip < f2.txt > f2.txt.gzcategory default\ncores 2.000\ngpus 0\nmemory 512\n"
                + "wall_time 60.000000\nend_time 1795337470.500000\nenv 9\nMULTI=a\nb\n"
                + "infile file-0-x-gzip gzip 1\noutfile file-6-a%20b f2.txt.gz 0\nend\n";
        ManagerMessage.Task task = read(text.getBytes(StandardCharsets.UTF_8));
        assertEquals("./gzip < f2.txt > f2.txt.gz", task.command());
        assertEquals(new Resources(2, 512, 0, 0), task.resources(), "what is left out counts as nothing");
        assertEquals(Duration.ofSeconds(60), task.wallTime(), "a decimal point means seconds");
        assertEquals(Instant.ofEpochSecond(1_795_337_470L, 500_000_000), task.endTime());
        assertEquals(List.of("MULTI=a\nb"), task.environment());
        assertEquals("file-6-a%20b", task.outputs().getFirst().cacheName(), "not decoded");
    }

    @Test
    void refusesTasksThatReachOutside() {
        for (String part : List.of(
                "infile ../x y 0",
                "infile x ../y 0",
                "infile x /y 0",
                "outfile x a%2F..%2Fb 0",
                "dir ../x",
                "cmd 99999999999",
                "cmd -1",
                "env 9223372036854775807",
                "bogus",
                "infile x y",
                "cores x")) {
            TaskReader reader = reader();
            assertThrows(Fault.class, () -> reader.line(part), part);
        }
    }

    private static TaskReader reader() {
        try {
            return new TaskReader("task 1");
        } catch (Fault e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void namesComeBack() {
        for (String name : List.of("a", "a b", "é", "%", "100%", "{x}~", "a\tb", "\u0001", "日本")) {
            String encoded = UrlName.encode(name);
            assertTrue(encoded.chars().allMatch(c -> c > 32 && c <= 122), encoded);
            assertEquals(name, UrlName.decode(encoded));
        }
        assertEquals("%C3%A9", UrlName.encode("é"));
        assertEquals("+&;#?", UrlName.encode("+&;#?"));
        assertEquals("%zz%", UrlName.decode("%zz%"));
    }
}
