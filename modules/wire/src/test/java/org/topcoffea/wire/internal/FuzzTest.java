package org.topcoffea.wire.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;
import org.topcoffea.wire.Address;
import org.topcoffea.wire.Body;
import org.topcoffea.wire.BodyTarget;
import org.topcoffea.wire.CloseReason;
import org.topcoffea.wire.ManagerListener;
import org.topcoffea.wire.ManagerMessage;
import org.topcoffea.wire.ManagerService;
import org.topcoffea.wire.StatusQuery;
import org.topcoffea.wire.TransferReport;
import org.topcoffea.wire.WorkerConnection;
import org.topcoffea.wire.WorkerListener;
import org.topcoffea.wire.WorkerMessage;

/** Damaged transcripts on both sides: each connection ends once, with a reason, and writes nothing outside its directory. */
final class FuzzTest {
    private static final int ROUNDS = Integer.getInteger("topcoffea.fuzz.rounds", 15_000);
    private static final String WORKER = "workqueue 11 vm Linux x86_64 7.14.5\n"
            + "info worker-id worker-1\n"
            + "feature a%20b\n"
            + "alive\n"
            + "resource workers 1 1 1\n"
            + "resource disk 800 800 800\n"
            + "resource cores 2.0 2.0 2.0\n"
            + "resource tag 0\n"
            + "info end_of_resource_update 0\n"
            + "available_results\n"
            + "result 0 0 6 26303 1\n"
            + "outputinfo tasks_running 0\n"
            + "update 1 w.log 0 5\n"
            + "12345end\n"
            + "alive\n"
            + "dir obj 0\n"
            + "file obj/a b 4\n"
            + "abcddir obj/sub 0\n"
            + "file obj/sub/c 0\n"
            + "end\n"
            + "cache-update c 1 2\n"
            + "cache-invalid c 5\n"
            + "oops\n"
            + "file two 3\n"
            + "xyzend\n"
            + "alive\n";
    private static final String MANAGER = "put file-1 6 0644\n"
            + "hello\n"
            + "dir tree\n"
            + "put a%20b 3 0755\n"
            + "abcsymlink link 5\n"
            + "a b\0\0dir sub\n"
            + "put c 0 0600\n"
            + "end\n"
            + "end\n"
            + "puturl http://h/a u-1 10 0644\n"
            + "putcmd echo%20a c-1 0 0644\n"
            + "task 1\n"
            + "cmd 7\n"
            + "cat f 1category default\n"
            + "cores 1.000\n"
            + "memory 10\n"
            + "wall_time 60.000000\n"
            + "env 5\n"
            + "A=b\n"
            + "c\n"
            + "infile file-1 f 1\n"
            + "outfile out-1 o/p 0\n"
            + "end\n"
            + "check\n"
            + "send_results -1\n"
            + "get file-1 1\n"
            + "kill 1\n"
            + "unlink file-1\n"
            + "exit\n";

    @TempDir(factory = InMemory.class)
    Path directory;

    /** Many small files: not on a disk where that can be avoided. */
    static final class InMemory implements TempDirFactory {
        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws IOException {
            Path memory = Path.of("/dev/shm");
            return Files.isWritable(memory)
                    ? Files.createTempDirectory(memory, "fuzz")
                    : Files.createTempDirectory("fuzz");
        }
    }

    private static long seed() {
        long seed = Long.getLong("topcoffea.seed", System.nanoTime());
        System.out.println("seed " + seed + " (-Dtopcoffea.seed=" + seed + " repeats it)");
        return seed;
    }

    @Test
    void managersSurviveDamagedWorkers() throws IOException {
        long seed = seed();
        Path inside = Files.createDirectory(directory.resolve("inside"));
        int complete = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Mutations mutations = new Mutations(seed + round);
            byte[] text = mutations.mutate(WORKER.getBytes(StandardCharsets.UTF_8));
            Manager manager = new Manager(inside.resolve("obj"), inside.resolve("two"));
            Desk desk = new Desk(
                    manager,
                    Runnable::run,
                    null,
                    new byte[0],
                    "",
                    new Desk.Patience(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1)));
            EmbeddedChannel channel = new EmbeddedChannel();
            channel.pipeline().addLast(desk.admit(channel).handler());
            feed(channel, text, mutations);
            assertEquals(1, manager.ended.size(), "seed " + (seed + round));
            assertEquals(manager.asked, manager.reports.size());
            complete += (int)
                    manager.reports.stream().filter(TransferReport::complete).count();
            assertEquals(0, desk.workers());
        }
        assertTrue(complete > ROUNDS / 20, "only " + complete + " files came through");
        assertEquals(Set.of("inside"), names(directory));
        assertTrue(Set.of("obj", "two").containsAll(names(inside)), () -> "in " + inside);
    }

    @Test
    void workersSurviveDamagedManagers() throws IOException {
        long seed = seed();
        int tasks = 0;
        for (int round = 0; round < ROUNDS / 3; round++) {
            Mutations mutations = new Mutations(seed + round);
            byte[] text = mutations.mutate(MANAGER.getBytes(StandardCharsets.UTF_8));
            Path cache = Files.createDirectory(directory.resolve("cache"));
            Worker worker = new Worker(cache);
            ManagerLink link = new ManagerLink(
                    new Address("h", 1),
                    worker,
                    List.of(new WorkerMessage.Alive()),
                    new Credentials(new byte[0]),
                    false,
                    1000);
            worker.connection = link;
            EmbeddedChannel channel = new EmbeddedChannel();
            channel.pipeline().addLast(new Link(Runnable::run, link).handler());
            feed(channel, text, mutations);
            assertEquals(1, worker.ended.size());
            tasks += worker.tasks;
            assertEquals(Set.of("cache"), names(directory));
            delete(cache);
        }
        assertTrue(tasks > ROUNDS / 60, "only " + tasks + " tasks came through");
    }

    @Test
    void damagedLinesAreMessagesOrFaults() {
        long seed = seed();
        String[] lines = (WORKER + MANAGER).split("\n", -1);
        int messages = 0;
        for (int round = 0; round < 4 * ROUNDS; round++) {
            Mutations mutations = new Mutations(seed + round);
            byte[] text = mutations.mutate(lines[mutations.next(lines.length)].getBytes(StandardCharsets.UTF_8));
            String line = new String(text, StandardCharsets.UTF_8).replace("\n", "");
            messages += parses(() -> WorkerLines.parse(line)) ? 1 : 0;
            messages += parses(() -> ManagerLines.parse(line)) ? 1 : 0;
            messages += parses(() -> new TaskReader("task 1").line(line)) ? 1 : 0;
        }
        assertTrue(messages > ROUNDS / 4, "only " + messages + " lines were any good");
    }

    private static boolean parses(Attempt parsing) {
        try {
            parsing.run();
            return true;
        } catch (Fault e) {
            assertFalse(e.reason().text().isEmpty());
            return false;
        } catch (Exception e) {
            throw new AssertionError("no fault", e);
        }
    }

    /** In pieces of random size; what is written is taken and thrown away. */
    private static void feed(EmbeddedChannel channel, byte[] text, Mutations mutations) {
        int at = 0;
        while (at < text.length && channel.isOpen()) {
            int length = Math.min(text.length - at, 1 + mutations.next(200));
            int question = new String(text, at, length, StandardCharsets.ISO_8859_1).indexOf("results\n");
            // what comes after must not be there before the question has been asked
            length = question < 0 ? length : question + "results\n".length();
            channel.writeInbound(Unpooled.copiedBuffer(text, at, length));
            channel.runPendingTasks();
            channel.flush();
            for (Object out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
                ReferenceCountUtil.release(out);
            }
            at += length;
        }
        Network.close(channel);
        channel.runPendingTasks();
        channel.checkException();
    }

    private static Set<String> names(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            Set<String> names = new TreeSet<>();
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
            return names;
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> entries = Files.walk(directory)) {
            for (Path entry :
                    entries.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }

    private static final class Manager implements ManagerService, WorkerListener {
        final List<CloseReason> ended = new ArrayList<>();
        final List<TransferReport> reports = new ArrayList<>();
        private final Path[] places;
        private WorkerConnection connection;
        int asked;

        Manager(Path... places) {
            this.places = places;
        }

        @Override
        public WorkerListener introduced(WorkerConnection worker) {
            connection = worker;
            return this;
        }

        @Override
        public ByteBuffer status(StatusQuery query) {
            return ByteBuffer.wrap(new byte[] {'[', ']'});
        }

        @Override
        public String project() {
            return "fuzz";
        }

        @Override
        public void refused(String address, CloseReason reason) {
            ended.add(reason);
        }

        @Override
        public void message(WorkerMessage message) {}

        @Override
        public BodyTarget target(WorkerMessage.WithBody header) {
            return new BodyTarget.Memory(100);
        }

        @Override
        public void message(WorkerMessage.WithBody header, Body body) {
            assertTrue(body.length() <= 100);
            if (header instanceof WorkerMessage.Result) {
                connection.fetch("obj", places[0], 10_000, reports::add);
                connection.fetch("two", places[1], 10_000, reports::add);
                asked += 2;
            }
        }

        @Override
        public void closed(CloseReason reason) {
            ended.add(reason);
        }
    }

    private static final class Worker implements ManagerListener {
        final List<CloseReason> ended = new ArrayList<>();
        private final Path cache;
        ManagerLink connection;
        int tasks;

        Worker(Path cache) {
            this.cache = cache;
        }

        @Override
        public void message(ManagerMessage message) {
            switch (message) {
                case ManagerMessage.Get get -> connection.answer(get, cache.resolve(get.cacheName()));
                case ManagerMessage.SendResults all -> connection.send(new WorkerMessage.End());
                case ManagerMessage.Task task -> tasks++;
                default -> {}
            }
        }

        @Override
        public Path place(ManagerMessage announcement) {
            return cache.resolve(
                    announcement instanceof ManagerMessage.Put put
                            ? put.cacheName()
                            : ((ManagerMessage.Directory) announcement).cacheName());
        }

        @Override
        public void placed(ManagerMessage announcement, Path where, long bytes) {
            assertTrue(Files.exists(where), where::toString);
        }

        @Override
        public void closed(CloseReason reason) {
            ended.add(reason);
        }
    }
}
