package org.topcoffea.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.root.RootFile;
import org.topcoffea.root.RootHistogram;
import org.topcoffea.testkit.Image.Outcome;

/**
 * What other programs find in the output of a run: uproot, JSROOT and hist each print the sum of every histogram, which
 * must be the sum that this program's reader finds.
 */
final class OutputReadersIT {
    private static final Image IMAGE = Image.built();

    @TempDir
    static Path shared;

    private static Path bundle;

    @BeforeAll
    static void analyse() {
        Map<String, String> cache =
                Map.of("XDG_CACHE_HOME", shared.resolve("cache").toString());
        String input = shared.resolve("input").toString();
        Outcome made = IMAGE.run(cache, "generate", input, "--events", "300", "--wcs", "3", "--codec", "lz4", "-q");
        assertEquals(0, made.exitCode(), made::toString);
        bundle = shared.resolve("out/readers");
        String out = bundle.getParent().toString();
        Outcome run = IMAGE.run(
                cache,
                "run",
                "-x",
                "local",
                "--processor",
                "eft",
                "-q",
                "-p",
                out,
                "-o",
                "readers",
                input + "/samples.cfg");
        assertEquals(0, run.exitCode(), run::toString);
    }

    /** The sum of all bins, flow among them, of every histogram by its path. */
    private static Map<String, Double> ourSums() {
        Map<String, Double> sums = new TreeMap<>();
        try (RootFile file = RootFile.open(bundle.resolve("histograms.root"))) {
            for (String name : file.histograms()) {
                RootHistogram histogram = file.histogram(name);
                sums.put(name, Arrays.stream(histogram.values()).sum());
            }
        }
        assertTrue(sums.size() > 50, () -> "only " + sums.keySet());
        return sums;
    }

    private static Map<String, Double> sums(String prefix, Outcome outcome) {
        assertEquals(0, outcome.exitCode(), outcome::toString);
        Map<String, Double> sums = new TreeMap<>();
        outcome.out().lines().map(line -> line.split("\t")).forEach(parts -> {
            if (parts[0].equals(prefix)) {
                sums.put(parts[1], Double.parseDouble(parts[2]));
            }
        });
        return sums;
    }

    private static Path script(String name) throws IOException {
        try (InputStream resource = Objects.requireNonNull(OutputReadersIT.class.getResourceAsStream(name))) {
            return Files.write(shared.resolve(name), resource.readAllBytes());
        }
    }

    private static void assertSame(Map<String, Double> expected, Map<String, Double> found) {
        assertEquals(expected.keySet(), found.keySet());
        expected.forEach((name, sum) -> assertEquals(sum, found.get(name), 1e-12 * Math.max(1, Math.abs(sum)), name));
    }

    @Test
    void pythonReadsBothFiles() throws IOException {
        String python = Objects.requireNonNullElse(System.getenv("TOPCOFFEA_PYTHON"), "python3");
        boolean installed = Image.start(Map.of(), List.of(python, "-c", "import uproot, hist, uhi.io.zip"))
                        .exitCode()
                == 0;
        Assumptions.assumeTrue(installed, "uproot, hist and uhi are not installed");
        Outcome outcome =
                Image.start(Map.of(), List.of(python, script("sum_output.py").toString(), bundle.toString()));
        assertSame(ourSums(), sums("root", outcome));
        Map<String, Double> uhi = sums("uhi", outcome);
        assertEquals(List.of("j0pt", "l0pt", "lj0pt", "njets"), List.copyOf(uhi.keySet()), outcome::toString);
        double njets = ourSums().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("/njets"))
                .mapToDouble(Map.Entry::getValue)
                .sum();
        assertEquals(njets, uhi.get("njets"), 1e-9 * Math.abs(njets));
    }

    @Test
    void jsrootReadsTheRootFile() throws IOException {
        String modules = System.getenv("TOPCOFFEA_NODE_MODULES");
        Assumptions.assumeTrue(
                modules != null && Files.isDirectory(Path.of(modules, "jsroot")), "JSROOT is not installed");
        Outcome outcome = Image.start(
                Map.of(),
                List.of(
                        "node",
                        script("sum_output.mjs").toString(),
                        bundle.resolve("histograms.root").toString(),
                        modules));
        assertSame(ourSums(), sums("root", outcome));
    }
}
