package org.topcoffea.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.topcoffea.codec.Compression;
import org.topcoffea.plan.Chunk;
import org.topcoffea.plan.EntryRange;
import org.topcoffea.plan.InputFile;
import org.topcoffea.root.Tree;
import org.topcoffea.root.writer.Branch;
import org.topcoffea.root.writer.BranchWriter;
import org.topcoffea.root.writer.FileOptions;
import org.topcoffea.root.writer.RootFileWriter;
import org.topcoffea.root.writer.TreeOptions;
import org.topcoffea.root.writer.TreeWriter;
import org.topcoffea.runner.ChunkRunner;
import org.topcoffea.runner.EventFiles;
import org.topcoffea.runner.FilePool;
import org.topcoffea.runner.PartialResult;
import org.topcoffea.spi.ColumnType;
import org.topcoffea.spi.EventProcessor;
import org.topcoffea.spi.Parameters;
import org.topcoffea.spi.Run;
import org.topcoffea.spi.Sample;

/**
 * How much memory does a file of more than 2 GB take? Writes an uncompressed one if it is missing, runs the processor
 * {@code simple} over all its events and prints what that took. The heap is the caller's choice.
 */
public final class LargeFile {
    private static final int EVENTS = 1_600_000;
    private static final int CLUSTER = 10_000;
    private static final int CHUNK = 100_000;
    private static final List<String> COEFFICIENTS =
            IntStream.range(0, 22).mapToObj(i -> "c" + i).toList();
    private static final int TERMS = 276;

    private LargeFile() {}

    /** Writes the file if needed and processes it. */
    public static void main(String... arguments) throws IOException {
        Path path = BenchmarkFiles.directory().resolve("large.root");
        if (arguments.length > 0 && arguments[0].equals("write")) {
            write(path);
            return;
        }
        long start = System.nanoTime();
        long events = process(path);
        double seconds = (System.nanoTime() - start) / 1e9;
        String peak = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .findFirst()
                .orElse("");
        System.out.printf(
                "%d events, %d MB in %.1f s; heap %d MB; %s%n",
                events,
                Files.size(path) >> 20,
                seconds,
                Runtime.getRuntime().maxMemory() >> 20,
                peak.replaceAll("\\s+", " "));
    }

    private static void write(Path path) {
        FileOptions options = FileOptions.defaults().withCompression(Compression.NONE, 0);
        try (RootFileWriter file = RootFileWriter.create(path, options)) {
            TreeWriter tree = file.tree("", "Events", TreeOptions.clusters("Events", CLUSTER));
            SplittableRandom random = new SplittableRandom(1);
            List<BranchWriter> particles = collection(tree, "GenPart");
            BranchWriter identity = tree.branch(Branch.jagged("GenPart_pdgId", ColumnType.INT32, "nGenPart"));
            List<BranchWriter> jets = collection(tree, "GenJet");
            BranchWriter count = tree.branch(Branch.counter("nEFTfitCoefficients", ColumnType.UINT32));
            BranchWriter coefficients =
                    tree.branch(Branch.jagged("EFTfitCoefficients", ColumnType.FLOAT32, "nEFTfitCoefficients"));
            for (int e = 0; e < EVENTS; e++) {
                fill(particles, random, 10);
                for (int i = 0; i < 10; i++) {
                    identity.put(random.nextInt(9, 15));
                }
                fill(jets, random, 5);
                count.put(TERMS);
                for (int k = 0; k < TERMS; k++) {
                    coefficients.put(random.nextInt() * 0x1p-31f);
                }
                tree.fill();
            }
            tree.finish();
            file.commit();
        }
    }

    private static List<BranchWriter> collection(TreeWriter tree, String name) {
        List<BranchWriter> writers = new ArrayList<>();
        writers.add(tree.branch(Branch.counter("n" + name, ColumnType.UINT32)));
        for (String column : List.of("pt", "eta", "phi")) {
            writers.add(tree.branch(Branch.jagged(name + "_" + column, ColumnType.FLOAT32, "n" + name)));
        }
        return writers;
    }

    private static void fill(List<BranchWriter> columns, SplittableRandom random, int count) {
        columns.get(0).put(count);
        for (int i = 0; i < count; i++) {
            columns.get(1).put((float) (100 * random.nextDouble()));
            columns.get(2).put((float) random.nextDouble(-3, 3));
            columns.get(3).put((float) random.nextDouble(-3, 3));
        }
    }

    private static long process(Path path) {
        EventProcessor processor = ChunkLoop.processor("simple");
        Sample sample = new Sample("large", "large", "2017", false, 1, 1, Map.of(), COEFFICIENTS, EVENTS, "", Map.of());
        Run run = new Run(
                List.of(sample),
                COEFFICIENTS,
                new Parameters(processor.describe().parameters(), Map.of()));
        try (FilePool files = new FilePool(EventFiles::open, 1)) {
            ChunkRunner runner = new ChunkRunner(processor, run, files, CHUNK, true);
            try (FilePool.Lease lease = files.lease(path.toString())) {
                Tree tree = lease.file().tree("Events");
                InputFile input = new InputFile("large", path.toString(), "Events");
                PartialResult merged = null;
                for (long from = 0; from < tree.entries(); from += CHUNK) {
                    EntryRange range = new EntryRange(from, Math.min(tree.entries(), from + CHUNK));
                    Chunk chunk = Chunk.of(input, range, lease.file().uuid());
                    PartialResult part = runner.run(chunk, () -> false).result().orElseThrow();
                    if (merged == null) {
                        merged = part;
                    } else {
                        merged.merge(part);
                    }
                }
                return tree.entries();
            }
        }
    }
}
