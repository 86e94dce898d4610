package org.topcoffea.wire;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.topcoffea.spi.Resources;

/**
 * Any number of light workers on few threads, for load tests of managers. They run nothing: each task is done as soon as it comes,
 * with the output that a function makes of it. Files are not for them: a manager that sends some loses the worker.
 */
final class Crowd implements AutoCloseable {
    private final ManagerConnector connector;
    private final Function<ManagerMessage.Task, String> output;
    private final List<Member> members = new ArrayList<>();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong left = new AtomicLong();

    private Crowd(int threads, Function<ManagerMessage.Task, String> output) {
        this.connector = ManagerConnector.start(threads);
        this.output = output;
    }

    /**
     * Connects workers of one core each, one after the other.
     *
     * @param manager where
     * @param size how many
     * @param threads network threads for all of them
     * @param output what each task prints
     */
    static Crowd join(Address manager, int size, int threads, Function<ManagerMessage.Task, String> output) {
        Crowd crowd = new Crowd(threads, output);
        ConnectOptions options = ConnectOptions.PLAIN.withPatience(Duration.ofSeconds(90), Duration.ofHours(1));
        for (int i = 0; i < size; i++) {
            Member member = crowd.new Member();
            WorkerGreeting greeting = new WorkerGreeting(
                    new WorkerMessage.Introduction(11, "crowd-" + i / 64, "Linux", "x86_64", "7.14.5"),
                    "worker-crowd-" + i,
                    List.of(),
                    new Resources(1, 1000, 1000, 0),
                    Instant.EPOCH,
                    "",
                    List.of());
            member.begin(crowd.connector.connect(List.of(manager), options, greeting, member));
            crowd.members.add(member);
        }
        return crowd;
    }

    /** Tasks done so far by all. */
    long done() {
        return done.get();
    }

    /** Workers whose connection has ended. */
    long left() {
        return left.get();
    }

    @Override
    public void close() {
        connector.close();
    }

    private final class Member implements ManagerListener {
        private final List<ManagerMessage> early = new ArrayList<>();
        private final List<ManagerMessage.Task> finished = new ArrayList<>();
        private ManagerConnection manager;

        synchronized void begin(ManagerConnection connection) {
            manager = connection;
            early.forEach(this::message);
            early.clear();
        }

        @Override
        public synchronized void message(ManagerMessage message) {
            if (manager == null) {
                early.add(message);
                return;
            }
            switch (message) {
                case ManagerMessage.Task task -> {
                    finished.add(task);
                    if (finished.size() == 1) {
                        manager.send(new WorkerMessage.AvailableResults());
                    }
                }
                case ManagerMessage.SendResults all -> results();
                case ManagerMessage.Get get -> manager.answer(get, Path.of("/nonexistent", get.cacheName()));
                case ManagerMessage.Exit exit -> manager.close("exit");
                case ManagerMessage.Release release -> manager.close("release");
                default -> {}
            }
        }

        private void results() {
            for (ManagerMessage.Task task : finished) {
                Body text = Body.of(output.apply(task));
                manager.send(new WorkerMessage.Result(0, 0, text.length(), 1, task.id()), text);
            }
            done.addAndGet(finished.size());
            finished.clear();
            manager.send(new WorkerMessage.End());
        }

        @Override
        public Path place(ManagerMessage announcement) {
            throw new IllegalStateException("the crowd takes no files");
        }

        @Override
        public void placed(ManagerMessage announcement, Path where, long bytes) {
            throw new IllegalStateException("the crowd takes no files");
        }

        @Override
        public void closed(CloseReason reason) {
            left.incrementAndGet();
        }
    }
}
