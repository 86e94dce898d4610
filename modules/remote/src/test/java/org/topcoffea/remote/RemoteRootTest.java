package org.topcoffea.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.topcoffea.root.ByteSource;
import org.topcoffea.root.RootFile;
import org.topcoffea.root.Tree;
import org.topcoffea.spi.ColumnInfo;

/** Real files of both formats and all codecs, read from a server, give what they give from the disk. */
public class RemoteRootTest {
    private static @Nullable Path data() {
        String given = System.getProperty("topcoffea.test.data", System.getenv("TOPCOFFEA_TEST_DATA"));
        if (given != null) {
            return Path.of(given);
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path candidate = at.resolve("../shared/data/root").normalize();
            if (Files.isDirectory(candidate)) {
                return candidate;
            }
        }
        return null;
    }

    /** The real files; skips the test when there are none. */
    public static List<Path> files() throws IOException {
        Path directory = data();
        assumeTrue(directory != null, "skipped: no ROOT test files (set TOPCOFFEA_TEST_DATA to their directory)");
        try (Stream<Path> all = Files.list(java.util.Objects.requireNonNull(directory))) {
            return all.filter(file -> file.toString().endsWith(".root"))
                    .sorted()
                    .toList();
        }
    }

    /** Digests of all columns of all trees of a file, and the failures of those that cannot be read. */
    static Map<String, String> digests(RootFile file, long step) {
        Map<String, String> digests = new TreeMap<>();
        for (String name : file.trees()) {
            try {
                Tree tree = file.tree(name);
                digests.put(name, Columns.digest(tree, tree.columns(), step));
            } catch (org.topcoffea.spi.AnalysisException e) {
                digests.put(
                        name, e.code() + " " + String.valueOf(e.getMessage()).replace(file.name(), "FILE"));
            }
        }
        return digests;
    }

    @Test
    void givesTheSameValuesAsTheDisk() throws IOException {
        int trees = 0;
        try (FaultServer server = new FaultServer();
                RemoteFiles remote = RemoteFiles.with(RemoteOptions.standard(Map.of()))) {
            for (Path path : files()) {
                server.file("/" + path.getFileName(), Files.readAllBytes(path));
                String url = server.url("/" + path.getFileName());
                for (long step : new long[] {1000, 333}) {
                    Map<String, String> local;
                    try (RootFile file = RootFile.open(path)) {
                        local = digests(file, step);
                    } catch (org.topcoffea.spi.AnalysisException e) {
                        continue;
                    }
                    try (RootFile file = RootFile.open(remote.open(url))) {
                        assertEquals(local, digests(file, step), url);
                        trees += local.size();
                    }
                }
            }
        }
        assertTrue(trees > 40, trees + " trees");
    }

    @Test
    void opensAndReadsInFewRequests() throws IOException {
        Path path = files().stream()
                .filter(file -> file.endsWith("nanoAOD_2015_CMS_Open_Data_ttbar.root"))
                .findFirst()
                .orElseThrow();
        try (FaultServer server = new FaultServer().file("/f.root", Files.readAllBytes(path));
                RemoteFiles remote = RemoteFiles.with(RemoteOptions.standard(Map.of()));
                ByteSource source = remote.open(server.url("/f.root"));
                RootFile file = RootFile.open(source)) {
            Tree tree = file.tree("Events");
            List<ColumnInfo> columns = tree.columns().subList(0, 20);
            Columns.digest(tree, columns, 1000);
            assertTrue(server.seen().size() <= 4, server.seen().size() + " requests");
        }
    }
}
