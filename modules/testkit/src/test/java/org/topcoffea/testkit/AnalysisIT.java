package org.topcoffea.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.testkit.Image.Outcome;

/** The main job, run as users run it: input is generated, analysed by a processor from a jar, written, compared. */
final class AnalysisIT {
    private static final Image IMAGE = Image.built();

    @TempDir
    static Path shared;

    @TempDir
    Path directory;

    @BeforeAll
    static void generateInput() {
        Outcome outcome =
                topcoffea("generate", input().toString(), "--events", "400", "--files", "2", "--codec", "zstd", "-q");
        assertEquals(0, outcome.exitCode(), outcome::toString);
    }

    private static Path input() {
        return shared.resolve("input");
    }

    private static Outcome topcoffea(String... arguments) {
        return IMAGE.run(Map.of("XDG_CACHE_HOME", shared.resolve("cache").toString()), arguments);
    }

    private Outcome analyse(String name, String... more) {
        List<String> arguments = new ArrayList<>(List.of("run", "--processor", "eft", "-q"));
        arguments.addAll(List.of("--outpath", directory.toString(), "--outname", name));
        if (!List.of(more).contains("-x")) {
            arguments.addAll(List.of("-x", "local"));
        }
        arguments.addAll(List.of(more));
        return topcoffea(arguments.toArray(String[]::new));
    }

    @Test
    void sameEventsGiveTheSameHistogramsHoweverTheyAreRun() throws IOException {
        String cfg = input().resolve("samples.cfg").toString();
        Outcome threads = analyse("threads", "-x", "local", "-n", "2", "-s", "150", "--plots", cfg);
        Outcome one = analyse("one", "-x", "iterative", cfg);
        assertEquals(0, threads.exitCode(), threads::toString);
        assertEquals(0, one.exitCode(), one::toString);
        assertTrue(threads.out().contains("ttHJet_privateUL17"), threads::toString);
        byte[] picture = Files.readAllBytes(directory.resolve("threads/plots/njets.png"));
        assertEquals("PNG", new String(picture, 1, 3, StandardCharsets.US_ASCII));
        for (String file : List.of("histograms.uhi.zip", "histograms.root", "cutflow.json")) {
            assertArrayEquals(
                    Files.readAllBytes(directory.resolve("one").resolve(file)),
                    Files.readAllBytes(directory.resolve("threads").resolve(file)),
                    file);
        }
        Outcome same = topcoffea(
                "hist",
                "diff",
                directory.resolve("one").toString(),
                directory.resolve("threads").toString());
        assertEquals(0, same.exitCode(), same::toString);
    }

    @Test
    void filesOnAServerGiveTheSameHistograms() throws IOException {
        Outcome local = analyse("local", input().resolve("samples.cfg").toString());
        assertEquals(0, local.exitCode(), local::toString);
        try (RangeServer server = new RangeServer(input())) {
            // A prefix goes before file names that are relative to the sample files.
            Path cfg = directory.resolve("remote.cfg");
            List<String> lines = new ArrayList<>(List.of(server.url()));
            Checkout.list(input()).stream()
                    .map(Path::toString)
                    .filter(name -> name.endsWith(".json"))
                    .forEach(lines::add);
            Files.write(cfg, lines);
            String cache = directory.resolve("columns") + ":100M";
            for (String name : List.of("remote", "cached")) {
                Outcome remote = analyse(name, "--column-cache", cache, cfg.toString());
                assertEquals(0, remote.exitCode(), remote::toString);
                for (String file : List.of("histograms.uhi.zip", "histograms.root", "cutflow.json")) {
                    assertArrayEquals(
                            Files.readAllBytes(directory.resolve("local").resolve(file)),
                            Files.readAllBytes(directory.resolve(name).resolve(file)),
                            name + " " + file);
                }
            }
            String metrics = Files.readString(directory.resolve("remote/metrics.json"));
            assertTrue(
                    metrics.contains("\"opens\"")
                            && metrics.contains(server.url().replaceAll("/$", "")),
                    metrics);
        }
    }

    @Test
    void damagedFileMakesThePartialResultAndSaysSo() throws IOException {
        Path damaged = Files.createDirectories(directory.resolve("damaged"));
        for (Path file : Checkout.list(input())) {
            Files.copy(file, damaged.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        Path broken = Checkout.list(damaged).stream()
                .filter(file -> file.toString().endsWith(".root"))
                .findFirst()
                .orElseThrow();
        try (FileChannel channel = FileChannel.open(broken, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        }
        String cfg = damaged.resolve("samples.cfg").toString();
        Outcome refused = analyse("refused", cfg);
        assertEquals(3, refused.exitCode(), refused::toString);
        assertTrue(refused.err().contains(broken.getFileName().toString()), refused::toString);
        assertFalse(Files.exists(directory.resolve("refused")), "nothing half-written");
        Outcome partial = analyse("partial", "--skip-bad-files", cfg);
        assertEquals(4, partial.exitCode(), partial::toString);
        assertTrue(Files.readString(directory.resolve("partial/missing.json"))
                .contains(broken.getFileName().toString()));
    }

    @Test
    void refusesWhatCannotBeRunInOneLine() throws IOException {
        Files.createDirectories(directory.resolve("there"));
        String cfg = input().resolve("samples.cfg").toString();
        assertRefused(3, "there", analyse("there", cfg));
        assertRefused(3, "none.cfg", analyse("none", input().resolve("none.cfg").toString()));
        assertRefused(2, "--no-such", analyse("option", "--no-such", cfg));
        assertRefused(3, "samples.cfg", topcoffea("inspect", cfg));
    }

    private static void assertRefused(int exitCode, String named, Outcome outcome) {
        assertEquals(exitCode, outcome.exitCode(), outcome::toString);
        assertTrue(outcome.err().startsWith("topcoffea: "), outcome::toString);
        assertTrue(outcome.err().lines().findFirst().orElse("").contains(named), outcome::toString);
        assertFalse(outcome.err().contains("\tat "), outcome::toString);
    }

    @Test
    void skeletonOfAProcessorIsWritten() {
        Path project = directory.resolve("leptons");
        Outcome made = topcoffea("plugins", "new", "leptons", project.toString());
        assertEquals(0, made.exitCode(), made::toString);
        assertTrue(Files.exists(project.resolve("pom.xml")), made::toString);
    }
}
