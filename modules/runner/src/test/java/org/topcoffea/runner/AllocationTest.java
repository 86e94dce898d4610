package org.topcoffea.runner;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.topcoffea.codec.Compression;
import org.topcoffea.hist.Axis;
import org.topcoffea.hist.EftHistogram;
import org.topcoffea.hist.EventCoefficients;
import org.topcoffea.hist.Summation;
import org.topcoffea.hist.WilsonCoefficients;
import org.topcoffea.root.EventReader;
import org.topcoffea.root.RootFile;
import org.topcoffea.root.Tree;
import org.topcoffea.root.writer.Branch;
import org.topcoffea.root.writer.BranchWriter;
import org.topcoffea.root.writer.FileOptions;
import org.topcoffea.root.writer.RootFileWriter;
import org.topcoffea.root.writer.TreeOptions;
import org.topcoffea.root.writer.TreeWriter;
import org.topcoffea.spi.ColumnType;
import org.topcoffea.spi.Sample;

/** Reading with a codec and filling histograms of both kinds takes some memory for each basket, but none for an event. */
class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int EVENTS = 20_000;
    private static final int BASKET = 5_000;
    private static final int BRANCHES = 4;
    /** Less than a byte for each event. */
    private static final int BYTES_FOR_BASKET = 4_000;

    private static final WilsonCoefficients NAMES = new WilsonCoefficients(List.of("ctG", "ctW", "cpt"));
    private static final Sample SAMPLE =
            new Sample("ttH", "ttH", "2017", false, 1, 1, Map.of(), NAMES.names(), 1, "", Map.of());

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(names = {"NONE", "ZLIB", "LZMA", "LZ4", "ZSTD"})
    void nothingIsAllocatedForAnEvent(Compression codec) {
        EftHistogram empty = EftHistogram.of(NAMES, Axis.category("process"), Axis.regular("pt", "pt", 10, 0, 200));
        try (RootFile file = RootFile.open(write(codec))) {
            Tree tree = file.tree("Events");
            try (EventReader reader = tree.reader(SAMPLE)) {
                EftHistogram.Block plain = empty.with(Summation.PLAIN).block("ttH");
                EftHistogram.Block exact = empty.with(Summation.REPRODUCIBLE).block("ttH");
                long wanted = (long) BYTES_FOR_BASKET * BRANCHES * (EVENTS / BASKET);
                // Until the loops are compiled, their intermediate objects are allocated as well.
                long taken = Long.MAX_VALUE;
                for (int round = 0; round < 2_000 && taken > wanted; round++) {
                    long before = THREADS.getCurrentThreadAllocatedBytes();
                    pass(tree, reader, plain, exact);
                    taken = THREADS.getCurrentThreadAllocatedBytes() - before;
                }
                assertTrue(taken <= wanted, taken + " bytes for " + EVENTS + " events, wanted: " + wanted);
                assertTrue(exact.entries() >= EVENTS && plain.entries() == exact.entries());
            }
        }
    }

    private static void pass(Tree tree, EventReader reader, EftHistogram.Block plain, EftHistogram.Block exact) {
        for (long start = 0; start < tree.entries(); start += BASKET) {
            reader.select(start, start + BASKET);
            int[] offsets = reader.offsets("Jet");
            float[] pt = reader.floats("Jet_pt");
            EventCoefficients coefficients = EventCoefficients.of(reader, NAMES);
            for (int e = 0; e < reader.size(); e++) {
                float sum = 0;
                for (int j = offsets[e]; j < offsets[e + 1]; j++) {
                    sum += pt[j];
                }
                coefficients.at(e);
                coefficients.fill(plain, sum, 1.25);
                coefficients.fill(exact, sum, 1.25);
            }
        }
    }

    private Path write(Compression codec) {
        Path path = directory.resolve(codec + ".root");
        SplittableRandom random = new SplittableRandom(codec.ordinal());
        FileOptions options = FileOptions.defaults().withCompression(codec, codec == Compression.NONE ? 0 : 1);
        try (RootFileWriter file = RootFileWriter.create(path, options)) {
            TreeWriter tree = file.tree("", "Events", TreeOptions.clusters("Events", BASKET));
            BranchWriter count = tree.branch(Branch.counter("nJet", ColumnType.UINT32));
            BranchWriter pt = tree.branch(Branch.jagged("Jet_pt", ColumnType.FLOAT32, "nJet"));
            BranchWriter terms = tree.branch(Branch.counter("nEFTfitCoefficients", ColumnType.UINT32));
            BranchWriter coefficients =
                    tree.branch(Branch.jagged("EFTfitCoefficients", ColumnType.FLOAT32, "nEFTfitCoefficients"));
            for (int e = 0; e < EVENTS; e++) {
                int jets = random.nextInt(6);
                count.put((long) jets);
                for (int j = 0; j < jets; j++) {
                    pt.put((float) random.nextInt(100));
                }
                terms.put((long) NAMES.quadraticTerms());
                for (int k = 0; k < NAMES.quadraticTerms(); k++) {
                    coefficients.put((float) random.nextInt(-50, 50));
                }
                tree.fill();
            }
            file.commit();
        }
        return path;
    }
}
