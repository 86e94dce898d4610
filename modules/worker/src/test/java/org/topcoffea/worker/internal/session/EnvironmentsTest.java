package org.topcoffea.worker.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.task.InPlace;
import org.topcoffea.wire.FileFlags;
import org.topcoffea.wire.ManagerMessage;
import org.topcoffea.worker.internal.workspace.Cache;
import org.topcoffea.worker.internal.workspace.Workspace;

/** The environments of tasks that come together. */
class EnvironmentsTest {
    private static final int TASKS = 8;
    private static final int ROUNDS = 100;

    @Test
    void theFirstTasksOfARunMayComeTogether(@TempDir Path directory) throws Exception {
        try (Workspace workspace = Workspace.create(directory.resolve("worker"));
                ExecutorService threads = Executors.newFixedThreadPool(TASKS)) {
            Cache cache = new Cache(workspace);
            for (int round = 0; round < ROUNDS; round++) {
                String name = "run-" + round;
                Path made = cache.incoming(name);
                Files.writeString(made, "{}");
                cache.take(name, made);
                Environments environments = new Environments(cache, directory.resolve("environments"));
                assertEquals(1, new HashSet<>(prepare(environments, name, threads)).size());
            }
        }
    }

    private static List<Environments.Environment> prepare(
            Environments environments, String name, ExecutorService threads) throws Exception {
        CyclicBarrier together = new CyclicBarrier(TASKS);
        List<Future<Environments.Environment>> begun = new ArrayList<>();
        for (int id = 1; id <= TASKS; id++) {
            ManagerMessage.Task task = ManagerMessage.Task.builder(id, "")
                    .input(name, InPlace.RUN_FILE, FileFlags.CACHE)
                    .build();
            begun.add(threads.submit(() -> {
                together.await();
                return environments.prepare(task);
            }));
        }
        List<Environments.Environment> prepared = new ArrayList<>();
        for (Future<Environments.Environment> one : begun) {
            prepared.add(one.get());
        }
        return prepared;
    }
}
