package org.topcoffea.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.topcoffea.codec.Compression;
import org.topcoffea.root.writer.Branch;
import org.topcoffea.root.writer.BranchWriter;
import org.topcoffea.root.writer.FileOptions;
import org.topcoffea.root.writer.RootFileWriter;
import org.topcoffea.root.writer.TreeOptions;
import org.topcoffea.root.writer.TreeWriter;
import org.topcoffea.spi.ColumnType;

/**
 * The file of {@code benchmarks/distant}: {@code DistantFile PATH [EVENTS [CODEC]]}. The 20 columns that are read, with the precision of
 * NanoAOD (a dozen bits), are about a tenth of it; the rest are 276 EFT coefficients and some thirty columns more that nobody asks for.
 * 700 000 events make a gigabyte.
 */
public final class DistantFile {
    private static final int EVENTS = 700_000;
    private static final int CLUSTER = 5_000;
    private static final int TERMS = 276;
    private static final int OTHERS = 10;
    private static final int PRECISION = 0xfffff800;

    private final SplittableRandom random = new SplittableRandom(1);
    private final float[] terms = new float[TERMS];

    private DistantFile() {}

    /** A collection: its counter and columns; how many objects an event has at most. */
    private record Objects(BranchWriter counter, List<BranchWriter> columns, int most) {}

    /** Writes the file. */
    public static void main(String... words) {
        int events = words.length > 1 ? Integer.parseInt(words[1]) : EVENTS;
        Compression codec =
                words.length > 2 ? Compression.valueOf(words[2].toUpperCase(Locale.ROOT)) : Compression.ZSTD;
        new DistantFile().write(Path.of(words[0]), events, codec);
    }

    private void write(Path path, int events, Compression codec) {
        FileOptions options = FileOptions.defaults().withCompression(codec, codec == Compression.LZMA ? 4 : 1);
        try (RootFileWriter file = RootFileWriter.create(path, options)) {
            TreeWriter tree = file.tree("", "Events", TreeOptions.clusters("Events", CLUSTER));
            List<Objects> collections = new ArrayList<>();
            for (String name : List.of("Electron", "Muon", "Jet")) {
                collections.add(objects(tree, name));
            }
            BranchWriter met = tree.branch(Branch.scalar("MET_pt", ColumnType.FLOAT32));
            BranchWriter trigger = tree.branch(Branch.scalar("HLT_IsoMu24", ColumnType.BOOL));
            BranchWriter event = tree.branch(Branch.scalar("event", ColumnType.UINT64));
            BranchWriter count = tree.branch(Branch.counter("nEFTfitCoefficients", ColumnType.UINT32));
            BranchWriter coefficients =
                    tree.branch(Branch.jagged("EFTfitCoefficients", ColumnType.FLOAT32, "nEFTfitCoefficients"));
            for (int e = 0; e < events; e++) {
                collections.forEach(this::fill);
                met.put(rounded(200));
                trigger.put(random.nextInt(4) == 0);
                event.put((long) e);
                count.put(TERMS);
                for (int k = 0; k < TERMS; k++) {
                    terms[k] = random.nextInt() * 0x1p-31f;
                }
                coefficients.put(terms, 0, TERMS);
                tree.fill();
            }
            tree.finish();
            file.commit();
        }
    }

    private Objects objects(TreeWriter tree, String name) {
        BranchWriter counter = tree.branch(Branch.counter("n" + name, ColumnType.UINT32));
        List<BranchWriter> columns = new ArrayList<>();
        for (String column : BenchmarkFiles.COLUMNS) {
            if (column.startsWith(name + "_")) {
                columns.add(tree.branch(Branch.jagged(column, type(column), "n" + name)));
            }
        }
        for (int i = 0; i < OTHERS; i++) {
            columns.add(tree.branch(Branch.jagged(name + "_other" + i, ColumnType.FLOAT32, "n" + name)));
        }
        return new Objects(counter, columns, name.equals("Jet") ? 9 : 3);
    }

    private static ColumnType type(String column) {
        return switch (column) {
            case "Muon_mediumId" -> ColumnType.BOOL;
            case "Electron_lostHits" -> ColumnType.UINT8;
            default -> ColumnType.FLOAT32;
        };
    }

    private float rounded(double scale) {
        return Float.intBitsToFloat(Float.floatToRawIntBits((float) (scale * random.nextDouble())) & PRECISION);
    }

    private void fill(Objects objects) {
        int n = random.nextInt(objects.most() + 1);
        objects.counter().put(n);
        for (BranchWriter column : objects.columns()) {
            for (int i = 0; i < n; i++) {
                switch (column.branch().type()) {
                    case BOOL -> column.put(random.nextBoolean());
                    case UINT8 -> column.put(random.nextInt(3));
                    default -> column.put(rounded(100));
                }
            }
        }
    }
}
