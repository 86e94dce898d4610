package org.topcoffea.manager;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.topcoffea.plan.ChunkRule;
import org.topcoffea.plan.Dataset;
import org.topcoffea.root.writer.Branch;
import org.topcoffea.root.writer.BranchWriter;
import org.topcoffea.root.writer.RootFileWriter;
import org.topcoffea.root.writer.TreeOptions;
import org.topcoffea.root.writer.TreeWriter;
import org.topcoffea.runner.RunPlan;
import org.topcoffea.spi.ColumnType;
import org.topcoffea.spi.Parameters;
import org.topcoffea.spi.Run;
import org.topcoffea.spi.Sample;

/** Small event files with weights of very different sizes, and plans to run over them. */
final class EventFilesForTest {
    private EventFilesForTest() {}

    static Path write(Path file, long seed, int events, int cluster) {
        SplittableRandom random = new SplittableRandom(seed);
        try (RootFileWriter writer = RootFileWriter.create(file)) {
            TreeWriter tree = writer.tree("", "Events", TreeOptions.clusters("Events", cluster));
            BranchWriter event = tree.branch(Branch.scalar("event", ColumnType.UINT64));
            BranchWriter weight = tree.branch(Branch.scalar("genWeight", ColumnType.FLOAT32));
            BranchWriter count = tree.branch(Branch.counter("nJet", ColumnType.UINT32));
            BranchWriter pt = tree.branch(Branch.jagged("Jet_pt", ColumnType.FLOAT32, "nJet"));
            for (int e = 0; e < events; e++) {
                event.put((long) e);
                weight.put((float) (Math.exp(random.nextDouble(-20, 20)) * (random.nextBoolean() ? 1 : -1)));
                int jets = random.nextInt(5);
                count.put((long) jets);
                for (int j = 0; j < jets; j++) {
                    pt.put((float) random.nextDouble(0, 300));
                }
                tree.fill();
            }
            writer.commit();
        }
        return file;
    }

    static Dataset dataset(String name, Path... files) {
        List<String> paths = new ArrayList<>();
        for (Path file : files) {
            paths.add(file.toString());
        }
        Sample sample = new Sample(name, name, "2017", false, 1, 1, Map.of(), List.of(), 1, "", Map.of());
        return new Dataset(sample, paths, "Events", name + ".json");
    }

    static RunPlan plan(long chunk, boolean skipBadFiles, Dataset... datasets) {
        List<Sample> samples = List.of(datasets).stream().map(Dataset::sample).toList();
        Run run = new Run(samples, List.of(), new Parameters(List.of(), Map.of()));
        return new RunPlan(
                List.of(datasets),
                run,
                "jets",
                "Events",
                new ChunkRule(chunk, false),
                OptionalLong.empty(),
                skipBadFiles,
                true);
    }
}
