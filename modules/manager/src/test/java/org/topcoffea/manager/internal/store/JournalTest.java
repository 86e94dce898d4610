package org.topcoffea.manager.internal.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.plan.Chunk;
import org.topcoffea.plan.FileMetadata;
import org.topcoffea.plan.InputFile;
import org.topcoffea.runner.ChunkMetrics;
import org.topcoffea.scheduler.CategoryMemory;
import org.topcoffea.spi.Resources;

class JournalTest {
    private static final InputFile FILE = new InputFile("ttH", "/data/one.root", "Events");
    private static final Chunk CHUNK = new Chunk("ttH", "/data/one.root", "Events", 5, 9, new UUID(1, 2));
    private static final ChunkMetrics METRICS = new ChunkMetrics(CHUNK, "here", 7, 1.5, 1.25, 4, 100, 300, 2);

    @TempDir
    Path directory;

    @Test
    void whateverIsCutOffTheRecordsBeforeAreThere() throws IOException {
        Random random = new Random(17);
        List<byte[]> written = new ArrayList<>();
        Path file = directory.resolve("journal");
        try (Journal journal = Journal.open(file)) {
            for (int i = 0; i < 20; i++) {
                byte[] record = new byte[random.nextInt(50)];
                random.nextBytes(record);
                journal.append(record);
                written.add(record);
            }
        }
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length <= whole.length; length++) {
            Path cut = Files.write(directory.resolve("cut"), Arrays.copyOf(whole, length));
            try (Journal journal = Journal.open(cut)) {
                List<byte[]> found = new ArrayList<>(journal.found());
                assertTrue(found.size() <= written.size());
                for (int i = 0; i < found.size(); i++) {
                    assertArrayEquals(written.get(i), found.get(i));
                }
                journal.append(new byte[] {1, 2, 3});
            }
            try (Journal journal = Journal.open(cut)) {
                assertEquals(0, journal.lost());
                assertArrayEquals(new byte[] {1, 2, 3}, journal.found().getLast());
            }
        }
        try (Journal journal = Journal.open(file)) {
            assertEquals(written.size(), journal.found().size());
        }
    }

    @Test
    void damageEndsWhatIsBelieved() throws IOException {
        Path file = directory.resolve("journal");
        try (Journal journal = Journal.open(file)) {
            journal.append(new byte[100]);
            journal.append(new byte[100]);
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[130] ^= 4;
        Files.write(file, bytes);
        try (Journal journal = Journal.open(file)) {
            assertEquals(1, journal.found().size());
            assertEquals(108, journal.lost());
        }
        Files.writeString(file, "something else, and long enough");
        assertThrows(IOException.class, () -> Journal.open(file));
    }

    @Test
    void entriesAreReadBack() throws IOException {
        List<Entry> entries = List.of(
                new Entry.Begun("id", "print", 5),
                new Entry.Counted(FILE, new FileMetadata(9, new long[] {0, 4, 9}, new UUID(3, 4))),
                new Entry.Stored("part-1", List.of(METRICS)),
                new Entry.Merged("part-3", List.of("part-1", "part-2")),
                new Entry.Learnt(new CategoryMemory(
                        "processing",
                        new Resources(1, 2, 3, 4),
                        Resources.OPEN,
                        7,
                        1.5,
                        2.5,
                        3,
                        List.of(List.of(new CategoryMemory.Bucket(250, 7, 1.5)), List.of(), List.of(), List.of()))));
        for (Entry entry : entries) {
            assertEquals(entry, Entry.decode(entry.encode()));
        }
        assertThrows(IOException.class, () -> Entry.decode(new byte[] {99}));
    }

    @Test
    void theJournalOfARunAddsUp() throws IOException {
        Path file = directory.resolve("run");
        try (RunJournal journal = RunJournal.open(file)) {
            assertTrue(journal.past().begun().isEmpty());
            journal.append(new Entry.Begun("id", "print", 5));
            journal.append(new Entry.Counted(FILE, new FileMetadata(9, new long[] {0, 9}, new UUID(3, 4))));
            journal.append(new Entry.Stored("part-1", List.of(METRICS)));
            journal.append(new Entry.Stored("part-2", List.of()));
            journal.append(new Entry.Merged("part-3", List.of("part-1", "part-2")));
            journal.append(new Entry.Stored("part-4", List.of(METRICS)));
        }
        try (RunJournal journal = RunJournal.open(file)) {
            RunJournal.Past past = journal.past();
            assertEquals("id", past.begun().orElseThrow().runId());
            assertEquals(List.of("part-3", "part-4"), List.copyOf(past.parts()));
            assertEquals(List.of(METRICS, METRICS), past.metrics());
            assertEquals(Map.of(FILE, new FileMetadata(9, new long[] {0, 9}, new UUID(3, 4))), past.files());
        }
    }
}
