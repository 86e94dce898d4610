package org.topcoffea.manager.internal.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.hist.Axis;
import org.topcoffea.hist.Histogram;
import org.topcoffea.hist.Storage;
import org.topcoffea.hist.Summation;
import org.topcoffea.plan.EntryRange;
import org.topcoffea.plan.EventRanges;
import org.topcoffea.plan.InputFile;
import org.topcoffea.runner.Accumulators;
import org.topcoffea.runner.PartialResult;
import org.topcoffea.task.ResultFile;

class MergedResultTest {
    private static final InputFile FILE = new InputFile("ttH", "one.root", "Events");

    @TempDir
    Path directory;

    private Accumulators.Declarations declarations = new Accumulators.Declarations(true);

    @BeforeEach
    void declare() throws IOException {
        declarations = new Accumulators.Declarations(true);
        declarations.declare(
                "h",
                () -> Histogram.of(Storage.WEIGHTED, Summation.REPRODUCIBLE, List.of(Axis.regular("x", "x", 4, 0, 4))));
        Files.createDirectory(directory.resolve("parts"));
    }

    private PartialResult part(long start, long stop) {
        EventRanges events = new EventRanges();
        events.add(FILE, new EntryRange(start, stop));
        Accumulators filled = declarations.empty();
        for (long event = start; event < stop; event++) {
            filled.get("h", Histogram.class).block().fill((double) (event % 4), Math.exp((double) event));
        }
        return new PartialResult(filled, events);
    }

    private PartStore store() throws IOException {
        Histogram any = declarations.empty().get("h", Histogram.class);
        return new PartStore(directory.resolve("parts"), name -> any.type());
    }

    private MergedResult open(RunJournal journal, PartStore store) throws IOException {
        return new MergedResult(store, journal, declarations.empty());
    }

    private static Path write(PartStore store, PartialResult part) {
        Path file = store.newFile();
        ResultFile.write(part, file);
        return file;
    }

    private static byte[] bytes(PartialResult result) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        result.encode(new DataOutputStream(out));
        return out.toByteArray();
    }

    @Test
    void whatIsAddedIsThereAfterEveryKindOfEnd() throws Exception {
        Path file = directory.resolve("journal");
        for (int i = 0; i < 10; i++) {
            PartStore store = store();
            try (RunJournal journal = RunJournal.open(file)) {
                MergedResult merged = open(journal, store);
                assertEquals(10L * i, merged.total().events().events());
                PartialResult next = part(10L * i, 10L * i + 10);
                merged.add(write(store, next), next.events(), List.of());
                if (i % 3 == 2) {
                    merged.checkpoint();
                }
                // what a manager was writing when it was killed
                Files.writeString(store.newFile(), "half");
                write(store, part(500, 501));
            }
        }
        try (RunJournal journal = RunJournal.open(file)) {
            MergedResult merged = open(journal, store());
            assertArrayEquals(bytes(part(0, 100)), bytes(merged.total()));
        }
        try (Stream<Path> files = Files.list(directory.resolve("parts"))) {
            assertEquals(2, files.count());
        }
    }

    @Test
    void whatIsDamagedRepeatedOrOfOthersIsRefused() throws Exception {
        PartStore store = store();
        try (RunJournal journal = RunJournal.open(directory.resolve("journal"))) {
            MergedResult merged = open(journal, store);
            PartialResult good = part(0, 10);
            merged.add(write(store, good), good.events(), List.of());
            PartialResult repeated = part(5, 15);
            assertThrows(
                    MergedResult.DamagedPart.class,
                    () -> merged.add(write(store, repeated), repeated.events(), List.of()));
            assertThrows(
                    MergedResult.DamagedPart.class,
                    () -> merged.add(write(store, part(20, 30)), part(20, 31).events(), List.of()));
            Path damaged = write(store, part(40, 50));
            byte[] content = Files.readAllBytes(damaged);
            content[content.length / 2] ^= 1;
            Files.write(damaged, content);
            assertThrows(
                    MergedResult.DamagedPart.class,
                    () -> merged.add(damaged, part(40, 50).events(), List.of()));
            assertFalse(Files.exists(damaged));
            assertArrayEquals(bytes(part(0, 10)), bytes(merged.total()));
            assertFalse(merged.wantsCheckpoint());
        }
    }

    @Test
    void aRunIsForOneManagerAtATime() throws IOException {
        Path path = RunDirectory.of(directory, "out");
        try (RunDirectory one = RunDirectory.lock(path).orElseThrow()) {
            assertTrue(RunDirectory.lock(path).isEmpty());
            Files.writeString(one.parts().resolve("part-1"), "x");
            one.clear();
            assertFalse(Files.exists(one.parts().resolve("part-1")));
        }
        try (RunDirectory again = RunDirectory.lock(path).orElseThrow()) {
            again.remove();
        }
        assertFalse(Files.exists(path));
    }
}
