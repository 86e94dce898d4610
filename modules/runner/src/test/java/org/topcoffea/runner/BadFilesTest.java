package org.topcoffea.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.fixtures.JetFiles;
import org.topcoffea.fixtures.JetProcessor;
import org.topcoffea.plan.BadFiles;
import org.topcoffea.plan.BadFiles.Action;
import org.topcoffea.plan.BadFiles.Kind;
import org.topcoffea.plan.InputFile;
import org.topcoffea.plan.MetadataCache;
import org.topcoffea.remote.RemoteError;
import org.topcoffea.remote.RemoteException;
import org.topcoffea.root.ByteSource;
import org.topcoffea.spi.AnalysisException;

class BadFilesTest {
    @TempDir
    static Path directory;

    private static Path first;
    private static Path second;

    @BeforeAll
    static void writeFiles() {
        first = JetFiles.write(directory.resolve("first.root"), 1, 2_000, 500);
        second = JetFiles.write(directory.resolve("second.root"), 2, 1_000, 500);
    }

    /** Fails some times when it is read behind its beginning. */
    private static final class Flaky implements ByteSource {
        private final ByteSource source;
        private final AtomicInteger failures;

        Flaky(ByteSource source, AtomicInteger failures) {
            this.source = source;
            this.failures = failures;
        }

        @Override
        public String name() {
            return source.name();
        }

        @Override
        public long size() {
            return source.size();
        }

        @Override
        public void read(long position, MemorySegment target) {
            if (position > 0 && failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new RemoteException(RemoteError.TIMED_OUT, name() + ": nothing came");
            }
            source.read(position, target);
        }

        @Override
        public void close() {
            source.close();
        }
    }

    private static RunResult run(BadFiles rules, Function<String, ByteSource> sources, Path... paths) {
        RunPlan plan = Plans.plan(500, false, JetFiles.dataset("ttH", paths));
        try (FilePool files = new FilePool(sources, 4)) {
            LocalRun run = new LocalRun(
                    plan, () -> new JetProcessor(event -> false), files, MetadataCache.none(), 4_096, new Silent());
            run.handle(rules);
            return run.execute(2);
        }
    }

    private static BadFiles rules(Action usual, BadFiles.Budget budget, Map<Kind, Action> others) {
        Map<Kind, Action> actions = new EnumMap<>(BadFiles.always(usual).actions());
        actions.putAll(others);
        return new BadFiles(actions, budget);
    }

    @Test
    void aFileThatTimesOutIsTriedAgain() {
        AtomicInteger failures = new AtomicInteger(2);
        RunResult result =
                run(BadFiles.always(Action.RETRY), url -> new Flaky(EventFiles.open(url), failures), first, second);
        assertTrue(result.complete());
        assertEquals(3_000, result.ledger().counts().done());
        assertEquals(0, failures.get());
    }

    @Test
    void whatFailsForeverIsLeftOutInTheEnd() {
        RunResult result = run(
                BadFiles.always(Action.RETRY),
                url -> new Flaky(EventFiles.open(url), new AtomicInteger(url.contains("first") ? 1_000_000 : 0)),
                first,
                second);
        assertFalse(result.complete());
        assertEquals(1, result.ledger().counts().failedFiles());
        assertEquals(1_000, result.ledger().counts().done());
    }

    @Test
    void kindsDiffer() {
        Path missing = directory.resolve("missing.root");
        BadFiles skipMissing = rules(Action.ABORT, BadFiles.Budget.UNLIMITED, Map.of(Kind.MISSING, Action.SKIP));
        assertEquals(
                3_000,
                run(skipMissing, EventFiles::open, first, missing, second)
                        .ledger()
                        .counts()
                        .done());
        Function<String, ByteSource> refusing = url -> new Flaky(EventFiles.open(url), new AtomicInteger(1_000_000));
        assertThrows(RemoteException.class, () -> run(skipMissing, refusing, first));
    }

    @Test
    void tooManyBadFilesEndTheRun() {
        Path missing = directory.resolve("missing.root");
        Path lost = directory.resolve("lost.root");
        BadFiles one = rules(Action.SKIP, new BadFiles.Budget(1, 0), Map.of());
        assertEquals(
                3_000,
                run(one, EventFiles::open, first, missing, second)
                        .ledger()
                        .counts()
                        .done());
        AnalysisException ended =
                assertThrows(AnalysisException.class, () -> run(one, EventFiles::open, first, missing, lost, second));
        assertEquals(RunnerError.TOO_MANY_BAD_FILES, ended.code());
    }

    private static final class Silent implements RunListener {
        @Override
        public void files(long known, long all) {}

        @Override
        public void events(long processed, long known) {}

        @Override
        public void merging(long merged, long all) {}

        @Override
        public void failed(ChunkFailure failure) {}

        @Override
        public void skipped(InputFile file, String reason) {}
    }
}
