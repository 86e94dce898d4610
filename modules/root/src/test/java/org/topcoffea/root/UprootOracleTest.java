package org.topcoffea.root;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.spi.ColumnInfo;

/** Every column of every TTree of the test files has the types, counts and values that uproot reads. */
class UprootOracleTest {
    private static final Path SCRIPT = Path.of("src/test/python/columns.py");
    private static final String NO_COLUMN = "-";

    @TempDir
    private Path directory;

    @Test
    void allColumnsOfAllTreesEqualUproot() throws Exception {
        List<Path> files = TestData.files();
        String python = python();
        assumeTrue(python != null, "skipped: no python3 with uproot (set TOPCOFFEA_PYTHON to one)");
        Map<String, String> expected = expected(python, files);
        List<String> differences = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        int equal = 0;
        for (Path path : files) {
            try (RootFile file = RootFile.open(path)) {
                for (RootKey key : file.keys()) {
                    if (key.isTree() && !key.className().contains("RNTuple") && seen.add(path + key.path())) {
                        equal += compare(
                                path.getFileName() + "\t" + key.path(), file.tree(key.path()), expected, differences);
                    }
                }
            }
        }
        expected.forEach((column, digest) -> {
            if (!digest.equals(NO_COLUMN)) {
                differences.add(column + ": uproot has it, we do not");
            }
        });
        assertEquals(List.of(), differences);
        assertTrue(equal > 7_000, "only " + equal + " columns were compared");
    }

    private static int compare(String tree, Tree ours, Map<String, String> expected, List<String> differences) {
        int equal = 0;
        for (ColumnInfo column : ours.columns()) {
            String name = tree + "\t" + column.name();
            String theirs = Objects.requireNonNullElse(expected.remove(name), "nothing");
            if (theirs.equals(NO_COLUMN)) {
                // uproot refuses it; that ours is right is the business of other tests.
                continue;
            }
            for (long step : new long[] {Long.MAX_VALUE / 2, ours.entries() > 100 ? 999 : 7}) {
                String digest = String.join(
                        ",",
                        ColumnDigests.of(ours, column, step).stream()
                                .map(String::valueOf)
                                .toList());
                if (!digest.equals(theirs)) {
                    differences.add(name + " in steps of " + step + ": " + digest + " but uproot " + theirs);
                }
            }
            equal++;
        }
        for (UnsupportedColumn column : ours.unsupported()) {
            String theirs = expected.remove(tree + "\t" + column.name());
            if (theirs != null && !theirs.equals(NO_COLUMN)) {
                differences.add(tree + "\t" + column.name() + ": " + column.reason() + ", but uproot " + theirs);
            }
        }
        return equal;
    }

    private Map<String, String> expected(String python, List<Path> files) throws IOException, InterruptedException {
        Path output = directory.resolve("columns.tsv");
        List<String> command = new ArrayList<>(List.of(python, SCRIPT.toString()));
        files.forEach(file -> command.add(file.toString()));
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertTrue(process.waitFor(5, TimeUnit.MINUTES), "columns.py takes too long");
        assertEquals(0, process.exitValue(), "columns.py failed");
        Map<String, String> columns = new HashMap<>();
        for (String line : Files.readAllLines(output)) {
            int tab = line.lastIndexOf('\t');
            columns.put(line.substring(0, tab), line.substring(tab + 1));
        }
        return columns;
    }

    private static String python() throws InterruptedException {
        String given = System.getenv("TOPCOFFEA_PYTHON");
        String python = given == null ? "python3" : given;
        try {
            Process process = new ProcessBuilder(python, "-c", "import uproot")
                    .redirectErrorStream(true)
                    .redirectOutput(new File("/dev/null"))
                    .start();
            return process.waitFor() == 0 ? python : null;
        } catch (IOException e) {
            return null;
        }
    }
}
