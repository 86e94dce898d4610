package org.topcoffea.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.topcoffea.fixtures.Site;

/** The factory of the image in real surroundings: secrets, managers of others, being killed, batch systems that plugins bring. */
@Tag("site")
final class FactoryIT {
    private static final String WORD = "correct-horse-battery";

    private static OnDemand all;

    @TempDir
    static Path shared;

    @TempDir
    Path work;

    private OnDemand.Desk desk;

    @BeforeAll
    static void up() throws Exception {
        all = OnDemand.start(shared);
    }

    @AfterAll
    static void down() {
        if (all != null) {
            all.close();
        }
    }

    @BeforeEach
    void begin() throws Exception {
        desk = all.desk(work);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        desk.clear();
    }

    /** Our worker, and that of cctools, prove the password over TLS; meanwhile everything that others can see is searched for it. */
    @ParameterizedTest
    @CsvSource({"condor, ours", "slurm, ours", "slurm, cctools", "local, cctools"})
    void passwordAndEncryptionReachTheWorkersAndNobodyElse(String type, String worker) throws Exception {
        String project = "secret-" + type + "-" + worker;
        Path password = Files.createFile(
                work.resolve("password"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password, WORD);
        String secured = "--ssl -P " + password;
        Process analysis = desk.analysis(project, "--chunksize 1000 " + secured);
        String binary = worker.equals("ours")
                ? ""
                : " --worker-binary " + all.site().directory().resolve("bin/work_queue_worker");
        desk.factory(type, project, 1, secured + binary);
        String jobs = type.equals("slurm") ? "scontrol show job" : "condor_q -allusers -l";
        while (analysis.isAlive()) {
            assertFalse(commandLines().contains(WORD), "a command line shows the password");
            assertFalse(desk.shell(jobs).contains(WORD), "the queue shows the password");
            assertEquals(List.of(), readable(), "files that others can read");
            Thread.sleep(500);
        }
        desk.awaitHistograms(analysis);
        assertFalse(desk.said("factory.out").contains(WORD));
    }

    private static String commandLines() throws IOException {
        StringBuilder lines = new StringBuilder();
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            for (Path process :
                    (Iterable<Path>) all.filter(p -> p.getFileName().toString().matches("\\d+"))::iterator) {
                try {
                    lines.append(
                            new String(Files.readAllBytes(process.resolve("cmdline")), StandardCharsets.ISO_8859_1));
                } catch (IOException e) {
                    // It has ended meanwhile.
                    continue;
                }
            }
        }
        return lines.toString();
    }

    /** Files of the test and of the site that hold the password and that others may read, by their own rights and the directories above. */
    private List<Path> readable() {
        return Stream.of(work, all.site().directory())
                .flatMap(FactoryIT::small)
                .filter(FactoryIT::isOpen)
                .filter(file -> text(file).contains(WORD))
                .toList();
    }

    /** Directories vanish while they are walked: what can be listed is. */
    private static Stream<Path> small(Path top) {
        List<Path> entries;
        try (Stream<Path> files = Files.list(top)) {
            entries = files.toList();
        } catch (IOException e) {
            return Stream.of();
        }
        return entries.stream().flatMap(path -> {
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                return isOpen(path) ? small(path) : Stream.of();
            }
            return path.toFile().length() < 100_000 ? Stream.of(path) : Stream.of();
        });
    }

    private static boolean isOpen(Path path) {
        try {
            return Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS).stream()
                    .anyMatch(right -> !right.name().startsWith("OWNER"));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static String text(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
        } catch (IOException e) {
            return "";
        }
    }

    /** A real manager whose tasks make files, served by workers of the image. */
    @ParameterizedTest
    @ValueSource(strings = {"condor", "slurm", "local"})
    void aRealManagerIsServed(String type) throws Exception {
        StringBuilder rules = new StringBuilder();
        for (int i = 1; i <= 6; i++) {
            rules.append("x%1$d:\n\tsleep 1; echo %1$d done > x%1$d\n".formatted(i));
        }
        Files.writeString(work.resolve("t.mf"), rules);
        Process manager = desk.start("makeflow -T wq -N real-" + type + " -a -p 0 t.mf", "makeflow.out");
        desk.factory(type, "real-" + type, 1, "");
        Site.await("the manager to end", () -> !manager.isAlive(), () -> desk.said("factory.out"));
        assertEquals(0, manager.exitValue(), () -> desk.said("makeflow.out"));
        for (int i = 1; i <= 6; i++) {
            assertEquals(i + " done\n", Files.readString(work.resolve("x" + i)));
        }
        assertTrue(desk.said("factory.out").contains("real-" + type), () -> desk.said("factory.out"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"condor", "slurm"})
    void afterAKilledFactoryTheNextTakesOver(String type) throws Exception {
        String queue = type.equals("condor") ? "condor_q -allusers -af ProcId" : "squeue -h -r -o %i";
        Process analysis = desk.analysis("killed-" + type, "");
        Process killed = desk.factory(type, "killed-" + type, 1, "");
        Site.await("three jobs", () -> desk.shell(queue).lines().count() == 3, () -> desk.said("factory.out"));
        killed.destroyForcibly().waitFor();
        assertEquals(3, desk.shell(queue).lines().count(), "they outlive it");
        desk.factory(type, "killed-" + type, 1, "");
        Site.await(
                "the word of it",
                () -> desk.said("factory.out").contains("taking over 3 jobs"),
                () -> desk.said("factory.out"));
        while (analysis.isAlive()) {
            assertTrue(desk.shell(queue).lines().count() <= 3, "never more than three");
            Thread.sleep(1000);
        }
        desk.awaitHistograms(analysis);
    }

    /** Each brings its one worker; the manager keeps all of one name to their maximum, and lives on. */
    @Test
    void factoriesOfOneNameShareTheirMaximum() throws Exception {
        // Its tasks fit no worker, so that no worker leaves for want of them or stays because of them.
        Process analysis = desk.analysis("shared", "--cores 4");
        for (String one : List.of("one", "two")) {
            desk.start(
                    all.image().launcher() + " factory -T local -M shared --factory-name pair -w 1 -W 1 --cores 1"
                            + " --memory 500 --disk 500 -t 300 --cycle 2 --env TMPDIR=" + work + "/tmp -S " + one,
                    one + ".out");
        }
        // The manager asks the catalog once a minute how many there may be.
        for (String workers : List.of("2", "1")) {
            for (String out : List.of("one.out", "two.out")) {
                Site.await(
                        workers + " workers",
                        () -> connected(out).equals(workers),
                        () -> desk.said("run.out") + desk.said(out));
            }
        }
        assertTrue(analysis.isAlive(), () -> desk.said("run.out"));
        assertFalse(desk.said("run.out").contains("Exception"), () -> desk.said("run.out"));
    }

    /** How many workers the manager had when a factory looked last. */
    private String connected(String out) {
        return desk.said(out)
                .lines()
                .filter(line -> line.startsWith("shared "))
                .reduce("", (_, line) -> line.substring(line.lastIndexOf(' ') + 1));
    }

    /** Built as its users build it, against what the image offers, and dropped in. */
    @Test
    void aBatchSystemComesAsAPlugin() throws Exception {
        Path plugins = Files.createDirectory(work.resolve("plugins"));
        BatchPlugin.build(all.image(), plugins);
        Process analysis = desk.analysis("plugged", "");
        desk.factory("bench", "plugged", 1, "--plugins " + plugins);
        desk.awaitHistograms(analysis);
    }
}
