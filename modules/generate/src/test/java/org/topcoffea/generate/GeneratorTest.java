package org.topcoffea.generate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.codec.Compression;
import org.topcoffea.plan.Dataset;
import org.topcoffea.plan.Inputs;
import org.topcoffea.root.EventReader;
import org.topcoffea.root.RootFile;
import org.topcoffea.root.Tree;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.Sample;

/** Samples are the same every time, agree with their description, and look like collisions. */
class GeneratorTest {
    private static final int EVENTS = 700;
    private static final int CLUSTER = 100;

    @TempDir
    static Path shared;

    @TempDir
    Path directory;

    private static List<Dataset> datasets;
    private static final AtomicLong REPORTED = new AtomicLong();

    @BeforeAll
    static void generate() {
        GeneratorOptions options = options(shared.resolve("samples"), 1);
        Path cfg = Generator.generate(options, REPORTED::addAndGet);
        datasets = Inputs.read(List.of(cfg.toString()), "").datasets();
        assertEquals(Generator.totalEvents(options), REPORTED.get());
    }

    private static GeneratorOptions options(Path target, long seed) {
        return GeneratorOptions.defaults(target)
                .withEvents(EVENTS, 3)
                .withSeed(seed)
                .withClusterEvents(CLUSTER)
                .withWilsonCoefficients(26);
    }

    @Test
    void writesTheSameBytesWithAnyNumberOfThreads() throws IOException {
        Path again = directory.resolve("again");
        Generator.generate(options(again, 1).withThreads(3), events -> {});
        List<Path> files = list(shared.resolve("samples"));
        assertEquals(files.size(), list(again).size());
        for (Path file : files) {
            Path other = again.resolve(file.getFileName());
            assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(other), file.getFileName()::toString);
        }
    }

    @Test
    void makesOtherEventsFromAnotherSeed() {
        Path other = directory.resolve("other");
        Path cfg = Generator.generate(options(other, 2), events -> {});
        List<Dataset> others = Inputs.read(List.of(cfg.toString()), "").datasets();
        for (int i = 0; i < datasets.size(); i++) {
            Sample one = datasets.get(i).sample();
            Sample two = others.get(i).sample();
            assertEquals(one.name(), two.name());
            assertEquals(one.isData(), one.sumsOfWeights().equals(two.sumsOfWeights()), one.name());
        }
    }

    @Test
    void describesSignalBackgroundAndData() {
        assertEquals(12, datasets.size());
        assertEquals(
                6,
                datasets.stream().filter(d -> !d.sample().wcNames().isEmpty()).count());
        assertEquals(2, datasets.stream().filter(d -> d.sample().isData()).count());
        Sample fourTop = sample("tttt_UL17").sample();
        assertEquals(26, fourTop.wcNames().size());
        assertEquals("ctt1", fourTop.wcNames().get(2));
        assertEquals(22, sample("ttHJet_UL17").sample().wcNames().size());
    }

    private static Dataset sample(String name) {
        return datasets.stream()
                .filter(d -> d.sample().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void describesSumsOfWhatIsInTheFiles() {
        for (Dataset dataset : datasets) {
            Sample sample = dataset.sample();
            double[] sums = new double[4];
            long events = 0;
            for (String name : dataset.files()) {
                try (RootFile file = RootFile.open(Path.of(name))) {
                    Tree tree = file.tree("Events");
                    events += tree.entries();
                    try (EventReader reader = tree.reader(sample)) {
                        reader.select(0, tree.entries());
                        double[] part = sample.isData() ? new double[] {reader.size(), 0, 0, 0} : sums(reader);
                        for (int i = 0; i < sums.length; i++) {
                            sums[i] += part[i];
                        }
                    }
                }
            }
            assertEquals(EVENTS, events, sample.name());
            assertEquals(sums[0], sample.sumOfWeights(), sample.name());
            if (!sample.isData()) {
                assertEquals(10, sample.sumsOfWeights().size());
                assertEquals(sums[1], sample.sumsOfWeights().get("ISRUp"), sample.name());
                assertEquals(sums[2], sample.sumsOfWeights().get("renormDown"), sample.name());
                assertEquals(sums[3], sample.sumsOfWeights().get("factUp"), sample.name());
            }
        }
    }

    private static double[] sums(EventReader reader) {
        boolean signal = reader.has("EFTfitCoefficients");
        float[] weights = reader.floats(signal ? "EFTfitCoefficients" : "genWeight");
        int stride = signal ? reader.offsets("EFTfitCoefficients")[1] : 1;
        float[] shower = reader.floats("PSWeight");
        float[] scale = reader.floats("LHEScaleWeight");
        double[] sums = new double[4];
        for (int e = 0; e < reader.size(); e++) {
            double weight = weights[e * stride];
            sums[0] += weight;
            sums[1] += weight * shower[4 * e + 2];
            sums[2] += weight * scale[9 * e + 1];
            sums[3] += weight * scale[9 * e + 5];
        }
        return sums;
    }

    @Test
    void agreesWithWhatUprootReads() throws Exception {
        String python = Objects.requireNonNullElse(System.getenv("TOPCOFFEA_PYTHON"), "python3");
        Assumptions.assumeTrue(
                run(List.of(python, "-c", "import uproot, awkward")).exit() == 0, "uproot is not installed");
        Path script = directory.resolve("check_samples.py");
        try (InputStream resource =
                Objects.requireNonNull(GeneratorTest.class.getResourceAsStream("check_samples.py"))) {
            Files.write(script, resource.readAllBytes());
        }
        Outcome outcome =
                run(List.of(python, script.toString(), shared.resolve("samples").toString()));
        assertEquals("12 samples", outcome.text().strip());
        assertEquals(0, outcome.exit());
    }

    private record Outcome(int exit, String text) {}

    private static Outcome run(List<String> command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), text);
        } catch (IOException absent) {
            return new Outcome(-1, absent.getMessage());
        }
    }

    @Test
    void cutsClusters() {
        try (RootFile file = RootFile.open(Path.of(sample("ttHJet_UL17").files().getFirst()))) {
            assertArrayEquals(new long[] {0, 100, 200, 234}, file.tree("Events").clusters());
        }
    }

    @Test
    void makesTheMultiplicitiesOfEachProcess() {
        assertMean("ttHJet_UL17", "nJet", 6, 11);
        assertMean("tttt_UL17", "nJet", 8, 14);
        assertMean("DYJetsToLL_UL17", "nJet", 2, 5);
        assertMean("ZZTo4L_UL17", "nMuon", 0.9, 2);
        assertMean("ttHJet_UL17", "nGenPart", 20, 45);
        assertMean("ttHJet_UL17", "MET_pt", 50, 150);
        assertMean("DYJetsToLL_UL17", "MET_pt", 10, 45);
    }

    private static void assertMean(String name, String column, double low, double high) {
        try (RootFile file = RootFile.open(Path.of(sample(name).files().getFirst()));
                EventReader reader = file.tree("Events").reader(sample(name).sample())) {
            reader.select(0, file.tree("Events").entries());
            double sum = 0;
            double[] values = new double[reader.size()];
            if (column.startsWith("n")) {
                int[] counts = reader.ints(column);
                for (int e = 0; e < values.length; e++) {
                    values[e] = counts[e];
                }
            } else {
                float[] numbers = reader.floats(column);
                for (int e = 0; e < values.length; e++) {
                    values[e] = numbers[e];
                }
            }
            for (double value : values) {
                sum += value;
            }
            double mean = sum / values.length;
            assertTrue(mean > low && mean < high, name + ": mean of " + column + " is " + mean);
        }
    }

    @Test
    void makesResonances() {
        Dataset data = sample("SingleMuon_C-UL2017");
        int peak = 0;
        int all = 0;
        try (RootFile file = RootFile.open(Path.of(data.files().getFirst()));
                EventReader reader = file.tree("Events").reader(data.sample())) {
            reader.select(0, file.tree("Events").entries());
            int[] offsets = reader.offsets("Muon");
            float[] pt = reader.floats("Muon_pt");
            float[] eta = reader.floats("Muon_eta");
            float[] phi = reader.floats("Muon_phi");
            for (int e = 0; e < reader.size(); e++) {
                int i = offsets[e];
                if (offsets[e + 1] - i >= 2) {
                    double mass = Math.sqrt(
                            2 * pt[i] * pt[i + 1] * (Math.cosh(eta[i] - eta[i + 1]) - Math.cos(phi[i] - phi[i + 1])));
                    all++;
                    peak += Math.abs(mass - 91.2) < 10 ? 1 : 0;
                    assertTrue(pt[i] >= pt[i + 1], "muons are in order of momentum");
                }
            }
            assertFalse(reader.has("GenPart"), "recorded events have no generated particles");
            assertFalse(reader.has("genWeight"));
        }
        assertTrue(all > 100 && peak > 0.6 * all, peak + " of " + all + " pairs of muons at the mass of the Z");
    }

    @Test
    void keepsWhatIsThereUnlessToldOtherwise() {
        GeneratorOptions options = options(shared.resolve("samples"), 1);
        AnalysisException failure =
                assertThrows(AnalysisException.class, () -> Generator.generate(options, events -> {}));
        assertEquals(GeneratorError.OUTPUT_EXISTS, failure.code());
        assertFalse(failure.getMessage().contains("\n"));
    }

    @Test
    void refusesOptionsOutOfRange() {
        GeneratorOptions options = options(directory, 1);
        assertThrows(AnalysisException.class, () -> options.withWilsonCoefficients(27));
        assertThrows(AnalysisException.class, () -> options.withEvents(2, 3));
        assertThrows(AnalysisException.class, () -> options.withEvents(0, 1));
        assertThrows(AnalysisException.class, () -> options.withCodec(Compression.OLD, 1));
    }

    @Test
    void writesNoCoefficientsWhenNoneAreWanted() {
        GeneratorOptions options =
                options(directory.resolve("none"), 1).withWilsonCoefficients(0).withEvents(20, 1);
        Path cfg = Generator.generate(options, events -> {});
        Dataset first = Inputs.read(List.of(cfg.toString()), "").datasets().getFirst();
        assertEquals(List.of(), first.sample().wcNames());
        try (RootFile file = RootFile.open(Path.of(first.files().getFirst()))) {
            assertFalse(file.tree("Events").columns().stream()
                    .anyMatch(c -> c.name().contains("EFT")));
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(files.sorted().toList());
        }
    }
}
