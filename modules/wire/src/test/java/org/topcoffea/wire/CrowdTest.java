package org.topcoffea.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Many workers at once. {@code -Dtopcoffea.crowd=5000 -Dtopcoffea.crowd.tasks=1000000} for a large one. */
final class CrowdTest {
    private static final int WORKERS = Integer.getInteger("topcoffea.crowd", 300);
    private static final long TASKS = Long.getLong("topcoffea.crowd.tasks", 20_000);

    @Test
    void servesManyAndAnswersMeanwhile() {
        Dealer dealer = new Dealer();
        long before = used();
        try (ManagerServer server =
                        ManagerServer.start(ServerOptions.onLoopback().withThreads(2), dealer);
                Crowd crowd = Crowd.join(new Address("127.0.0.1", server.port()), WORKERS, 2, task -> "done")) {
            Waiting.until(() -> server.workers() + " workers", () -> server.workers() == WORKERS);
            long each = (used() - before) / WORKERS;
            long start = System.nanoTime();
            dealer.deal();
            StatusClient status = new StatusClient(
                    new Address("127.0.0.1", server.port()),
                    ConnectOptions.PLAIN.withPatience(Waiting.PATIENCE, Duration.ofHours(1)));
            long slowest = 0;
            do {
                long asked = System.nanoTime();
                assertEquals(0, status.ask(StatusQuery.TASK_STATUS).size());
                slowest = Math.max(slowest, System.nanoTime() - asked);
            } while (dealer.returned.get() < TASKS && System.nanoTime() - start < 20 * Waiting.PATIENCE.toNanos());
            assertEquals(TASKS, dealer.returned.get());
            assertEquals(TASKS, crowd.done());
            assertEquals(0, crowd.left());
            System.out.printf(
                    "%d workers, %d tasks: %.0f tasks/s, slowest answer %.1f ms, %d bytes of heap for both ends of"
                            + " one%n",
                    WORKERS, TASKS, TASKS / ((System.nanoTime() - start) * 1e-9), slowest * 1e-6, each);
            assertTrue(each < 64 << 10, () -> each + " bytes of heap for one worker");
        }
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Gives each worker some tasks, and another for each result. */
    private static final class Dealer implements ManagerService {
        private static final int AHEAD = 8;

        final AtomicLong returned = new AtomicLong();
        private final AtomicLong next = new AtomicLong();
        private final Queue<WorkerConnection> workers = new ConcurrentLinkedQueue<>();

        void deal() {
            for (int i = 0; i < AHEAD; i++) {
                workers.forEach(this::one);
            }
        }

        private void one(WorkerConnection worker) {
            long task = next.incrementAndGet();
            if (task <= TASKS) {
                worker.send(ManagerMessage.Task.builder(task, "true").build());
            }
        }

        @Override
        public WorkerListener introduced(WorkerConnection worker) {
            workers.add(worker);
            return new WorkerListener() {
                @Override
                public void message(WorkerMessage message) {}

                @Override
                public void message(WorkerMessage.WithBody header, Body body) {
                    assertEquals("done", ((Body.Bytes) body).text());
                    returned.incrementAndGet();
                    one(worker);
                }

                @Override
                public void closed(CloseReason reason) {}
            };
        }

        @Override
        public ByteBuffer status(StatusQuery query) {
            return ByteBuffer.wrap(new byte[] {'[', ']'});
        }

        @Override
        public String project() {
            return "crowd";
        }
    }
}
