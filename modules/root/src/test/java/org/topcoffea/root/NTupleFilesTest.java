package org.topcoffea.root;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.spi.ColumnInfo;
import org.topcoffea.spi.ColumnType;

/** RNTuples of real files against uproot, against a TTree of the same data set, and in ranges of all sizes. */
final class NTupleFilesTest {
    private static final String NANOAOD = "cmsopendata2015_ttbar_19980_NANOAOD_RNTupleImporter_rntuple_v1-0-0-1.root";
    private static final String MANY_ENTRIES = "test_int_multicluster_rntuple_v1-0-0-0.root";

    private static List<Path> files() {
        return TestData.files().stream()
                .filter(file -> file.toString().contains("rntuple"))
                .toList();
    }

    private static List<String> python(Object... arguments) throws IOException, InterruptedException {
        String python = System.getenv().getOrDefault("TOPCOFFEA_PYTHON", "python3");
        List<String> command = new ArrayList<>(List.of(python));
        Arrays.stream(arguments).map(Object::toString).forEach(command::add);
        Path out = Files.createTempFile("columns", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertTrue(process.waitFor(5, TimeUnit.MINUTES), "the script hangs");
            assumeTrue(process.exitValue() == 0, "skipped: no Python with uproot (set TOPCOFFEA_PYTHON to one)");
            return Files.readAllLines(out, StandardCharsets.UTF_8);
        } finally {
            Files.delete(out);
        }
    }

    private static void assumeUproot() throws IOException, InterruptedException {
        try {
            python("-c", "import uproot, awkward, numpy");
        } catch (IOException e) {
            assumeTrue(false, "skipped: no Python (set TOPCOFFEA_PYTHON to one with uproot)");
        }
    }

    @Test
    void everyColumnHasTheValuesThatUprootReads(@TempDir Path directory) throws Exception {
        assumeUproot();
        Path script = Path.of("src/test/python/ntuple_columns.py").toAbsolutePath();
        Path written = directory.resolve("written-by-uproot.root");
        python(script, "--write", written);
        List<Object> arguments = new ArrayList<>(List.of(script, written));
        arguments.addAll(files());
        Map<String, String> expected = new TreeMap<>();
        for (String line : python(arguments.toArray())) {
            String[] cells = line.split("\t", -1);
            expected.put(cells[0] + " " + cells[2], String.join(" ", Arrays.copyOfRange(cells, 3, 8)));
        }
        assertTrue(expected.size() > 900, "uproot reads " + expected.size() + " columns");
        Map<String, String> found = new TreeMap<>();
        List<Path> all = new ArrayList<>(files());
        all.add(written);
        for (Path path : all) {
            try (RootFile file = RootFile.open(path)) {
                Tree tree = file.tree(file.trees().getFirst());
                assertEquals(List.of(), tree.unsupported());
                for (ColumnInfo info : tree.columns()) {
                    if (tree.entries() < 1_000_000 && !info.title().startsWith("number of objects of")) {
                        List<Object> digests = ColumnDigests.of(tree, info, 997);
                        found.put(
                                path + " " + info.name(),
                                String.join(
                                        " ",
                                        digests.stream().map(Object::toString).toList()));
                    }
                }
            }
        }
        assertEquals(expected, found);
    }

    @Test
    void nanoaodLooksLikeATreeOfTheSameDataSet() {
        try (RootFile ntupleFile = RootFile.open(TestData.file(NANOAOD));
                RootFile treeFile = RootFile.open(TestData.file("nanoAOD_2015_CMS_Open_Data_ttbar.root"))) {
            Tree ntuple = ntupleFile.tree("Events");
            Tree tree = treeFile.tree("Events");
            Map<String, ColumnInfo> infos = new TreeMap<>();
            tree.columns().forEach(info -> infos.put(info.name(), info));
            for (ColumnInfo info : ntuple.columns()) {
                ColumnInfo other = infos.remove(info.name());
                assertTrue(other != null, "only in the n-tuple: " + info);
                assertEquals(other.type(), info.type(), info.name());
                assertEquals(other.width(), info.width(), info.name());
                assertEquals(other.jagged(), info.jagged(), info.name());
                assertEquals(other.counter(), info.counter(), info.name());
            }
            assertEquals(Map.of(), infos, "only in the tree");
        }
    }

    private static Object[] bits(EventReader reader, ColumnInfo info, int count) {
        Object[] bits = new Object[count];
        for (int i = 0; i < count; i++) {
            bits[i] = switch (info.type()) {
                case BOOL, INT8, UINT8 -> reader.bytes(info.name())[i];
                case INT16, UINT16, INT32, UINT32 -> reader.ints(info.name())[i];
                case INT64, UINT64 -> reader.longs(info.name())[i];
                case FLOAT32 -> Float.floatToRawIntBits(reader.floats(info.name())[i]);
                case FLOAT64 -> Double.doubleToRawLongBits(reader.doubles(info.name())[i]);
                case STRING -> reader.strings(info.name())[i];
            };
        }
        return bits;
    }

    @Test
    void anyRangeIsAPartOfTheWhole() {
        long seed = 20;
        Random random = new Random(seed);
        for (Path path : files()) {
            try (RootFile file = RootFile.open(path)) {
                Tree tree = file.tree(file.trees().getFirst());
                int entries = (int) Math.min(tree.entries(), 5000);
                List<ColumnInfo> columns = new ArrayList<>(tree.columns());
                try (EventReader whole = tree.reader(ColumnDigests.SAMPLE);
                        EventReader part = tree.reader(ColumnDigests.SAMPLE)) {
                    whole.select(0, entries);
                    for (int trial = 0; trial < 15; trial++) {
                        int start = random.nextInt(entries);
                        int stop = start + random.nextInt(entries - start + 1);
                        part.select(start, stop);
                        for (int k = 0; k < Math.min(6, columns.size()); k++) {
                            ColumnInfo info = columns.get(random.nextInt(columns.size()));
                            String where = "seed " + seed + " " + path + " " + info.name() + " " + start + " " + stop;
                            int from = info.jagged() ? whole.offsets(info.name())[start] : start;
                            int to = info.jagged() ? whole.offsets(info.name())[stop] : stop;
                            Object[] all = bits(whole, info, to);
                            assertArrayEquals(Arrays.copyOfRange(all, from, to), bits(part, info, to - from), where);
                        }
                    }
                }
            }
        }
    }

    @Test
    void aHundredMillionEntriesInASmallFileNeedLittleMemory() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (RootFile file = RootFile.open(TestData.file(MANY_ENTRIES))) {
            Tree tree = file.tree("ntuple");
            assertEquals(100_000_000, tree.entries());
            assertEquals(ColumnType.INT16, tree.columns().getFirst().type());
            try (EventReader reader = tree.reader(ColumnDigests.SAMPLE)) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (long start = 0; start < tree.entries(); start += 9_999_999) {
                    long stop = Math.min(tree.entries(), start + 1000);
                    reader.select(start, stop);
                    int[] values = reader.ints("one_integers");
                    for (int i = 0; i < stop - start; i++) {
                        assertEquals(start + i < 50_000_000 ? 2 : 1, values[i], "entry " + (start + i));
                    }
                }
                long allocated = threads.getCurrentThreadAllocatedBytes() - before;
                assertTrue(allocated < 8 << 20, "reading 11 short ranges allocated " + allocated + " bytes");
            }
        }
    }
}
