package org.topcoffea.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.spi.Resources;

/** The script that jobs start with, run by the shell of this machine. */
final class JobScriptTest {
    @TempDir
    Path work;

    private JobGroup group() {
        return new JobGroup("abcd1234", work.resolve("a group's directory"), Map.of("PATH", "/usr/bin:/bin"));
    }

    private JobDescription job(Map<String, String> environment, String wrapper, String... command) throws Exception {
        Path program = work.resolve("program");
        Files.writeString(program, "#!/bin/sh\n" + command[0] + "\n");
        return new JobDescription(
                "w",
                java.util.stream.Stream.concat(
                                java.util.stream.Stream.of("./program"),
                                java.util.Arrays.stream(command).skip(1))
                        .toList(),
                List.of(new JobFile(program, "program", JobFile.Kind.PROGRAM)),
                environment,
                Resources.OPEN,
                Placement.ANYWHERE,
                wrapper);
    }

    private Process start(JobDescription job, String slot) throws Exception {
        JobFiles.prepare(job, group());
        Path script = group().directory().resolve("job.sh");
        JobFiles.write(script, JobScript.of(job, group(), JobScript.Surroundings.SHARED, "\"$1\"", slot), true);
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", script.toString(), "7");
        builder.redirectErrorStream(true).redirectOutput(work.resolve("out").toFile());
        return builder.start();
    }

    private String run(JobDescription job, String slot, int code) throws Exception {
        Process process = start(job, slot);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        String out = Files.readString(work.resolve("out"));
        assertEquals(code, process.exitValue(), out);
        assertEquals(code, JobOutput.number(group().logs().resolve("status.7")).orElseThrow());
        return out;
    }

    @Test
    void argumentsAndVariablesArriveAsTheyAre() throws Exception {
        String odd = "it's \"a\" $HOME `date` \\ * \n line";
        String out = run(job(Map.of("ODD", odd), "", "printf '%s|' \"$@\" \"$ODD\"; exit 5", odd, "", "--x=1"), "", 5);
        assertEquals(odd + "||--x=1|" + odd + "|", out);
    }

    @Test
    void theWrapperComesBeforeTheCommand() throws Exception {
        assertEquals("wrapped ./program a\n", run(job(Map.of(), "echo wrapped", "exit 3", "a"), "", 0));
    }

    @Test
    void theSlotSetsSizesAndNobodyElse() throws Exception {
        String slot = "CORES=4; export CORES\n";
        assertEquals("4 none\n", run(job(Map.of(), "", "echo $CORES ${MEMORY:-none}"), slot, 0));
    }

    @Test
    void aRequestToEndReachesTheCommandAndItsExitCodeCounts() throws Exception {
        Process process =
                start(job(Map.of(), "", "trap 'echo bye; exit 9' TERM; touch ready; while :; do sleep 0.1; done"), "");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!Files.exists(group().files().resolve("ready")) && System.nanoTime() < end) {
            Thread.sleep(50);
        }
        process.destroy();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(9, process.exitValue());
        assertEquals("bye\n", Files.readString(work.resolve("out")));
        assertEquals(9, JobOutput.number(group().logs().resolve("status.7")).orElseThrow());
    }

    @Test
    void filesAreReadableByTheirOwnerOnly() throws Exception {
        Path secret = work.resolve("secret");
        Files.writeString(secret, "x");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
        JobDescription job = new JobDescription(
                "w",
                List.of("./w"),
                List.of(new JobFile(secret, "pwfile", JobFile.Kind.SECRET)),
                Map.of("TOKEN", "s3cret"),
                Resources.OPEN,
                Placement.ANYWHERE,
                "");
        List<String> names = JobFiles.prepare(job, group());
        for (String name : names) {
            Path file = group().files().resolve(name);
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(group().directory())));
        assertFalse(JobScript.of(job, group(), JobScript.Surroundings.TRANSFERRED, "x", "")
                .contains("s3cret"));
        assertFalse(group().toString().contains("PATH"));
    }

    @Test
    void whatCannotBeExpressedIsRefused() throws Exception {
        Path file = work.resolve("f");
        assertThrows(BatchException.class, () -> new JobFile(file, "../f", JobFile.Kind.DATA));
        assertThrows(BatchException.class, () -> new JobFile(file, "-rf", JobFile.Kind.DATA));
        assertThrows(BatchException.class, () -> job(Map.of("a b", "c"), "", "true"));
        assertThrows(BatchException.class, () -> new JobId("1; rm"));
        JobDescription missing = new JobDescription(
                "w",
                List.of("./w"),
                List.of(new JobFile(work.resolve("nowhere"), "w", JobFile.Kind.DATA)),
                Map.of(),
                Resources.OPEN,
                Placement.ANYWHERE,
                "");
        BatchException e = assertThrows(BatchException.class, () -> JobFiles.prepare(missing, group()));
        assertEquals(BatchError.MISSING_FILE, e.code());
    }

    @Test
    void optionsAreSplitAsByAShell() {
        assertEquals(List.of("--a", "b c", "d'e", ""), ShellWords.split("  --a 'b c' \"d'e\"  '' "));
        assertEquals(List.of("a b", "c\\d"), ShellWords.split("a\\ b 'c\\d'"));
        assertEquals(List.of(), ShellWords.split("   "));
        assertThrows(BatchException.class, () -> ShellWords.split("a 'b"));
    }

    @Test
    void theTailOfAnOutputIsItsLastLines() throws Exception {
        Path file = work.resolve("long");
        Files.writeString(file, "x".repeat(10_000) + "\n" + "line\n".repeat(50) + "the end\n");
        String tail = JobOutput.tail(file);
        assertEquals(10, tail.lines().count());
        assertTrue(tail.endsWith("line\nthe end"), tail);
        assertEquals("", JobOutput.tail(work.resolve("nowhere")));
    }
}
