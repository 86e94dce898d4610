package org.topcoffea.batch.slurm;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.topcoffea.batch.JobGroup;
import org.topcoffea.batch.JobId;
import org.topcoffea.batch.JobState;
import org.topcoffea.batch.JobStatus;
import org.topcoffea.batch.SystemCommand;

/**
 * One job as squeue prints it; the controller keeps ended ones for some minutes (MinJobAge).
 *
 * @param id job, or job and task of an array
 * @param word state as SLURM calls it
 * @param nodes where it runs or ran
 * @param started when it started
 * @param submitted when it was submitted
 * @param restarts how often it was queued again
 * @param comment what the submitter wrote
 * @param reason why it waits
 */
record QueueLine(
        JobId id,
        String word,
        String nodes,
        String started,
        String submitted,
        String restarts,
        String comment,
        String reason) {
    private static final String FIELDS =
            "JobArrayID:|,State:|,NodeList:|,StartTime:|,SubmitTime:|,RestartCnt:|,Comment:|,Reason:";
    private static final int COUNT = 8;

    /** All jobs that the controller knows, of all users: the group's are told by their comment. */
    static List<QueueLine> all(JobGroup group) {
        String output =
                new SystemCommand(group, List.of("squeue", "-h", "-r", "-t", "all", "--me", "-O", FIELDS)).demand();
        List<QueueLine> lines = new ArrayList<>();
        for (String line : output.lines().toList()) {
            String[] fields = line.split("\\|", COUNT);
            if (fields.length == COUNT) {
                lines.add(new QueueLine(
                        new JobId(fields[0].strip()),
                        fields[1],
                        fields[2],
                        fields[3],
                        fields[4],
                        fields[5],
                        fields[6],
                        fields[7].strip()));
            }
        }
        return lines;
    }

    /** Its state; a failed one has an exit code of 1 here, whatever it really was. */
    JobState state() {
        return state(word, reason, nodes);
    }

    /** The status of this job in a state. */
    JobStatus status(JobState state) {
        Instant since = time(state instanceof JobState.Idle || state instanceof JobState.Held ? submitted : started);
        int again = restarts.matches("\\d{1,9}") ? Integer.parseInt(restarts) : 0;
        return new JobStatus(id, state, since, again + (state instanceof JobState.Idle ? 0 : 1));
    }

    /** States of squeue's manual, "JOB STATE CODES". */
    static JobState state(String word, String reason, String nodes) {
        return switch (word.split("[ +]")[0]) {
            case "PENDING", "REQUEUED", "CONFIGURING" -> pending(reason);
            case "RUNNING", "RESIZING", "SIGNALING", "STAGE_OUT" -> new JobState.Running(nodes);
            case "SUSPENDED", "STOPPED" -> new JobState.Running(nodes + " (suspended)");
            case "REQUEUE_HOLD", "SPECIAL_EXIT", "RESV_DEL_HOLD", "REQUEUE_FED" -> new JobState.Held(reason);
            case "COMPLETING" -> new JobState.Leaving("is completing");
            case "COMPLETED" -> new JobState.Exited(0, "");
            case "FAILED", "OUT_OF_MEMORY", "BOOT_FAIL" -> new JobState.Exited(1, "");
            case "CANCELLED", "REVOKED" -> new JobState.Removed("cancelled");
            case "TIMEOUT" -> new JobState.Removed("its time limit was reached");
            case "DEADLINE" -> new JobState.Removed("its deadline was reached");
            case "PREEMPTED" -> new JobState.Removed("made way for a job of higher priority");
            case "NODE_FAIL" -> new JobState.Gone("its node failed");
            default -> new JobState.Held("SLURM says " + word + ", which is not known here");
        };
    }

    private static JobState pending(String reason) {
        // JobHeldUser, JobHeldAdmin, "job requeued in held state", "launch failed requeued held"
        boolean held = reason.toLowerCase(Locale.ROOT).contains("held");
        return held ? new JobState.Held(reason) : new JobState.Idle(reason.equals("None") ? "" : reason);
    }

    private static Instant time(String text) {
        try {
            return LocalDateTime.parse(text).atZone(ZoneId.systemDefault()).toInstant();
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }
}
