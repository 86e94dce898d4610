package org.topcoffea.root;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.codec.Compression;
import org.topcoffea.spi.ColumnInfo;

class RootFileTest {
    @TempDir
    private Path directory;

    private static RootException refused(RootError error, Path path) {
        RootException e =
                assertThrows(RootException.class, () -> RootFile.open(path).close());
        assertEquals(error, e.code(), e.getMessage());
        assertTrue(e.getMessage().startsWith(path.toString()), e.getMessage());
        return e;
    }

    @Test
    void whatIsNotARootFileIsRefused() throws IOException {
        refused(RootError.MISSING, directory.resolve("absent.root"));
        refused(RootError.UNREADABLE, directory);
        refused(RootError.NOT_ROOT, Files.createFile(directory.resolve("empty.root")));
        refused(RootError.NOT_ROOT, Files.writeString(directory.resolve("text.root"), "no root file at all"));
        refused(RootError.NOT_ROOT, Files.writeString(directory.resolve("short.root"), "ro"));
        refused(RootError.TRUNCATED, Files.writeString(directory.resolve("magic.root"), "root\0\0"));
    }

    @Test
    void everyTruncationIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(TestData.file("uproot-simple.root"));
        for (int length = 0; length < whole.length; length++) {
            MemorySource source = new MemorySource("cut at " + length, Arrays.copyOf(whole, length));
            assertThrows(RootException.class, () -> RootFile.open(source).close(), source.name());
        }
    }

    @Test
    void directoriesAreListedWithPathsAndCycles() {
        try (RootFile file = RootFile.open(TestData.file("uproot-nesteddirs.root"))) {
            assertEquals(List.of("one/two/tree", "one/tree", "three/tree"), file.trees());
            assertEquals("one/two/tree", file.tree("one/two/tree").name());
            assertEquals(100, file.tree("one/two/tree;1").entries());
            assertThrows(RootException.class, () -> file.tree("one/two/tree;2"));
        }
    }

    @Test
    void emptyFilesAreEmpty() {
        for (String name : List.of("uproot-issue70.root", "bad_delphes.root")) {
            try (RootFile file = RootFile.open(TestData.file(name))) {
                assertEquals(List.of(), file.trees());
            }
        }
        try (RootFile file = RootFile.open(TestData.file("uproot-empty.root"))) {
            Tree tree = file.tree("tree");
            assertEquals(0, tree.entries());
            assertArrayEquals(new long[] {0}, tree.clusters());
        }
    }

    @Test
    void clustersAreWhereAllBasketsBegin() {
        try (RootFile file = RootFile.open(TestData.file("uproot-issue412.root"))) {
            long[] clusters = file.tree("test").clusters();
            assertEquals(0, clusters[0]);
            assertEquals(1_000_000, clusters[clusters.length - 1]);
            assertTrue(clusters.length > 50, clusters.length + " boundaries");
            for (int i = 1; i < clusters.length; i++) {
                assertTrue(clusters[i] > clusters[i - 1]);
            }
        }
    }

    @Test
    void storageTellsCodecsAndSizes() {
        for (String codec : List.of("zlib", "lzma", "lz4", "zstd", "uncompressed")) {
            Compression expected = codec.equals("uncompressed")
                    ? Compression.NONE
                    : Compression.valueOf(codec.toUpperCase(java.util.Locale.ROOT));
            try (RootFile file = RootFile.open(TestData.file("uproot-HZZ-" + codec + ".root"))) {
                ColumnStorage storage = file.tree("events").storage("Jet_Px");
                assertEquals(Set.of(expected), storage.compressions());
                assertEquals(20_784, storage.bytes() / storage.parts() > 0 ? storage.bytes() : 0);
            }
        }
    }

    @Test
    void titlesAreKept() {
        try (RootFile file = RootFile.open(TestData.file("nano_dy.root"))) {
            ColumnInfo column = file.tree("Events").columns().stream()
                    .filter(c -> c.name().equals("Jet_pt"))
                    .findFirst()
                    .orElseThrow();
            assertEquals("pt", column.title());
        }
    }

    @Test
    void histogramsAreReadWithFlowErrorsAndTitles() {
        try (RootFile file = RootFile.open(TestData.file("testSF2d.histo.root"))) {
            RootHistogram histogram = file.histogram("scalefactors_Tight_Electron");
            assertEquals("TH2F", histogram.className());
            assertEquals(96, histogram.values().length);
            assertEquals("SuperCluster #eta", histogram.axes().get(0).title());
            assertEquals(7, histogram.axes().get(1).edges().length);
            assertEquals(68.42670780420303, Arrays.stream(histogram.values()).sum());
            assertEquals(
                    0.07809864426128713, Arrays.stream(histogram.variances()).sum(), 1e-16);
        }
        try (RootFile file = RootFile.open(TestData.file("uproot-hepdata-example.root"))) {
            assertEquals(List.of("hpx", "hpxpy", "hprof"), file.histograms());
            assertEquals(75_000, Arrays.stream(file.histogram("hpxpy").values()).sum());
            assertEquals(102, file.histogram("hprof").binEntries().length);
            RootException e = assertThrows(RootException.class, () -> file.histogram("ntuple"));
            assertEquals(RootError.NO_SUCH_OBJECT, e.code());
        }
    }

    @Test
    void messagesAreOneLine() {
        MemorySource source = new MemorySource("x", "root".repeat(100).getBytes(StandardCharsets.US_ASCII));
        RootException e = assertThrows(RootException.class, () -> RootFile.open(source));
        assertEquals(1, e.getMessage().lines().count());
    }
}
