package org.topcoffea.task.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.topcoffea.codec.Compression;
import org.topcoffea.root.writer.Branch;
import org.topcoffea.root.writer.BranchWriter;
import org.topcoffea.root.writer.FileOptions;
import org.topcoffea.root.writer.RootFileWriter;
import org.topcoffea.root.writer.TreeOptions;
import org.topcoffea.root.writer.TreeWriter;
import org.topcoffea.spi.ColumnType;

/** A file with columns of every shape that analyses read, and nothing physical in them. */
public final class RehearsalEvents {
    /** The Wilson coefficients of its events. */
    public static final List<String> COEFFICIENTS =
            IntStream.range(0, 22).mapToObj(number -> "c" + number).toList();

    /** How many events it has. */
    public static final int COUNT = 1_500;

    /** The collections with their columns. */
    static final List<String> COLLECTIONS = List.of("Muon", "Electron", "Jet");

    static final List<String> COLUMNS = List.of("pt", "eta", "phi", "mass");
    private static final int CLUSTER = 500;
    private static final int TERMS = (COEFFICIENTS.size() + 1) * (COEFFICIENTS.size() + 2) / 2;

    private RehearsalEvents() {}

    /** Writes it into a directory. */
    public static Path write(Path directory) {
        Path file = directory.resolve("events.root");
        FileOptions options = FileOptions.defaults().withCompression(Compression.ZSTD, 1);
        try (RootFileWriter writer = RootFileWriter.create(file, options)) {
            write(writer.tree("", "Events", TreeOptions.clusters("Events", CLUSTER)));
            writer.commit();
        }
        return file;
    }

    private static void write(TreeWriter tree) {
        SplittableRandom random = new SplittableRandom(1);
        BranchWriter event = tree.branch(Branch.scalar("event", ColumnType.UINT64));
        BranchWriter weight = tree.branch(Branch.scalar("genWeight", ColumnType.FLOAT32));
        BranchWriter trigger = tree.branch(Branch.scalar("HLT_Any", ColumnType.BOOL));
        BranchWriter terms = tree.branch(Branch.counter("nEFTfitCoefficients", ColumnType.INT32));
        BranchWriter coefficients =
                tree.branch(Branch.jagged("EFTfitCoefficients", ColumnType.FLOAT32, "nEFTfitCoefficients"));
        List<Objects> collections =
                COLLECTIONS.stream().map(name -> new Objects(tree, name)).toList();
        for (int e = 0; e < COUNT; e++) {
            event.put((long) e);
            weight.put((float) random.nextGaussian(1, 0.1));
            trigger.put(random.nextInt(3) > 0);
            terms.put((long) TERMS);
            for (int k = 0; k < TERMS; k++) {
                coefficients.put((float) (k == 0 ? 1 : random.nextGaussian(0, 0.1)));
            }
            collections.forEach(objects -> objects.put(random));
            tree.fill();
        }
    }

    /** The columns of one collection. */
    private static final class Objects {
        private final BranchWriter counter;
        private final List<BranchWriter> columns;

        Objects(TreeWriter tree, String name) {
            counter = tree.branch(Branch.counter("n" + name, ColumnType.UINT32));
            columns = COLUMNS.stream()
                    .map(column -> tree.branch(Branch.jagged(name + "_" + column, ColumnType.FLOAT32, "n" + name)))
                    .toList();
        }

        void put(SplittableRandom random) {
            int count = random.nextInt(6);
            counter.put((long) count);
            for (BranchWriter column : columns) {
                for (int i = 0; i < count; i++) {
                    column.put((float) random.nextExponential() * 40);
                }
            }
        }
    }
}
