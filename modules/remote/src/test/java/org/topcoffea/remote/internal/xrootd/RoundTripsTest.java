package org.topcoffea.remote.internal.xrootd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.topcoffea.remote.RemoteFiles;
import org.topcoffea.remote.RemoteOptions;
import org.topcoffea.remote.RemoteRootTest;
import org.topcoffea.root.EventReader;
import org.topcoffea.root.RootFile;
import org.topcoffea.root.Tree;
import org.topcoffea.spi.ColumnInfo;
import org.topcoffea.spi.ColumnType;
import org.topcoffea.spi.Sample;

/** How often a server is asked until there are events, and for a chunk of them. */
class RoundTripsTest {
    private static final Sample SAMPLE =
            new Sample("test", "test", "2018", false, 1, 1, Map.of(), List.of(), 0, "", Map.of());

    /** Requests that somebody waits for; those that close are not. */
    private static boolean waitedFor(FaultServer.Call call) {
        return call.code() != FaultServer.CLOSE;
    }

    private static List<ColumnInfo> columns(Tree tree, int count) {
        return tree.columns().stream()
                .filter(column -> column.type() == ColumnType.FLOAT32)
                .limit(count)
                .toList();
    }

    private static void read(EventReader reader, List<ColumnInfo> columns) {
        columns.forEach(column -> reader.floats(column.name()));
    }

    @Test
    void firstDataOfAWarmServerTakeAtMostFourRoundTrips() throws Exception {
        Path path = RemoteRootTest.files().stream()
                .filter(file -> file.endsWith("nanoAOD_2015_CMS_Open_Data_ttbar.root"))
                .findFirst()
                .orElseThrow();
        AtomicInteger asked = new AtomicInteger();
        FaultServer.Behaviour counting = call -> {
            if (waitedFor(call)) {
                asked.incrementAndGet();
            }
            return false;
        };
        try (FaultServer server = new FaultServer(Files.readAllBytes(path), counting);
                RemoteFiles remote = RemoteFiles.with(RemoteOptions.standard(Map.of()))) {
            remote.open(server.url()).close();
            int warm = asked.get();
            try (RootFile file = RootFile.open(remote.open(server.url()))) {
                Tree tree = file.tree("Events");
                List<ColumnInfo> columns = columns(tree, 20);
                assertEquals(20, columns.size());
                try (EventReader reader = tree.reader(SAMPLE)) {
                    reader.expect(columns.stream().map(ColumnInfo::name).toList(), 0, tree.entries());
                    reader.select(0, Math.min(10, tree.entries()));
                    read(reader, columns);
                }
                int untilData = asked.get() - warm;
                assertTrue(untilData <= 4, untilData + " requests until there were data");
                int before = asked.get();
                try (EventReader reader = tree.reader(SAMPLE)) {
                    reader.expect(columns.stream().map(ColumnInfo::name).toList(), 0, tree.entries());
                    reader.select(0, tree.entries());
                    read(reader, columns);
                }
                int ofChunk = asked.get() - before;
                int groups = tree.clusters().length;
                assertTrue(ofChunk <= 3 * groups, ofChunk + " requests for " + groups + " clusters");
                assertTrue(ofChunk <= 3, ofChunk + " requests for a chunk of less than two megabytes");
            }
        }
    }
}
