package org.topcoffea.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.topcoffea.testkit.Image.Outcome;

/** From events to histograms with the image as a process: results, what bad input gets, and what Ctrl-C does. */
final class MainPathIT {
    private static final Image IMAGE = Image.built();

    @TempDir
    static Path shared;

    private static Path samples;

    @TempDir
    Path directory;

    @BeforeAll
    static void generate() {
        samples = shared.resolve("input");
        Outcome outcome =
                topcoffea("generate", samples, "--events", "600", "--cluster", "100", "--wcs", "3", "--codec", "lz4");
        assertEquals(0, outcome.exitCode(), outcome::toString);
    }

    private static Outcome topcoffea(Object... arguments) {
        Map<String, String> environment =
                Map.of("XDG_CACHE_HOME", shared.resolve("cache").toString());
        return IMAGE.run(
                environment, Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    }

    private Outcome run(Object input, String processor, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("run", input, "--processor", processor, "-q"));
        if (!List.of(more).contains("-p")) {
            arguments.addAll(List.of("-p", directory.resolve("out")));
        }
        if (!List.of(more).contains("-x")) {
            arguments.addAll(List.of("-x", "local"));
        }
        arguments.addAll(List.of(more));
        return topcoffea(arguments.toArray());
    }

    /** A sample file for one event file. */
    private Path sampleOf(Path eventFile) throws IOException {
        String text = Files.readString(samples.resolve("ttHJet_UL17.json"))
                .replaceFirst("(?s)(\"files\"\\s*:\\s*)\\[.*?]", "$1[\"" + eventFile + "\"]");
        return Files.writeString(directory.resolve("ttHJet_UL17.json"), text);
    }

    private void assertRefused(Outcome outcome, int exitCode, String... words) {
        assertEquals(exitCode, outcome.exitCode(), outcome::toString);
        assertEquals("", outcome.out());
        assertFalse(outcome.err().contains("\tat "), outcome::toString);
        for (String word : words) {
            assertTrue(outcome.err().contains(word), () -> word + " is missing: " + outcome);
        }
        Path out = directory.resolve("out");
        assertTrue(!Files.isDirectory(out) || Checkout.list(out).isEmpty(), () -> "left behind: " + Checkout.list(out));
    }

    @Test
    void resultDoesNotDependOnHowTheWorkIsCut() throws IOException {
        Path cfg = samples.resolve("samples.cfg");
        List<List<String>> ways = List.of(
                List.of("-n", "1"),
                List.of("-n", "3", "-s", "130"),
                List.of("-n", "2", "-s", "150", "--batch", "40", "--align-clusters"));
        for (int i = 0; i < ways.size(); i++) {
            List<Object> more = new ArrayList<>(List.of("-o", "way" + i));
            more.addAll(ways.get(i));
            Outcome outcome = run(cfg, "eft", more.toArray());
            assertEquals(0, outcome.exitCode(), outcome::toString);
            for (String file : List.of("histograms.uhi.zip", "histograms.root", "cutflow.json", "missing.json")) {
                assertArrayEquals(
                        Files.readAllBytes(directory.resolve("out/way0").resolve(file)),
                        Files.readAllBytes(directory.resolve("out/way" + i).resolve(file)),
                        file + " differs with " + ways.get(i));
            }
        }
        Path bundle = directory.resolve("out/way0");
        assertEquals(
                0,
                topcoffea("hist", "diff", bundle, directory.resolve("out/way1")).exitCode());
        Path root = directory.resolve("converted.root");
        assertEquals(0, topcoffea("hist", "convert", bundle, root).exitCode());
        assertEquals(5, topcoffea("hist", "diff", bundle, root).exitCode());
        assertEquals(
                2, topcoffea("hist", "evaluate", bundle, "--at", "noSuch=1").exitCode());
    }

    @ParameterizedTest
    @CsvSource({"0, the file is empty", "100, its header says", "-50, its header says"})
    void truncatedFileIsRefused(int length, String words) throws IOException {
        byte[] bytes = Files.readAllBytes(samples.resolve("ttHJet_UL17_1.root"));
        Path file = directory.resolve("cut.root");
        Files.write(file, Arrays.copyOf(bytes, length < 0 ? bytes.length + length : length));
        assertRefused(run(sampleOf(file), "sow"), 3, file.toString(), words);
    }

    @Test
    void damageInEventsIsReportedAndTheRestGoesOn() throws IOException {
        byte[] bytes = Files.readAllBytes(samples.resolve("ttHJet_UL17_1.root"));
        for (int i = 400; i < bytes.length / 2; i += 97) {
            bytes[i] ^= 0x55;
        }
        Path file = Files.write(directory.resolve("flipped.root"), bytes);
        Path sample = sampleOf(file);
        assertRefused(run(sample, "eft"), 3, file.toString(), "nothing is written");
        Outcome outcome = run(sample + "," + samples.resolve("tllq_UL17.json"), "eft", "-o", "part");
        assertEquals(4, outcome.exitCode(), outcome::toString);
        assertTrue(Files.readString(directory.resolve("out/part/missing.json")).contains("flipped.root"));
    }

    @Test
    void whatIsMissingOrMistypedIsNamed() throws IOException {
        Path good = sampleOf(samples.resolve("ttHJet_UL17_1.root"));
        assertRefused(run(good, "sow", "--treename", "Runz"), 3, "has no tree 'Runz'", "Runs");
        assertRefused(run(good, "sow", "--chunksze", "5"), 2, "--chunksze", "--chunksize");
        assertRefused(run(good, "sow", "--chunksize", "five"), 2, "--chunksize", "'five'");
        assertRefused(run(good, "sow", "-x", "wrok_queue"), 2, "'wrok_queue'", "did you mean 'work_queue'");
        assertRefused(run(good, "sou"), 3, "'sou'", "sow");
        Path cfg = Files.writeString(directory.resolve("a.cfg"), "nope.json\n");
        assertRefused(run(cfg, "sow"), 3, "a.cfg:1", "nope.json");
        Files.writeString(good, Files.readString(good).replace("\"xsec\"", "\"xsecc\""));
        assertRefused(run(good, "sow"), 3, "'xsec' is missing", "xsecc");
        assertRefused(run(sampleOf(directory.resolve("gone.root")), "sow"), 3, "gone.root", "no such file");
    }

    @Test
    void outputIsNeverOverwrittenUnasked() throws IOException {
        Path sample = sampleOf(samples.resolve("ttHJet_UL17_1.root"));
        Outcome first = run(sample, "sow", "-o", "x");
        assertEquals(0, first.exitCode(), first::toString);
        byte[] manifest = Files.readAllBytes(directory.resolve("out/x/manifest.json"));
        Outcome second = run(sample, "sow", "-o", "x");
        assertEquals(3, second.exitCode(), second::toString);
        assertTrue(second.err().contains("--overwrite"), second::toString);
        assertArrayEquals(manifest, Files.readAllBytes(directory.resolve("out/x/manifest.json")));
        assertEquals(0, run(sample, "sow", "-o", "x", "--overwrite").exitCode());
        assertEquals(1, Checkout.list(directory.resolve("out")).size());
        Path inTheWay = Files.writeString(directory.resolve("file"), "");
        Outcome third = run(sample, "sow", "-p", inTheWay);
        assertEquals(3, third.exitCode(), third::toString);
        assertTrue(third.err().contains(inTheWay.toString()), third::toString);
    }

    @Test
    void replacedFileIsCountedAgain() throws IOException {
        Path file = Files.copy(samples.resolve("ttHJet_UL17_1.root"), directory.resolve("events.root"));
        Path sample = sampleOf(file);
        assertEquals(0, run(sample, "sow", "-o", "before").exitCode());
        Files.writeString(file, "something else");
        Outcome outcome = run(sample, "sow", "-o", "after");
        assertEquals(3, outcome.exitCode(), outcome::toString);
        assertFalse(Files.exists(directory.resolve("out/after")));
    }

    /** The image and its input must be readable by another user, which temporary directories are not of themselves. */
    @Test
    void unreadableDirectoryIsNamed() throws IOException {
        Assumptions.assumeTrue(
                "root".equals(System.getProperty("user.name")) && Files.isExecutable(Path.of("/usr/bin/setpriv")),
                "only root can become a user who may not read a directory");
        Path closed = Files.createDirectory(directory.resolve("closed"));
        Files.copy(samples.resolve("ttHJet_UL17.json"), closed.resolve("ttHJet_UL17.json"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        List<String> command =
                new ArrayList<>(List.of("/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        command.addAll(List.of(IMAGE.launcher().toString(), "run", "-x", "local", "--no-metadata-cache"));
        command.addAll(List.of(
                "--processor", "sow", "-q", "-p", directory.resolve("out").toString()));
        command.add(closed.toString());
        Outcome outcome = Image.start(Map.of("HOME", directory.toString()), command);
        assertRefused(outcome, 3, closed.toString());
    }

    @Test
    void columnOfAnotherTypeIsNamed() throws IOException {
        Path plugin = TestPlugin.mistyped(directory);
        Outcome outcome = run(
                sampleOf(samples.resolve("ttHJet_UL17_1.root")),
                "mistyped",
                "-x",
                "local",
                "--plugins",
                plugin.toString());
        assertRefused(outcome, 3, "MET_pt", "FLOAT32", "ttHJet_UL17_1.root", "mistyped");
    }

    /** The disk of the output has room when the run begins and none when it ends. */
    @Test
    void fullDiskLeavesNothingBehind() throws IOException {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        Path plugin = TestPlugin.slow(directory);
        List<String> unshare = List.of("/usr/bin/unshare", "--mount");
        Assumptions.assumeTrue(
                Files.isExecutable(Path.of(unshare.getFirst()))
                        && Image.start(
                                                Map.of(),
                                                Stream.concat(unshare.stream(), Stream.of("true"))
                                                        .toList())
                                        .exitCode()
                                == 0,
                "no right to mount a small disk");
        String script = String.join(
                "\n",
                "mount -t tmpfs -o size=20m tmpfs " + disk + " || exit 77",
                IMAGE.launcher() + " run " + samples.resolve("samples.cfg") + " -x local --processor slow --plugins "
                        + plugin + " -n 2 -s 200 -q -p " + disk + " -o full &",
                "i=0; while [ ! -e " + plugin + ".second ] && [ $i -lt 600 ]; do sleep 0.1; i=$((i + 1)); done",
                "dd if=/dev/zero of=" + disk + "/filler bs=64k 2>/dev/null",
                "wait $!; code=$?; rm " + disk + "/filler; ls -A " + disk + "; exit $code");
        List<String> command = new ArrayList<>(unshare);
        command.addAll(List.of("sh", "-c", script));
        Outcome outcome =
                Image.start(Map.of("XDG_CACHE_HOME", shared.resolve("cache").toString()), command);
        Assumptions.assumeTrue(outcome.exitCode() != 77, "no right to mount a small disk");
        assertRefused(outcome, 3, "cannot be written", disk.toString());
    }

    @ParameterizedTest
    @CsvSource({"TERM, 1, 4", "TERM, 2, 130", "INT, 1, 4", "INT, 2, 130"})
    void signalsEndARunInOrderThenAtOnce(String signal, int times, int exitCode) throws Exception {
        Path plugin = TestPlugin.slow(directory);
        Path bundle = directory.resolve("out/slow");
        // Whoever is started in the background of a shell has SIGINT ignored, and hands that down.
        List<String> command = List.of(
                "env",
                "--default-signal=INT",
                IMAGE.launcher().toString(),
                "run",
                samples.resolve("samples.cfg").toString(),
                "-x",
                "local",
                "--processor",
                "slow",
                "--plugins",
                plugin.toString(),
                "-n",
                "2",
                "-p",
                bundle.getParent().toString(),
                "-o",
                "slow",
                "-q",
                "--batch",
                "50",
                "-s",
                "100");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        for (int i = 0; i < 300 && !Files.exists(Path.of(plugin + ".second")) && process.isAlive(); i++) {
            Thread.sleep(100);
        }
        for (int i = 0; i < times; i++) {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            Thread.sleep(100);
        }
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        String log = Files.readString(directory.resolve("log"));
        assertTrue(ended, () -> "still running: " + log);
        assertEquals(exitCode, process.exitValue(), log);
        assertEquals(times == 1, Files.exists(bundle), log);
        if (times == 1) {
            assertTrue(Files.readString(bundle.resolve("missing.json")).contains("\"complete\" : false"), log);
            assertEquals(1, Checkout.list(bundle.getParent()).size(), log);
        }
    }
}
