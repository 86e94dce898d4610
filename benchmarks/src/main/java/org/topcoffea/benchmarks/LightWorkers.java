package org.topcoffea.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.topcoffea.spi.Resources;
import org.topcoffea.wire.Address;
import org.topcoffea.wire.Body;
import org.topcoffea.wire.CloseReason;
import org.topcoffea.wire.ConnectOptions;
import org.topcoffea.wire.ManagerConnection;
import org.topcoffea.wire.ManagerConnector;
import org.topcoffea.wire.ManagerListener;
import org.topcoffea.wire.ManagerMessage;
import org.topcoffea.wire.WorkerGreeting;
import org.topcoffea.wire.WorkerMessage;

/**
 * Many workers in one process, of one core each, for {@code benchmarks/tasks}: words {@code PORT COUNT THREADS}. They speak the
 * whole protocol but run nothing: every task is done as soon as it comes. Ends when the manager has sent all of them away.
 */
public final class LightWorkers {
    private static final ConnectOptions OPTIONS =
            ConnectOptions.PLAIN.withPatience(Duration.ofSeconds(90), Duration.ofHours(1));

    private LightWorkers() {}

    public static void main(String[] words) throws InterruptedException {
        Address manager = new Address("127.0.0.1", Integer.parseInt(words[0]));
        int count = Integer.parseInt(words[1]);
        CountDownLatch left = new CountDownLatch(count);
        try (ManagerConnector connector = ManagerConnector.start(Integer.parseInt(words[2]))) {
            for (int i = 0; i < count; i++) {
                WorkerGreeting greeting = new WorkerGreeting(
                        new WorkerMessage.Introduction(11, "light-" + i / 64, "Linux", "x86_64", "7.14.5"),
                        "worker-light-" + i,
                        List.of(),
                        new Resources(1, 1000, 1000, 0),
                        Instant.EPOCH,
                        "",
                        List.of());
                Light light = new Light(left);
                light.begin(connector.connect(List.of(manager), OPTIONS, greeting, light));
            }
            left.await();
        }
    }

    private static final class Light implements ManagerListener {
        private final CountDownLatch left;
        private final List<ManagerMessage> early = new ArrayList<>(0);
        private final List<ManagerMessage.Task> finished = new ArrayList<>(2);
        private @Nullable ManagerConnection manager;

        Light(CountDownLatch left) {
            this.left = left;
        }

        synchronized void begin(ManagerConnection connection) {
            manager = connection;
            early.forEach(this::message);
            early.clear();
        }

        @Override
        public synchronized void message(ManagerMessage message) {
            ManagerConnection to = manager;
            if (to == null) {
                early.add(message);
                return;
            }
            switch (message) {
                case ManagerMessage.Task task -> {
                    finished.add(task);
                    if (finished.size() == 1) {
                        to.send(new WorkerMessage.AvailableResults());
                    }
                }
                case ManagerMessage.SendResults all -> {
                    for (ManagerMessage.Task task : finished) {
                        to.send(new WorkerMessage.Result(0, 0, 0, 1, task.id()), Body.of(""));
                    }
                    finished.clear();
                    to.send(new WorkerMessage.End());
                }
                case ManagerMessage.Exit exit -> to.close("exit");
                case ManagerMessage.Release release -> to.close("release");
                default -> {}
            }
        }

        @Override
        public Path place(ManagerMessage announcement) {
            throw new IllegalStateException("light workers take no files");
        }

        @Override
        public void placed(ManagerMessage announcement, Path where, long bytes) {
            throw new IllegalStateException("light workers take no files");
        }

        @Override
        public void closed(CloseReason reason) {
            left.countDown();
        }
    }
}
