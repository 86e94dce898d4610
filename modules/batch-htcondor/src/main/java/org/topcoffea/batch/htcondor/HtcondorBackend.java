package org.topcoffea.batch.htcondor;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
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
import org.topcoffea.batch.JobState;
import org.topcoffea.batch.JobStatus;
import org.topcoffea.batch.SystemCommand;

/**
 * Jobs of HTCondor, through its commands. Jobs carry the group's tag as an attribute of their ads; what has left the queue is
 * looked up in the event log of the group, then in the schedd's history.
 */
public final class HtcondorBackend implements BatchBackend {
    /** Made by the service loader. */
    public HtcondorBackend() {}

    private static final Pattern SUBMITTED = Pattern.compile("(\\d+)\\.(\\d+) - (\\d+)\\.(\\d+)");
    private static final int IDS_PER_CALL = 500;

    @Override
    public String name() {
        return "condor";
    }

    @Override
    public List<String> aliases() {
        return List.of("htcondor");
    }

    @Override
    public String preview(JobDescription job, int count, JobGroup group) {
        List<String> names =
                new ArrayList<>(job.files().stream().map(file -> file.name()).toList());
        if (!job.environment().isEmpty()) {
            names.add(JobFiles.environmentName(job));
        }
        return SubmitDescription.of(job, count, group, names) + "\n# " + SubmitDescription.script(group) + "\n"
                + SubmitDescription.scriptText(job, group);
    }

    @Override
    public List<JobId> submit(JobDescription job, int count, JobGroup group) {
        List<String> names = JobFiles.prepare(job, group);
        String description = SubmitDescription.of(job, count, group, names);
        JobFiles.write(SubmitDescription.script(group), SubmitDescription.scriptText(job, group), true);
        Path file = group.directory().resolve("submit");
        JobFiles.write(file, description, false);
        List<String> words = new ArrayList<>(List.of("condor_submit", "-terse"));
        if (SubmitDescription.spooled(job)) {
            words.add("-spool");
        }
        words.add(file.toString());
        String answer = new SystemCommand(group, words).demand();
        Matcher range = SUBMITTED.matcher(answer);
        if (!range.find()) {
            throw new BatchException(
                    BatchError.UNREACHABLE, "condor_submit names no jobs, but says '" + answer.strip() + "'");
        }
        List<JobId> ids = new ArrayList<>();
        for (int process = Integer.parseInt(range.group(2)); process <= Integer.parseInt(range.group(4)); process++) {
            ids.add(new JobId(range.group(1) + "." + process));
        }
        return ids;
    }

    @Override
    public List<JobStatus> observe(JobGroup group, Collection<JobId> expected) {
        Map<JobId, JobStatus> found = new LinkedHashMap<>();
        String output = new SystemCommand(
                        group,
                        List.of(
                                "condor_q",
                                "-json",
                                "-attributes",
                                JobAd.ATTRIBUTES,
                                "-constraint",
                                "TopcoffeaGroup == \"" + group.tag() + "\""))
                .demand();
        fetch(JobAd.unfetched(output), group);
        for (JobStatus status : JobAd.statuses(output, group)) {
            if (status.state().active() || expected.contains(status.id())) {
                found.put(status.id(), status);
            }
        }
        List<JobId> missing =
                expected.stream().filter(id -> !found.containsKey(id)).toList();
        if (!missing.isEmpty()) {
            Map<JobId, JobStatus> ends = EventLog.ends(group);
            missing.forEach(id -> found.put(id, ends.containsKey(id) ? ends.get(id) : history(id, group)));
        }
        return List.copyOf(found.values());
    }

    @Override
    public void remove(JobGroup group, Collection<JobId> jobs) {
        List<String> ids = jobs.stream().map(JobId::text).toList();
        for (int i = 0; i < ids.size(); i += IDS_PER_CALL) {
            List<String> words = new ArrayList<>(List.of("condor_rm"));
            words.addAll(ids.subList(i, Math.min(ids.size(), i + IDS_PER_CALL)));
            SystemCommand.Result result = new SystemCommand(group, words).run();
            // It complains of jobs that are not there any more, which is what was wanted; of everything else one is
            // told.
            boolean gone = result.complaint().contains("not found")
                    || result.complaint().contains("Couldn't find/remove all jobs");
            if (result.code() != 0 && !gone) {
                throw new BatchException(BatchError.REFUSED, "condor_rm failed: " + result.complaint());
            }
        }
    }

    @Override
    public String explain(JobGroup group, JobStatus status) {
        String head = "job " + status.id() + " is " + status.state().word();
        return switch (status.state()) {
            case JobState.Held held -> head + ": " + held.reason();
            case JobState.Removed removed -> head + ": " + removed.reason();
            case JobState.Gone gone -> head + ": " + gone.reason();
            case JobState.Leaving leaving -> head + ": " + leaving.reason();
            case JobState.Running running -> head + " on " + running.host();
            case JobState.Idle _ -> head + "; " + analysis(status.id(), group);
            case JobState.Exited exited -> {
                String output = JobOutput.tail(JobAd.output(group, status.id()));
                yield head + " with exit code " + exited.code()
                        + (output.isEmpty() ? "; it printed nothing" : "; it printed last:\n" + output);
            }
        };
    }

    /** Takes home what spooled jobs have printed, and lets them leave the queue; else they would stay there for ten days. */
    private void fetch(List<JobId> ended, JobGroup group) {
        if (!ended.isEmpty()) {
            List<String> words = new ArrayList<>(List.of("condor_transfer_data"));
            ended.stream().map(JobId::text).forEach(words::add);
            // What cannot be fetched is only their last words.
            new SystemCommand(group, words).run();
            remove(group, ended);
        }
    }

    private static JobStatus history(JobId id, JobGroup group) {
        SystemCommand.Result result = new SystemCommand(
                        group,
                        List.of("condor_history", "-json", "-limit", "1", "-attributes", JobAd.ATTRIBUTES, id.text()))
                .run();
        JobState state = JobAd.statuses(result.code() == 0 ? result.out() : "", group).stream()
                .filter(status -> status.id().equals(id))
                .map(JobStatus::state)
                .findFirst()
                .orElse(new JobState.Gone("neither the queue nor the event log nor the history knows it"));
        // What leaves the queue has left it once it is in the history.
        JobState end = state instanceof JobState.Leaving leaving ? new JobState.Removed(leaving.reason()) : state;
        return new JobStatus(id, end, Instant.EPOCH, 0);
    }

    /** What condor_q says about a job that does not start: conditions that few slots meet, and its summary. */
    private static String analysis(JobId id, JobGroup group) {
        SystemCommand.Result result = new SystemCommand(group, List.of("condor_q", "-better-analyze", id.text())).run();
        String text = result.out()
                .lines()
                .map(String::strip)
                .dropWhile(line -> !line.contains("reduces to these conditions"))
                .skip(1)
                .filter(line -> !line.isEmpty() && !line.startsWith("---") && !line.startsWith("Slots"))
                .collect(Collectors.joining("\n"));
        return text.isEmpty() ? "it has not been considered for a slot yet" : "condor_q -better-analyze says:\n" + text;
    }
}
