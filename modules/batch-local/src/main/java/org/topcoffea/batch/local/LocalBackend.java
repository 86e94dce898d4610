package org.topcoffea.batch.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.topcoffea.batch.BatchBackend;
import org.topcoffea.batch.BatchError;
import org.topcoffea.batch.BatchException;
import org.topcoffea.batch.JobDescription;
import org.topcoffea.batch.JobFiles;
import org.topcoffea.batch.JobGroup;
import org.topcoffea.batch.JobId;
import org.topcoffea.batch.JobOutput;
import org.topcoffea.batch.JobScript;
import org.topcoffea.batch.JobState;
import org.topcoffea.batch.JobStatus;

/**
 * Jobs as processes of this machine, each in a session of its own so that an interrupt of the terminal does not reach it.
 * There is no queue: every job runs at once.
 *
 * <p>What there is to know of job {@code TAG.N} stands in the group's log directory: {@code out.N} from before its start,
 * {@code pid.N} while it runs, {@code status.N} after its end, {@code term.N} since it was asked to end. A process is
 * recognised by its number and by its command line, as numbers are used again.
 */
public final class LocalBackend implements BatchBackend {
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration START = Duration.ofSeconds(5);

    /** Made by the service loader. */
    public LocalBackend() {}

    @Override
    public String name() {
        return "local";
    }

    @Override
    public String preview(JobDescription job, int count, JobGroup group) {
        job.placement().checkSettings(name(), Set.of());
        return "# " + count + " times, as processes of this machine:\n" + script(job, group);
    }

    @Override
    public List<JobId> submit(JobDescription job, int count, JobGroup group) {
        job.placement().checkSettings(name(), Set.of());
        JobFiles.prepare(job, group);
        Path script = group.directory().resolve("job.sh");
        JobFiles.write(script, script(job, group), true);
        List<JobId> ids = new ArrayList<>();
        int number = numbers(group, "out.").stream().reduce(0, Math::max);
        for (int i = 0; i < count; i++) {
            start(script, ++number, group);
            ids.add(id(number, group));
        }
        return ids;
    }

    @Override
    public List<JobStatus> observe(JobGroup group, Collection<JobId> expected) {
        Set<Integer> numbers = numbers(group, "out.");
        numbers.removeAll(numbers(group, "status."));
        numbers.removeAll(numbers(group, "lost."));
        expected.forEach(id -> numbers.add(number(id)));
        return numbers.stream().map(number -> status(number, group)).toList();
    }

    @Override
    public void remove(JobGroup group, Collection<JobId> jobs) {
        for (JobId job : jobs) {
            int number = number(job);
            Path mark = group.logs().resolve("term." + number);
            Optional<ProcessHandle> process = process(number, group);
            if (process.isPresent() && !Files.exists(mark)) {
                JobFiles.write(mark, "", false);
                process.get().destroy();
            }
        }
    }

    @Override
    public String explain(JobGroup group, JobStatus status) {
        String output = JobOutput.tail(group.logs().resolve("out." + number(status.id())));
        String head = "process " + status.id() + " of this machine is "
                + status.state().word();
        return output.isEmpty() ? head + "; it printed nothing" : head + "; it printed last:\n" + output;
    }

    private static String script(JobDescription job, JobGroup group) {
        return JobScript.of(job, group, JobScript.Surroundings.SHARED, "\"$1\"", "");
    }

    private static void start(Path script, int number, JobGroup group) {
        Path output = group.logs().resolve("out." + number);
        JobFiles.write(output, "", false);
        ProcessBuilder builder = new ProcessBuilder("setsid", "/bin/sh", script.toString(), Integer.toString(number));
        builder.environment().clear();
        builder.environment().putAll(group.environment());
        builder.directory(group.directory().toFile());
        builder.redirectInput(Path.of("/dev/null").toFile());
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        try {
            builder.start();
        } catch (IOException e) {
            throw new BatchException(BatchError.REFUSED, "no process could be started: " + e.getMessage(), e);
        }
    }

    private static JobStatus status(int number, JobGroup group) {
        Optional<ProcessHandle> process = process(number, group);
        Path mark = group.logs().resolve("term." + number);
        JobState state = process.<JobState>map(_ -> Files.exists(mark)
                        ? new JobState.Leaving("was asked to end")
                        : new JobState.Running("localhost"))
                .orElseGet(() -> ended(number, group));
        process.ifPresent(running -> endOverdue(running, mark));
        Instant since = process.flatMap(running -> running.info().startInstant())
                .orElseGet(() -> changed(group.logs().resolve("status." + number)));
        return new JobStatus(id(number, group), state, since, 1);
    }

    /** A process that is not there any more, or not there yet. */
    private static JobState ended(int number, JobGroup group) {
        Path output = group.logs().resolve("out." + number);
        OptionalInt code = JobOutput.number(group.logs().resolve("status." + number));
        boolean asked = Files.exists(group.logs().resolve("term." + number));
        if (code.isEmpty() && !asked && changed(output).plus(START).isAfter(Instant.now())) {
            return new JobState.Idle("is being started");
        }
        delete(group.logs().resolve("pid." + number));
        delete(group.logs().resolve("term." + number));
        if (code.isEmpty()) {
            JobFiles.write(group.logs().resolve("lost." + number), "", false);
        }
        if (asked) {
            return new JobState.Removed("was asked to end");
        }
        return code.isPresent()
                ? new JobState.Exited(code.getAsInt(), JobOutput.tail(output))
                : new JobState.Gone("the process ended without leaving an exit code: was it killed?");
    }

    private static void endOverdue(ProcessHandle process, Path mark) {
        if (Files.exists(mark) && changed(mark).plus(GRACE).isBefore(Instant.now())) {
            List<ProcessHandle> below = process.descendants().toList();
            process.destroyForcibly();
            below.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static Optional<ProcessHandle> process(int number, JobGroup group) {
        OptionalInt pid = JobOutput.number(group.logs().resolve("pid." + number));
        Stream<ProcessHandle> candidates = pid.isPresent()
                ? ProcessHandle.of(pid.getAsInt()).stream()
                : Files.exists(group.logs().resolve("status." + number)) ? Stream.of() : ProcessHandle.allProcesses();
        return candidates
                .filter(process -> process.isAlive() && isJob(process, number, group))
                .findFirst();
    }

    private static boolean isJob(ProcessHandle process, int number, JobGroup group) {
        String[] words = process.info().arguments().orElse(new String[0]);
        return words.length >= 2
                && words[words.length - 1].equals(Integer.toString(number))
                && words[words.length - 2].equals(
                        group.directory().resolve("job.sh").toString());
    }

    private static Set<Integer> numbers(JobGroup group, String prefix) {
        Set<Integer> numbers = new TreeSet<>();
        if (!Files.isDirectory(group.logs())) {
            return numbers;
        }
        try (Stream<Path> files = Files.list(group.logs())) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches(java.util.regex.Pattern.quote(prefix) + "[0-9]{1,9}"))
                    .forEach(name -> numbers.add(Integer.parseInt(name.substring(prefix.length()))));
        } catch (IOException e) {
            throw new BatchException(BatchError.BAD_DIRECTORY, group.logs() + " cannot be read: " + e.getMessage(), e);
        }
        return numbers;
    }

    private static JobId id(int number, JobGroup group) {
        return new JobId(group.tag() + "." + number);
    }

    private static int number(JobId id) {
        String text = id.text();
        try {
            return Integer.parseInt(text.substring(text.lastIndexOf('.') + 1));
        } catch (NumberFormatException e) {
            throw new BatchException(BatchError.BAD_DIRECTORY, "'" + text + "' is not a job of this machine", e);
        }
    }

    private static Instant changed(Path file) {
        try {
            FileTime time = Files.getLastModifiedTime(file);
            return time.toInstant();
        } catch (IOException e) {
            return Instant.EPOCH;
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new BatchException(BatchError.BAD_DIRECTORY, file + " cannot be removed: " + e.getMessage(), e);
        }
    }
}
