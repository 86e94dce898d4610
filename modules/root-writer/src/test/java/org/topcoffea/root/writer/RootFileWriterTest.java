package org.topcoffea.root.writer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.Blame;
import org.topcoffea.spi.ColumnType;

/** Files appear whole or not at all, and misuse is refused with the name of what is wrong. */
class RootFileWriterTest {
    @TempDir
    Path directory;

    @Test
    void leavesNothingWithoutCommit() throws IOException {
        try (RootFileWriter file = RootFileWriter.create(directory.resolve("a.root"))) {
            RandomTree.write(file, "tree", TreeOptions.clusters("", 10), 100, 1, UnaryOperator.identity());
        }
        assertEquals(List.of(), list());
    }

    @Test
    void keepsTheOldFileUntilCommit() throws IOException {
        Path path = directory.resolve("a.root");
        Files.writeString(path, "old");
        try (RootFileWriter file = RootFileWriter.create(path)) {
            file.write("", "text", "new");
            assertEquals("old", Files.readString(path));
            file.commit();
        }
        assertEquals(List.of(path), list());
        assertTrue(Files.size(path) > 3);
    }

    @Test
    void saysWhereAFileCannotBe() {
        Path path = directory.resolve("no/such/directory/a.root");
        AnalysisException failure = assertThrows(AnalysisException.class, () -> RootFileWriter.create(path));
        assertEquals(Blame.USER, failure.blame());
        assertTrue(failure.getMessage().startsWith(path + ": cannot create the file"), failure.getMessage());
        assertFalse(failure.getMessage().contains("\n"));
    }

    @Test
    void writesTheSameBytesForTheSameContent() throws IOException {
        FileOptions options =
                FileOptions.defaults().withIdentity(new UUID(1, 2), LocalDateTime.of(2026, 1, 2, 3, 4, 5));
        byte[][] copies = new byte[2][];
        for (int i = 0; i < 2; i++) {
            Path folder = Files.createDirectory(directory.resolve("copy" + i));
            try (RootFileWriter file = RootFileWriter.create(folder.resolve("a.root"), options)) {
                file.write("dir", "text", "text");
                RandomTree.write(file, "tree", TreeOptions.clusters("", 10), 100, 1, UnaryOperator.identity());
                file.commit();
            }
            copies[i] = Files.readAllBytes(folder.resolve("a.root"));
        }
        assertArrayEquals(copies[0], copies[1]);
    }

    @Test
    void refusesSecondObjectsOfAName() {
        try (RootFileWriter file = RootFileWriter.create(directory.resolve("a.root"))) {
            file.write("x/y", "text", "text");
            assertThrows(IllegalArgumentException.class, () -> file.write("x/y", "text", "text"));
            assertThrows(IllegalArgumentException.class, () -> file.write("x", "y", "a directory has this name"));
            assertThrows(IllegalArgumentException.class, () -> file.write("x/y/text", "z", "no directory"));
            assertThrows(IllegalArgumentException.class, () -> file.write("x", "a/b", "text"));
        }
    }

    @Test
    void refusesValuesThatDoNotMakeAnEntry() {
        try (RootFileWriter file = RootFileWriter.create(directory.resolve("a.root"))) {
            TreeWriter tree = file.tree("", "tree", TreeOptions.clusters("", 10));
            BranchWriter count = tree.branch(Branch.counter("nJet", ColumnType.UINT8));
            BranchWriter pt = tree.branch(Branch.jagged("Jet_pt", ColumnType.FLOAT32, "nJet"));
            count.put(2);
            pt.put(1.5);
            IllegalStateException failure = assertThrows(IllegalStateException.class, tree::fill);
            assertTrue(
                    failure.getMessage().endsWith("tree tree, branch Jet_pt, entry 0: 1 values too few"),
                    failure.getMessage());
            assertThrows(IllegalArgumentException.class, () -> count.put(256));
            assertThrows(IllegalArgumentException.class, () -> count.put(-1));
            assertThrows(IllegalArgumentException.class, () -> count.put(1.5));
            assertThrows(IllegalArgumentException.class, () -> pt.put("text"));
        }
    }

    @Test
    void refusesBranchesThatCannotBe() {
        try (RootFileWriter file = RootFileWriter.create(directory.resolve("a.root"))) {
            TreeWriter tree = file.tree("", "tree", TreeOptions.clusters("", 10));
            BranchWriter run = tree.branch(Branch.scalar("run", ColumnType.INT32));
            assertThrows(IllegalArgumentException.class, () -> tree.branch(Branch.text("run")));
            assertThrows(IllegalArgumentException.class, () -> tree.branch(Branch.jagged("x", ColumnType.INT8, "run")));
            assertThrows(IllegalArgumentException.class, () -> Branch.counter("n", ColumnType.FLOAT32));
            run.put(1);
            tree.fill();
            assertThrows(IllegalStateException.class, () -> tree.branch(Branch.text("late")));
        }
    }

    @Test
    void refusesHistogramsOfTheWrongSize() {
        List<HistogramAxis> axes = List.of(HistogramAxis.regular("x", 3, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> Histogram.of("", axes, new double[3]));
        Histogram histogram = Histogram.of("", axes, new double[5]);
        assertThrows(IllegalArgumentException.class, () -> histogram.withVariances(new double[4]));
        assertThrows(IllegalArgumentException.class, () -> HistogramAxis.variable("x", 0, 0));
    }

    private List<Path> list() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
