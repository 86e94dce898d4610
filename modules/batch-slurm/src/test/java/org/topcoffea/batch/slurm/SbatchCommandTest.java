package org.topcoffea.batch.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.topcoffea.batch.BatchException;
import org.topcoffea.batch.JobDescription;
import org.topcoffea.batch.JobGroup;
import org.topcoffea.batch.JobState;
import org.topcoffea.batch.Placement;
import org.topcoffea.spi.Resources;

final class SbatchCommandTest {
    private static final JobGroup GROUP = new JobGroup("abcd", Path.of("/home/ann/x"), Map.of());

    private static List<String> words(int count, Resources size, Placement placement) {
        JobDescription job = new JobDescription("w", List.of("./w"), List.of(), Map.of("A", "b"), size, placement, "");
        return SbatchCommand.words(job, count, GROUP);
    }

    @Test
    void asksForOneNodeAndWhatIsWanted() {
        List<String> words = words(3, new Resources(4, 16000, -1, 2), Placement.ANYWHERE);
        assertEquals("sbatch", words.getFirst());
        assertTrue(
                words.containsAll(List.of(
                        "--parsable",
                        "--nodes=1",
                        "--array=0-2",
                        "--cpus-per-task=4",
                        "--mem=16000M",
                        "--gres=gpu:2",
                        "--comment=topcoffea-abcd",
                        "--output=/home/ann/x/log/out.%A_%a")),
                words::toString);
        assertEquals("/home/ann/x/job.sh", words.getLast());
        assertTrue(words(1, Resources.OPEN, Placement.ANYWHERE).contains("--output=/home/ann/x/log/out.%j"));
    }

    @Test
    void optionsOfUsersComeLast() {
        Placement placement = new Placement(
                true,
                List.of(),
                Set.of("n1.site", "n2"),
                "long",
                "cms",
                Duration.ofSeconds(90),
                List.of("--qos=high --constraint='a b'"),
                Map.of());
        List<String> words = words(1, Resources.OPEN, placement);
        assertTrue(
                words.containsAll(
                        List.of("--exclusive", "--partition=long", "--account=cms", "--time=2", "--exclude=n1,n2")),
                words::toString);
        assertEquals(
                List.of("--qos=high", "--constraint=a b", "/home/ann/x/job.sh"),
                words.subList(words.size() - 3, words.size()));
    }

    @Test
    void refusesExpressionsOfAnotherBatchSystem() {
        Placement placement =
                new Placement(false, List.of("Memory > 10"), Set.of(), "", "", Duration.ZERO, List.of(), Map.of());
        BatchException e = assertThrows(BatchException.class, () -> words(1, Resources.OPEN, placement));
        assertTrue(e.getMessage().contains("--constraint"), e::getMessage);
    }

    @ParameterizedTest
    @CsvSource({
        "PENDING, Resources, idle",
        "PENDING, JobHeldUser, held",
        "PENDING, job requeued in held state, held",
        "PENDING, launch failed requeued held, held",
        "RUNNING, None, running",
        "SUSPENDED, None, running",
        "COMPLETING, None, leaving",
        "COMPLETED, None, completed",
        "FAILED, NonZeroExitCode, failed",
        "OUT_OF_MEMORY, OutOfMemory, failed",
        "CANCELLED by 1000, None, removed",
        "TIMEOUT, TimeLimit, removed",
        "PREEMPTED, None, removed",
        "NODE_FAIL, NodeDown, gone",
        "SPECIAL_EXIT, None, held",
    })
    void knowsTheStatesOfTheManual(String word, String reason, String expected) {
        assertEquals(expected, QueueLine.state(word, reason, "n1").word());
    }

    @Test
    void saysWhatReasonsMean() {
        assertEquals(new JobState.Idle("Resources"), QueueLine.state("PENDING", "Resources", ""));
        assertEquals("waits for resources to become free (Resources)", PendingReason.text("Resources"));
        assertEquals(
                "a node it needs is down, drained or reserved (ReqNodeNotAvail, UnavailableNodes:n1)",
                PendingReason.text("ReqNodeNotAvail, UnavailableNodes:n1"));
        assertEquals("Whatever", PendingReason.text("Whatever"));
    }
}
