package org.topcoffea.manager.internal.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.topcoffea.manager.internal.queue.Application;
import org.topcoffea.manager.internal.queue.Ended;
import org.topcoffea.manager.internal.queue.Form;
import org.topcoffea.manager.internal.queue.Peer;
import org.topcoffea.manager.internal.queue.QueueLogs;
import org.topcoffea.manager.internal.queue.TaskQueue;
import org.topcoffea.plan.ManagerOptions;
import org.topcoffea.scheduler.Action;
import org.topcoffea.scheduler.SchedulerConfig;
import org.topcoffea.scheduler.TaskSpec;
import org.topcoffea.wire.Body;
import org.topcoffea.wire.StatusQuery;
import org.topcoffea.wire.WorkerMessage;

class StatusBoardTest {
    private static final int TASKS = 50;

    private final TaskQueue queue = new TaskQueue(
            SchedulerConfig.DEFAULT,
            new Nothing(),
            QueueLogs.open(ManagerOptions.Logs.NONE),
            () -> System.nanoTime() / 1000);
    private final StatusBoard board = new StatusBoard(
            queue,
            new StatusDocuments(
                    queue, new Identity("project", "1", 9123, false, "", 1, true), Map::of, task -> "task " + task));

    private JsonNode ask(StatusQuery query) throws IOException {
        return new ObjectMapper()
                .readTree(StandardCharsets.UTF_8.decode(board.answer(query)).toString());
    }

    /** The thread of the queue is this one, which does nothing but ask: so it is as busy as can be. */
    @Test
    void theFirstAnswerOfItsKindDoesNotWaitForTheQueue() throws Exception {
        for (int i = 1; i <= TASKS; i++) {
            queue.submit(TaskSpec.of(i, "processing"));
        }
        board.refresh();
        board.close();
        assertEquals(TASKS, ask(StatusQuery.TASK_STATUS).size());
        assertEquals(0, ask(StatusQuery.WORKER_STATUS).size());
        assertEquals(1, ask(StatusQuery.WABLE_STATUS).size());
        assertEquals(
                TASKS, ask(StatusQuery.QUEUE_STATUS).get(0).get("tasks_waiting").asInt());
        assertFalse(ask(StatusQuery.RESOURCES_STATUS).isEmpty());
    }

    /** Nothing is done with tasks here. */
    private static final class Nothing implements Application {
        @Override
        public Form form(long task, int attempt, Peer peer) {
            throw new IllegalStateException("there is no worker");
        }

        @Override
        public Object parse(WorkerMessage.Result result, Body body) {
            return result;
        }

        @Override
        public void ended(Ended ended) {}

        @Override
        public void late(Ended ended) {}

        @Override
        public void over(Action action) {}

        @Override
        public boolean joined(Peer peer) {
            return true;
        }

        @Override
        public void told(Peer peer, String field, String value) {}

        @Override
        public void left(Peer peer, String reason) {}

        @Override
        public void learnt(Action.Learnt learnt) {}

        @Override
        public void tick() {}
    }
}
