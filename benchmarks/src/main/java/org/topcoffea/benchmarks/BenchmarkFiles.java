package org.topcoffea.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.topcoffea.codec.Compression;
import org.topcoffea.generate.Generator;
import org.topcoffea.generate.GeneratorOptions;
import org.topcoffea.plan.Dataset;
import org.topcoffea.plan.Inputs;
import org.topcoffea.root.writer.Branch;
import org.topcoffea.root.writer.FileOptions;
import org.topcoffea.root.writer.RootFileWriter;
import org.topcoffea.root.writer.TreeOptions;
import org.topcoffea.root.writer.TreeWriter;
import org.topcoffea.spi.ColumnType;

/**
 * The input of all benchmarks: NanoAOD-like samples of 20 000 events with 22 Wilson coefficients in clusters of 5 000,
 * generated once for each codec and kept in the directory that the system property {@code topcoffea.benchmarks.data}
 * names.
 */
final class BenchmarkFiles {
    /** The sample that is read: an EFT signal with many leptons and jets. */
    static final String SAMPLE = "ttHJet_UL17";

    static final int EVENTS = 20_000;
    private static final int CLUSTER = 5_000;
    private static final int WILSON_COEFFICIENTS = 22;
    private static final int SEED = 1;

    /** Counters, float and integer columns of three collections, event columns: what a small analysis reads. */
    static final List<String> COLUMNS = List.of(
            "nElectron",
            "nMuon",
            "nJet",
            "Electron_pt",
            "Electron_eta",
            "Electron_phi",
            "Electron_mvaTTHUL",
            "Electron_lostHits",
            "Muon_pt",
            "Muon_eta",
            "Muon_phi",
            "Muon_mvaTTHUL",
            "Muon_mediumId",
            "Jet_pt",
            "Jet_eta",
            "Jet_phi",
            "Jet_btagDeepFlavB",
            "MET_pt",
            "HLT_IsoMu24",
            "event");

    private BenchmarkFiles() {}

    static Path directory() {
        String given = System.getProperty("topcoffea.benchmarks.data");
        return given == null ? Path.of(System.getProperty("java.io.tmpdir"), "topcoffea-benchmarks") : Path.of(given);
    }

    /** The sample in a codec; generates all samples of that codec if they are not there. */
    static Dataset dataset(Compression codec) {
        Path directory = directory().resolve(codec.name().toLowerCase(Locale.ROOT));
        Path cfg = directory.resolve("samples.cfg");
        // The cfg is written last: where it is, the samples are complete.
        if (!Files.exists(cfg)) {
            GeneratorOptions options = GeneratorOptions.defaults(directory)
                    .withEvents(EVENTS, 1)
                    .withCodec(codec, GeneratorOptions.defaultLevel(codec))
                    .withWilsonCoefficients(WILSON_COEFFICIENTS)
                    .withClusterEvents(CLUSTER)
                    .withSeed(SEED)
                    .withOverwrite(true);
            Generator.generate(options, events -> {});
        }
        return Inputs.read(List.of(directory.resolve(SAMPLE + ".json").toString()), "")
                .datasets()
                .getFirst();
    }

    /** The one file of the sample in a codec. */
    static Path file(Compression codec) {
        return Path.of(dataset(codec).files().getFirst());
    }

    /** A file of one event with 1 900 branches, about as many as a full NanoAOD has, of which 1 500 are jagged. */
    static Path wide() {
        Path path = directory().resolve("wide.root");
        if (Files.exists(path)) {
            return path;
        }
        Path part = directory().resolve("wide-" + UUID.randomUUID() + ".part");
        try {
            Files.createDirectories(directory());
            try (RootFileWriter file = RootFileWriter.create(part, FileOptions.defaults())) {
                TreeWriter tree = file.tree("", "Events", TreeOptions.clusters("Events", 1_000));
                addWideBranches(tree);
                tree.fill();
                tree.finish();
                file.commit();
            }
            return Files.move(part, path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void addWideBranches(TreeWriter tree) {
        for (int collection = 0; collection < 50; collection++) {
            String name = "Collection" + collection;
            tree.branch(Branch.counter("n" + name, ColumnType.UINT32)).put(0);
            for (int column = 0; column < 30; column++) {
                tree.branch(Branch.jagged(name + "_column" + column, ColumnType.FLOAT32, "n" + name));
            }
        }
        for (int flag = 0; flag < 350; flag++) {
            tree.branch(Branch.scalar("HLT_path" + flag, ColumnType.BOOL)).put(false);
        }
    }
}
