package org.topcoffea.interchange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.hist.Axis;
import org.topcoffea.hist.CategoryAxis;
import org.topcoffea.hist.EftHistogram;
import org.topcoffea.hist.Histogram;
import org.topcoffea.hist.IntegerAxis;
import org.topcoffea.hist.RegularAxis;
import org.topcoffea.hist.SparseHistogram;
import org.topcoffea.hist.Storage;
import org.topcoffea.hist.Summation;
import org.topcoffea.hist.WilsonCoefficients;
import org.topcoffea.spi.AnalysisException;

class UhiArchiveTest {
    @TempDir
    Path directory;

    private static Map<String, SparseHistogram<?, ?>> histograms() {
        Random random = new Random(7);
        Map<String, SparseHistogram<?, ?>> all = new LinkedHashMap<>();
        for (Storage storage : Storage.values()) {
            Histogram h = Histogram.of(
                    storage,
                    Axis.category("process", "Process"),
                    new CategoryAxis("channel", "Channel", List.of("z", "a"), false),
                    Axis.variable("pt", "$p_T$ [GeV]", 0, 10.1, 20, 50),
                    new RegularAxis("eta", "eta", 4, -2.4, 2.4, true, false));
            for (int i = 0; i < 200; i++) {
                h.block(i % 3 == 0 ? "ttH" : "ttZ", i % 5 == 0 ? "z" : "a")
                        .fill(
                                random.nextDouble() * 70 - 5,
                                random.nextGaussian() * 2,
                                storage == Storage.COUNT ? 1 : random.nextGaussian());
            }
            all.put(storage.name().toLowerCase(java.util.Locale.ROOT), h);
        }
        Histogram plain = Histogram.of(Storage.WEIGHTED, new IntegerAxis("njets", "jets", 2, 6, false, true));
        for (int i = 0; i < 20; i++) {
            plain.block().fill(i % 9, 0.1);
        }
        all.put("njets", plain);
        all.put("nothing", Histogram.of(Storage.DOUBLE, Axis.category("p"), Axis.regular("x", "x", 2, 0, 1)));
        all.put("eft", eft(random, 2, false));
        all.put("eft.errors", eft(random, 2, true));
        all.put("wide-eft_1", eft(random, 22, false));
        return all;
    }

    private static EftHistogram eft(Random random, int n, boolean squared) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            names.add("c" + i);
        }
        WilsonCoefficients wc = new WilsonCoefficients(names);
        EftHistogram h = EftHistogram.of(
                wc,
                Summation.PLAIN,
                squared,
                List.of(Axis.category("process"), Axis.category("channel"), Axis.regular("x", "x", 3, 0, 30)));
        float[] q = new float[wc.quadraticTerms()];
        for (int i = 0; i < 50; i++) {
            for (int k = 0; k < q.length; k++) {
                q[k] = random.nextFloat();
            }
            h.block("ttH", i % 2 == 0 ? "2lss" : "3l").fill(random.nextDouble() * 40 - 5, 0.3, q, 0);
            h.block("data", "2lss").fill(random.nextDouble() * 40 - 5, 1);
        }
        return h;
    }

    private Path write(String file, Map<String, SparseHistogram<?, ?>> all, boolean complete) throws IOException {
        Path path = directory.resolve(file);
        try (OutputStream out = Files.newOutputStream(path);
                UhiWriter writer = new UhiWriter(out, complete)) {
            for (Map.Entry<String, SparseHistogram<?, ?>> entry : all.entrySet()) {
                writer.write(entry.getKey(), entry.getValue());
            }
        }
        return path;
    }

    private static byte[] bytes(SparseHistogram<?, ?> histogram) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        histogram.encode(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    @Test
    void everythingComesBack() throws IOException {
        Map<String, SparseHistogram<?, ?>> all = histograms();
        try (UhiArchive archive = UhiArchive.open(write("a.zip", all, true))) {
            assertEquals(new TreeSet<>(all.keySet()), new TreeSet<>(archive.names()));
            assertTrue(archive.isComplete("eft"));
            for (Map.Entry<String, SparseHistogram<?, ?>> entry :
                    archive.readAll().entrySet()) {
                SparseHistogram<?, ?> expected = all.get(entry.getKey());
                assertEquals(expected.axes(), entry.getValue().axes(), entry.getKey());
                assertSameContent(entry.getKey(), expected, entry.getValue());
            }
        }
        try (UhiArchive archive = UhiArchive.open(write("b.zip", all, false))) {
            assertFalse(archive.isComplete("eft"));
        }
    }

    private static void assertSameContent(String name, SparseHistogram<?, ?> expected, SparseHistogram<?, ?> actual)
            throws IOException {
        if (expected instanceof EftHistogram) {
            assertArrayEquals(bytes(expected), bytes(actual), name);
            return;
        }
        Histogram a = (Histogram) expected;
        Histogram b = (Histogram) actual;
        assertEquals(a.filledBlocks().size(), b.filledBlocks().size(), name);
        for (Histogram.Block block : a.filledBlocks()) {
            String[] key = block.categories().toArray(String[]::new);
            assertArrayEquals(block.values(), b.values(key), name);
            assertArrayEquals(block.variances(), b.variances(key), name);
            assertEquals(block.entries(), b.find(key).orElseThrow().entries(), name);
        }
    }

    @Test
    void equalHistogramsGiveEqualBytes() throws IOException {
        assertArrayEquals(
                Files.readAllBytes(write("a.zip", histograms(), true)),
                Files.readAllBytes(write("b.zip", histograms(), true)));
    }

    @Test
    void largeAndMostlyEmptyBecomesSparse() throws IOException {
        WilsonCoefficients wc = WilsonCoefficients.of("a", "b", "c", "d", "e", "f", "g", "h");
        EftHistogram h = EftHistogram.of(
                wc, Axis.category("p"), Axis.category("c"), Axis.category("s"), Axis.regular("x", "x", 20, 0, 1));
        float[] q = new float[wc.quadraticTerms()];
        java.util.Arrays.fill(q, 1.5f);
        for (int i = 0; i < 30; i++) {
            h.block("p" + i, "c" + i, "s" + i).fill(i / 25.0, 2, q, 0);
            h.block("p" + i, "c0", "s1").fill(0.3, 1);
        }
        Path path = write("sparse.zip", Map.of("h", h), true);
        assertTrue(Files.size(path) < 100_000);
        try (UhiArchive archive = UhiArchive.open(path)) {
            assertArrayEquals(bytes(h), bytes(archive.read("h")));
        }
    }

    @Test
    void pythonSeesTheSame() throws Exception {
        String python = python();
        Map<String, SparseHistogram<?, ?>> all = histograms();
        Path path = write("a.zip", all, true);
        Path copy = directory.resolve("copy.zip");
        Path script = directory.resolve("check.py");
        try (InputStream in = UhiArchiveTest.class.getResourceAsStream("check.py")) {
            Files.write(script, java.util.Objects.requireNonNull(in).readAllBytes());
        }
        Process process = new ProcessBuilder(python, script.toString(), path.toString(), copy.toString())
                .redirectErrorStream(true)
                .start();
        List<String> lines =
                List.of(new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                        .split("\n"));
        assertEquals(0, process.waitFor(), String.join("\n", lines));
        assertEquals(expectedLines(all), new TreeSet<>(lines));
        // What hist wrote itself comes back too, without our numbers of fills and Wilson coefficients.
        try (UhiArchive archive = UhiArchive.open(copy)) {
            for (String name : List.of("count", "double", "weighted", "njets")) {
                Histogram expected = (Histogram) all.get(name);
                Histogram actual = (Histogram) archive.read(name);
                for (Histogram.Block block : expected.filledBlocks()) {
                    String[] key = block.categories().toArray(String[]::new);
                    assertArrayEquals(block.values(), actual.values(key), name);
                    assertArrayEquals(block.variances(), actual.variances(key), name);
                }
            }
        }
    }

    private static Set<String> expectedLines(Map<String, SparseHistogram<?, ?>> all) {
        Set<String> lines = new TreeSet<>();
        all.forEach((name, histogram) -> {
            String axes =
                    String.join("|", histogram.axes().stream().map(Axis::name).toList());
            switch (histogram) {
                case Histogram h -> {
                    lines.add(name + "|" + axes);
                    for (Histogram.Block block : h.filledBlocks()) {
                        for (int row = 0; row < h.rows(); row++) {
                            addLine(
                                    lines,
                                    name + key(block.categories()) + position(h, row),
                                    block.value(row),
                                    h.storage() == Storage.DOUBLE ? block.value(row) : block.variance(row));
                        }
                    }
                }
                case EftHistogram h -> {
                    lines.add(name + "|" + axes + "|quadratic_term");
                    if (h.hasSquaredWeights()) {
                        lines.add(name + "_sumw2|" + axes + "|quartic_term");
                    }
                    for (EftHistogram.Block block : h.filledBlocks()) {
                        for (int row = 0; row < h.rows(); row++) {
                            for (int term = 0; term < block.terms(); term++) {
                                double value = block.coefficient(row, term);
                                addLine(lines, name + key(block.categories()) + "|" + row + "|" + term, value, value);
                            }
                            for (int term = 0; term < block.squareTerms(); term++) {
                                double value = block.squareCoefficient(row, term);
                                addLine(
                                        lines,
                                        name + "_sumw2" + key(block.categories()) + "|" + row + "|" + term,
                                        value,
                                        value);
                            }
                        }
                    }
                }
            }
        });
        return lines;
    }

    private static String key(List<String> categories) {
        StringBuilder key = new StringBuilder();
        categories.forEach(category -> key.append('|').append(category));
        return key.toString();
    }

    private static String position(Histogram h, int row) {
        return h.denseAxes().size() == 1
                ? "|" + row
                : "|" + row / h.denseAxes().get(1).extent() + "|"
                        + row % h.denseAxes().get(1).extent();
    }

    private static void addLine(Set<String> lines, String where, double value, double variance) {
        if (value != 0) {
            lines.add(where + "|" + hex(value) + "|" + hex(variance));
        }
    }

    /** As Python's float.hex writes it. */
    private static String hex(double value) {
        if (value == 0) {
            return "0x0.0p+0";
        }
        String java = Double.toHexString(value);
        int p = java.indexOf('p');
        int point = java.indexOf('.');
        String digits = java.substring(point + 1, p);
        String exponent = java.substring(p + 1);
        return java.substring(0, point + 1) + digits + "0".repeat(13 - digits.length()) + "p"
                + (exponent.startsWith("-") ? "" : "+") + exponent;
    }

    private static String python() throws Exception {
        String python = System.getenv().getOrDefault("TOPCOFFEA_PYTHON", "python3");
        boolean found;
        try {
            found = new ProcessBuilder(python, "-c", "import hist, uhi.io.zip")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            found = false;
        }
        Assumptions.assumeTrue(found, "skipped: " + python + " cannot import hist and uhi (set TOPCOFFEA_PYTHON)");
        return python;
    }

    @Test
    void damageIsToldInOneLine() throws IOException {
        Path path = write("a.zip", histograms(), true);
        byte[] good = Files.readAllBytes(path);
        Random random = new Random(3);
        for (int round = 0; round < Integer.getInteger("topcoffea.fuzz.cases", 200); round++) {
            byte[] bad = good.clone();
            for (int i = 0; i <= random.nextInt(4); i++) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            Path damaged = directory.resolve("damaged.zip");
            Files.write(
                    damaged, random.nextInt(5) == 0 ? java.util.Arrays.copyOf(bad, random.nextInt(bad.length)) : bad);
            try (UhiArchive archive = UhiArchive.open(damaged)) {
                for (String name : archive.names()) {
                    try {
                        archive.read(name);
                    } catch (AnalysisException e) {
                        assertTrue(e.getMessage().startsWith(damaged + ": "), e.getMessage());
                    }
                }
            } catch (AnalysisException e) {
                assertTrue(e.getMessage().startsWith(damaged + ": "), e.getMessage());
            }
        }
    }

    @Test
    void unknownNamesAreListed() throws IOException {
        try (UhiArchive archive =
                UhiArchive.open(write("a.zip", Map.of("njets", histograms().get("njets")), true))) {
            AnalysisException e = assertThrows(AnalysisException.class, () -> archive.read("nope"));
            assertTrue(e.getMessage().contains("it has njets"), e.getMessage());
        }
    }

    @Test
    void rootCellsHaveBothFlowBinsAndTheFirstAxisFastest() {
        Histogram h = Histogram.of(
                Storage.WEIGHTED, Axis.regular("x", "x", 2, 0, 2), new RegularAxis("y", "y", 3, 0, 3, false, true));
        h.block().fill(0.5, 2.5, 3);
        h.block().fill(9, 9, -1);
        RootCells cells = RootCells.of(h.denseAxes(), h.block());
        double[] expected = new double[4 * 5];
        expected[1 + 4 * 3] = 3;
        expected[3 + 4 * 4] = -1;
        assertArrayEquals(expected, cells.contents());
        assertEquals(9, cells.variances()[1 + 4 * 3]);
        assertEquals(2, cells.entries());
    }
}
