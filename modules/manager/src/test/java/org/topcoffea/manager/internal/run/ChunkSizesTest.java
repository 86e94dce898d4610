package org.topcoffea.manager.internal.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.topcoffea.plan.Chunk;
import org.topcoffea.plan.ChunkRule;
import org.topcoffea.plan.Dataset;
import org.topcoffea.plan.EntryRange;
import org.topcoffea.plan.EventRanges;
import org.topcoffea.plan.FileMetadata;
import org.topcoffea.plan.Given;
import org.topcoffea.plan.InputFile;
import org.topcoffea.plan.ManagerOptions;
import org.topcoffea.plan.RunOption;
import org.topcoffea.plan.RunOptions;
import org.topcoffea.plan.Settings;
import org.topcoffea.runner.ChunkFailure;
import org.topcoffea.runner.ChunkMetrics;
import org.topcoffea.runner.RunListener;
import org.topcoffea.runner.RunPlan;
import org.topcoffea.spi.Parameters;
import org.topcoffea.spi.Run;
import org.topcoffea.spi.Sample;

class ChunkSizesTest {
    private static final long CHUNK = 1_000;
    private static final long ENTRIES = 1_000_000;
    private static final List<String> SAMPLES = List.of("fast", "slow", "new");

    private static RunPlan plan() {
        List<Sample> samples = SAMPLES.stream()
                .map(name -> new Sample(name, name, "2017", false, 1, 1, Map.of(), List.of(), 1, "", Map.of()))
                .toList();
        List<Dataset> datasets = samples.stream()
                .map(sample -> new Dataset(sample, List.of(sample.name() + ".root"), "", "samples.json"))
                .toList();
        return new RunPlan(
                datasets,
                new Run(samples, List.of(), new Parameters(List.of(), Map.of())),
                "jets",
                "Events",
                new ChunkRule(CHUNK, false),
                OptionalLong.empty(),
                false,
                true);
    }

    private static ManagerOptions options(String... more) {
        Map<String, Given> given = new HashMap<>();
        given.put("executor", Given.commandLine("-x", List.of("work_queue")));
        for (int i = 0; i < more.length; i += 2) {
            given.put(more[i], Given.commandLine("--" + more[i], List.of(more[i + 1])));
        }
        return RunOptions.of(Settings.of(RunOption.parameters(), Map.of(), given))
                .manager();
    }

    /** Twenty chunks of a sample that took so long each. */
    private static List<ChunkMetrics> past(InputFile file, double seconds) {
        List<ChunkMetrics> past = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Chunk chunk = Chunk.of(file, new EntryRange(i * CHUNK, (i + 1) * CHUNK), new UUID(1, 1));
            past.add(new ChunkMetrics(chunk, "worker", 0, seconds, seconds, CHUNK, 1, 1, 1));
        }
        return past;
    }

    private static Map<String, Long> first(ManagerOptions options) {
        RunPlan plan = plan();
        List<ChunkMetrics> past = new ArrayList<>(past(plan.files().get(0), 1));
        past.addAll(past(plan.files().get(1), 40));
        RunBook book = new RunBook(plan, new EventRanges(), past, new Nobody());
        new ChunkSizes(book, options, CHUNK).remember(past);
        Map<String, Long> sizes = new HashMap<>();
        for (InputFile file : plan.files()) {
            book.counted(file, new FileMetadata(ENTRIES, new long[] {0, ENTRIES}, new UUID(1, 1)));
            Chunk chunk = book.nextChunk().orElseThrow();
            sizes.putIfAbsent(chunk.dataset(), chunk.size());
            while (book.nextChunk().isPresent()) {
                // only the first one of each sample is looked at
            }
        }
        return sizes;
    }

    @Test
    void aRunThatIsResumedCutsChunksAsItWouldHaveGoneOn() {
        Map<String, Long> sizes = first(options("target-seconds", "10"));
        // powers of two, a little more so that all chunks of a file are alike; at most 8 times what has gone well
        assertEquals(4096, sizes.get("fast"), 40, sizes::toString);
        assertEquals(128, sizes.get("slow"), 2, sizes::toString);
        assertEquals(CHUNK, sizes.get("new"));
    }

    @Test
    void withoutATargetChunksStayAsTheUserSaid() {
        assertEquals(Map.of("fast", CHUNK, "slow", CHUNK, "new", CHUNK), first(options()));
    }

    private static final class Nobody implements RunListener {
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
