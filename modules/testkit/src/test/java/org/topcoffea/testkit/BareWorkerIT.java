package org.topcoffea.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.topcoffea.testkit.Image.Outcome;

/**
 * The worker of cctools where there is next to nothing: no Java, no installation of ours, no network but the way to the manager, a
 * home that cannot be written, a /tmp where no program runs, and variables of other environments. Own mounts and network make it so.
 */
@Tag("site")
final class BareWorkerIT {
    private static final String SCRIPT = """
        set -e
        ip link set lo up
        cd "$WORK"
        "$IMAGE/bin/topcoffea" run --processor eft input/samples.cfg -o bare -p "$WORK" -x work_queue --port 0 \
            --chunksize 4000 >run.out 2>&1 &
        manager=$!
        trap 'kill $manager 2>/dev/null || :' EXIT
        while :; do
            port=$(sed -n 's/.*waits for workers at port \\([0-9]*\\).*/\\1/p' run.out | head -n 1)
            [ -z "$port" ] || break
            kill -0 $manager || { cat run.out; exit 1; }
            sleep 0.2
        done
        unshare -m sh -c '
            for hidden in /usr/lib/jvm "$IMAGE"; do mount -t tmpfs -o size=1m none "$hidden"; done
            mount -t tmpfs -o noexec,nosuid,size=20m none /tmp
            mount -t tmpfs -o ro,size=1m none "$HOME"
            ! java -version 2>/dev/null || exit 90
            ! touch "$HOME/file" 2>/dev/null || exit 91
            exec env -i PATH=/usr/bin:/bin HOME="$HOME" JAVA_TOOL_OPTIONS=-XX:+NoSuchOption JAVA_HOME=/nowhere \\
                _JAVA_OPTIONS=-Xnonsense CLASSPATH=/nowhere.jar LD_LIBRARY_PATH="$WORK/wrong" PYTHONPATH=/nowhere PYTHONHOME=/nowhere \\
                work_queue_worker -s "$WORK/bare-worker" --cores 1 --memory 3000 --disk 3000 -t 20 --single-shot \\
                    127.0.0.1 '"$port"'
        ' >worker.out 2>&1 || { echo "the worker: exit code $?"; cat worker.out; exit 1; }
        wait $manager || { cat run.out; exit 1; }
        """;

    private final Image image = Image.built();

    /** Not below /tmp, which is hidden. */
    private Path work;

    @BeforeEach
    void make() throws IOException {
        work = Files.createTempDirectory(Path.of("/var/tmp"), "bare");
    }

    @AfterEach
    void remove() throws IOException {
        try (Stream<Path> walk = Files.walk(work)) {
            for (Path path : walk.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private void topcoffea(String... arguments) {
        Outcome outcome =
                image.run(Map.of("XDG_CACHE_HOME", work.resolve("cache").toString()), arguments);
        assertEquals(0, outcome.exitCode(), outcome::toString);
    }

    @Test
    void servesAnAnalysisAllTheSame() throws Exception {
        Outcome allowed = Image.start(
                Map.of(), List.of("unshare", "-m", "-n", "sh", "-c", "ip link set lo up && mount -t tmpfs none /mnt"));
        Assumptions.assumeTrue(allowed.exitCode() == 0, () -> "skipped: own mounts and network need root: " + allowed);
        Outcome present = Image.start(Map.of(), List.of("sh", "-c", "command -v work_queue_worker"));
        Assumptions.assumeTrue(present.exitCode() == 0, "skipped: no work_queue_worker on the path");
        topcoffea("generate", work.resolve("input").toString(), "--events", "400", "--files", "1", "--wcs", "3", "-q");
        topcoffea(
                "run",
                "-x",
                "local",
                "--processor",
                "eft",
                "-q",
                "-p",
                work.toString(),
                "-o",
                "local",
                work.resolve("input/samples.cfg").toString());
        // What the loader would take instead of Java's own, were it asked.
        Path wrong = Files.createDirectory(work.resolve("wrong"));
        Files.writeString(wrong.resolve("libjli.so"), "no library");
        Files.createDirectory(work.resolve("bare-worker"));
        Outcome outcome = Image.start(
                Map.of(
                        "WORK", work.toString(),
                        "IMAGE", image.home().toString(),
                        "XDG_CACHE_HOME", work.resolve("cache").toString()),
                List.of("unshare", "-m", "-n", "sh", "-c", SCRIPT));
        assertEquals(0, outcome.exitCode(), outcome::toString);
        assertArrayEquals(
                Files.readAllBytes(work.resolve("local/histograms.uhi.zip")),
                Files.readAllBytes(work.resolve("bare/histograms.uhi.zip")));
        assertTrue(Files.notExists(work.resolve("bare-worker"))
                || Checkout.list(work.resolve("bare-worker")).isEmpty());
    }
}
