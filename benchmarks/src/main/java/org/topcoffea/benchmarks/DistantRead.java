package org.topcoffea.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.topcoffea.plan.FileAccess;
import org.topcoffea.root.EventReader;
import org.topcoffea.root.RootFile;
import org.topcoffea.root.Tree;
import org.topcoffea.runner.EventAccess;
import org.topcoffea.spi.Sample;

/**
 * This side of {@code benchmarks/distant}: reads lines {@code URL [CACHE]}, reads 20 columns of all events of that file, with
 * a column cache in that directory if there is one, and answers {@code EVENTS SECONDS PROCESSOR_SECONDS BYTES REQUESTS
 * READING_SECONDS}: the last without opening the file.
 */
public final class DistantRead {
    private static final int BATCH = 4096;
    private static final Sample SAMPLE =
            new Sample("distant", "distant", "2017", false, 1, 1, Map.of(), List.of(), 0, "", Map.of());

    private DistantRead() {}

    public static void main(String[] words) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] asked = line.split(" ", -1);
            System.out.println(read(asked[0], asked.length > 1 ? Optional.of(Path.of(asked[1])) : Optional.empty()));
        }
    }

    private static String read(String url, Optional<Path> cache) {
        FileAccess standard = FileAccess.standard();
        FileAccess access = new FileAccess(
                standard.fallbackPrefixes(),
                cache,
                standard.columnCacheBytes(),
                standard.readTimeout(),
                standard.readAttempts(),
                standard.badFiles());
        long begin = System.nanoTime();
        long cpu = processor();
        try (EventAccess events = EventAccess.with(access, System.getenv());
                RootFile file = RootFile.open(events.open(url))) {
            Tree tree = file.tree("Events");
            Reading reading = readAll(tree);
            long requests = events.statistics().stream()
                    .mapToLong(server -> server.requests())
                    .sum();
            double seconds = (System.nanoTime() - begin) / 1e9;
            return tree.entries() + " " + seconds + " " + (processor() - cpu) / 1e9 + " " + reading.bytes() + " "
                    + requests + " " + reading.seconds();
        }
    }

    private static long processor() {
        return ((com.sun.management.OperatingSystemMXBean)
                        java.lang.management.ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    /**
     * What was read.
     *
     * @param bytes all bytes
     * @param seconds how long it took since the first were asked for
     */
    private record Reading(long bytes, double seconds) {}

    private static Reading readAll(Tree tree) {
        long begin = System.nanoTime();
        try (EventReader reader = tree.reader(SAMPLE)) {
            reader.expect(BenchmarkFiles.COLUMNS, 0, tree.entries());
            for (long start = 0; start < tree.entries(); start += BATCH) {
                reader.select(start, Math.min(tree.entries(), start + BATCH));
                Columns.read(reader, BenchmarkFiles.COLUMNS);
            }
            return new Reading(reader.bytesRead(), (System.nanoTime() - begin) / 1e9);
        }
    }
}
