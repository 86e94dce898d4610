package org.topcoffea.manager;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.topcoffea.plan.MetadataCache;
import org.topcoffea.runner.EventFiles;
import org.topcoffea.runner.FilePool;
import org.topcoffea.runner.LocalRun;
import org.topcoffea.runner.RunPlan;
import org.topcoffea.runner.RunResult;
import org.topcoffea.wire.ManagerConnector;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
class DistributedRunTest {
    private static final LongPredicate NONE = event -> false;

    @TempDir
    static Path input;

    @TempDir
    Path directory;

    private static Path first;
    private static Path second;

    @BeforeAll
    static void writeFiles() {
        first = EventFilesForTest.write(input.resolve("first.root"), 1, 5_000, 700);
        second = EventFilesForTest.write(input.resolve("second.root"), 2, 3_000, 1_000);
    }

    private static RunPlan plan(long chunk) {
        return EventFilesForTest.plan(
                chunk, false, EventFilesForTest.dataset("ttH", first), EventFilesForTest.dataset("ttZ", second));
    }

    private static byte[] bytes(RunResult result) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        result.result().accumulators().encode(new DataOutputStream(out));
        return out.toByteArray();
    }

    private static byte[] expected() throws IOException {
        try (FilePool files = new FilePool(EventFiles::open, 4)) {
            return bytes(new LocalRun(
                            plan(100_000),
                            () -> new JetProcessor(NONE),
                            files,
                            MetadataCache.none(),
                            4096,
                            new ListenerForTest())
                    .execute(2));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {100_000, 333})
    void aWorkerGivesTheSameBytesAsThisMachine(long chunk) throws Exception {
        Managed managed = Managed.start(plan(chunk), directory, NONE, false);
        try (ManagerConnector connector = ManagerConnector.start(1);
                WorkerForTest worker = managed.worker(connector, 2, NONE)) {
            RunResult result = managed.result();
            assertTrue(result.complete());
            assertArrayEquals(expected(), bytes(result));
            assertFalse(worker.isDead() && result.metrics().isEmpty());
        }
        managed.run().discard();
        assertFalse(Files.exists(managed.directory()));
    }
}
