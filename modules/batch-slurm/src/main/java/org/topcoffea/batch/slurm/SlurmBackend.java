package org.topcoffea.batch.slurm;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
import org.topcoffea.batch.SystemCommand;

/**
 * Jobs of SLURM, through its commands. Files are found on a file system that the submitting machine and the nodes share, as
 * home directories usually are. Jobs carry the group's tag in their comment; how one ended is asked of the controller, of the
 * file that the job's script leaves, and of the accounting, in this order, as each may have forgotten or not be there.
 */
public final class SlurmBackend implements BatchBackend {
    private static final int IDS_PER_CALL = 500;
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /** Made by the service loader. */
    public SlurmBackend() {}

    @Override
    public String name() {
        return "slurm";
    }

    @Override
    public String preview(JobDescription job, int count, JobGroup group) {
        List<String> lines = new ArrayList<>();
        for (int rest = count; rest > 0; rest -= SbatchCommand.LARGEST_ARRAY) {
            lines.add(SbatchCommand.words(job, Math.min(rest, SbatchCommand.LARGEST_ARRAY), group).stream()
                    .map(JobScript::quoted)
                    .collect(Collectors.joining(" ")));
        }
        return String.join("\n", lines) + "\n\n# " + SbatchCommand.script(group) + "\n"
                + SbatchCommand.scriptText(job, group);
    }

    @Override
    public List<JobId> submit(JobDescription job, int count, JobGroup group) {
        JobFiles.prepare(job, group);
        JobFiles.write(SbatchCommand.script(group), SbatchCommand.scriptText(job, group), true);
        List<JobId> ids = new ArrayList<>();
        for (int rest = count; rest > 0; rest -= SbatchCommand.LARGEST_ARRAY) {
            int size = Math.min(rest, SbatchCommand.LARGEST_ARRAY);
            String answer = new SystemCommand(group, SbatchCommand.words(job, size, group)).demand();
            // "ID" or "ID;CLUSTER"
            String id = answer.strip().split(";")[0];
            if (!NUMBER.matcher(id).matches()) {
                throw new BatchException(BatchError.UNREACHABLE, "sbatch names no job, but says '" + id + "'");
            }
            for (int task = 0; task < size; task++) {
                ids.add(new JobId(size == 1 ? id : id + "_" + task));
            }
        }
        return ids;
    }

    @Override
    public List<JobStatus> observe(JobGroup group, Collection<JobId> expected) {
        Map<JobId, JobStatus> found = new LinkedHashMap<>();
        for (QueueLine line : QueueLine.all(group)) {
            boolean awaited = expected.contains(line.id());
            if (awaited || line.comment().equals(SbatchCommand.comment(group))) {
                JobState state = line.state();
                if (state.active()) {
                    found.put(line.id(), line.status(state));
                } else if (awaited) {
                    found.put(line.id(), line.status(ended(line, state, group)));
                }
            }
        }
        for (JobId id : expected) {
            found.computeIfAbsent(id, missing -> forgotten(missing, group));
        }
        return List.copyOf(found.values());
    }

    @Override
    public void remove(JobGroup group, Collection<JobId> jobs) {
        List<String> ids = jobs.stream().map(JobId::text).toList();
        for (int i = 0; i < ids.size(); i += IDS_PER_CALL) {
            List<String> words = new ArrayList<>(List.of("scancel", "--quiet"));
            words.addAll(ids.subList(i, Math.min(ids.size(), i + IDS_PER_CALL)));
            SystemCommand.Result result = new SystemCommand(group, words).run();
            boolean gone = result.complaint().isEmpty()
                    || result.complaint().contains("Invalid job id")
                    || result.complaint().contains("already completing or completed");
            if (result.code() != 0 && !gone) {
                throw new BatchException(BatchError.REFUSED, "scancel failed: " + result.complaint());
            }
        }
    }

    @Override
    public String explain(JobGroup group, JobStatus status) {
        String head = "job " + status.id() + " is " + status.state().word();
        return switch (status.state()) {
            case JobState.Idle idle -> head + ": " + PendingReason.text(idle.reason());
            case JobState.Held held -> head + ": " + PendingReason.text(held.reason());
            case JobState.Leaving leaving -> head + ": " + leaving.reason();
            case JobState.Removed removed -> head + ": " + removed.reason();
            case JobState.Gone gone -> head + ": " + gone.reason();
            case JobState.Running running -> head + " on " + running.host();
            case JobState.Exited exited -> {
                String output = JobOutput.tail(output(status.id(), group));
                yield head + " with exit code " + exited.code()
                        + (output.isEmpty() ? "; it printed nothing" : "; it printed last:\n" + output);
            }
        };
    }

    private static Path output(JobId id, JobGroup group) {
        return group.logs().resolve("out." + id);
    }

    /** The queue shows that a job failed; its exit code is known elsewhere. */
    private static JobState ended(QueueLine line, JobState state, JobGroup group) {
        if (!(state instanceof JobState.Exited exited)) {
            return state;
        }
        int code = exited.code() == 0 ? 0 : exitCode(line.id(), group).orElse(exited.code());
        return new JobState.Exited(code, JobOutput.tail(output(line.id(), group)));
    }

    private static OptionalInt exitCode(JobId id, JobGroup group) {
        SystemCommand.Result result =
                new SystemCommand(group, List.of("scontrol", "-o", "show", "job", id.text())).run();
        if (result.code() == 0) {
            var found = Pattern.compile(" ExitCode=(\\d+):(\\d+) ").matcher(result.out());
            if (found.find()) {
                int signal = Integer.parseInt(found.group(2));
                return OptionalInt.of(signal > 0 ? 128 + signal : Integer.parseInt(found.group(1)));
            }
        }
        return JobOutput.number(group.logs().resolve("status." + id));
    }

    /** A job that the controller does not know any more, some minutes after its end. */
    private static JobStatus forgotten(JobId id, JobGroup group) {
        OptionalInt code = JobOutput.number(group.logs().resolve("status." + id));
        if (code.isPresent()) {
            return new JobStatus(
                    id, new JobState.Exited(code.getAsInt(), JobOutput.tail(output(id, group))), Instant.EPOCH, 1);
        }
        SystemCommand.Result result = new SystemCommand(
                        group, List.of("sacct", "-X", "-n", "-P", "-o", "State,ExitCode", "-j", id.text()))
                .run();
        String[] fields = result.out().strip().split("[| ]", 2);
        JobState state = result.code() == 0 && fields.length == 2
                ? QueueLine.state(fields[0], "", "")
                : new JobState.Gone("SLURM has forgotten it, its script left no exit code, and there is no accounting");
        return new JobStatus(id, state.active() ? new JobState.Gone("lost by SLURM") : state, Instant.EPOCH, 1);
    }
}
