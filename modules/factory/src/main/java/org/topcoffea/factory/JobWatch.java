package org.topcoffea.factory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.topcoffea.batch.JobId;
import org.topcoffea.batch.JobState;
import org.topcoffea.batch.JobStatus;

/** Follows jobs from cycle to cycle: since when they run or are held, which failed, which the factory itself removes. */
final class JobWatch {
    /** How long a held job is left for somebody to look at or release. */
    private static final long HELD_PATIENCE = 600;

    private static final int HELD_KEPT = 5;
    private static final int FAILURES_TOLD = 3;

    /** After this long a job that should have gone is taken for one that stays. */
    private static final long REMOVAL_PATIENCE = 300;

    private final Map<JobId, Long> runningSince = new HashMap<>();
    private final Map<JobId, Long> heldSince = new HashMap<>();
    private final Map<JobId, Long> removing = new HashMap<>();
    private final BackOff backOff = new BackOff();
    private long lastStart = -1;

    /**
     * Takes in what the batch system says.
     *
     * @param settled how many seconds a job has to run to count as a good one
     */
    void follow(long now, long settled, List<JobStatus> jobs, List<String> reasons) {
        List<String> failures = new ArrayList<>();
        removing.values().removeIf(since -> now - since > REMOVAL_PATIENCE);
        for (JobStatus job : jobs) {
            JobId id = job.id();
            switch (job.state()) {
                case JobState.Running _ -> running(now, settled, id);
                case JobState.Idle _ -> waits(id, reasons);
                case JobState.Leaving _ -> {}
                case JobState.Held held -> {
                    runningSince.remove(id);
                    if (heldSince.putIfAbsent(id, now) == null) {
                        failures.add("job " + id + " was held: " + held.reason());
                    }
                }
                case JobState.Exited exited -> exited(now, settled, id, exited, failures, reasons);
                case JobState.Removed removed -> removed(id, removed, failures, reasons);
                case JobState.Gone gone -> {
                    forget(id);
                    removing.remove(id);
                    reasons.add("job " + id + " is gone: " + gone.reason());
                }
            }
        }
        if (!failures.isEmpty()) {
            String more = failures.size() == 1 ? "" : " (and " + (failures.size() - 1) + " more jobs)";
            reasons.addAll(failures.subList(0, Math.min(failures.size(), FAILURES_TOLD)));
            backOff.failed(now, failures.getFirst() + more);
        }
    }

    /** Those that the factory has not given up. */
    List<JobStatus> kept(List<JobStatus> jobs) {
        return jobs.stream().filter(job -> !removing.containsKey(job.id())).toList();
    }

    /** Notes that jobs are being removed. */
    void remove(long now, List<JobId> jobs) {
        jobs.forEach(id -> removing.put(id, now));
    }

    /** How many jobs began to run less than so many seconds ago. */
    long youngerThan(long seconds, long now) {
        return runningSince.values().stream()
                .filter(since -> now - since < seconds)
                .count();
    }

    /** When a job was last seen to begin; -1 if none was. */
    long lastStart() {
        return lastStart;
    }

    BackOff backOff() {
        return backOff;
    }

    /** Held jobs that nobody looked at in time, or that are too many to be looked at. */
    List<JobId> heldTooLong(long now, List<JobStatus> jobs, List<String> reasons) {
        List<JobId> held = jobs.stream()
                .filter(job -> job.state() instanceof JobState.Held)
                .map(JobStatus::id)
                .sorted(Comparator.comparing((JobId id) -> heldSince.getOrDefault(id, now))
                        .reversed())
                .toList();
        List<JobId> remove = new ArrayList<>();
        for (int i = 0; i < held.size(); i++) {
            if (i >= HELD_KEPT || now - heldSince.getOrDefault(held.get(i), now) >= HELD_PATIENCE) {
                remove.add(held.get(i));
            }
        }
        if (!held.isEmpty()) {
            reasons.add(held.size() + " jobs are held and count as no worker"
                    + (remove.isEmpty() ? "" : "; removing " + remove.size() + " of them"));
        }
        return remove;
    }

    private void running(long now, long settled, JobId id) {
        heldSince.remove(id);
        Long since = runningSince.putIfAbsent(id, now);
        if (since == null) {
            lastStart = now;
        } else if (now - since >= settled) {
            backOff.lasted();
        }
    }

    private void waits(JobId id, List<String> reasons) {
        heldSince.remove(id);
        if (runningSince.remove(id) != null) {
            reasons.add("job " + id + " was stopped by the batch system and waits again");
        }
    }

    private void exited(
            long now, long settled, JobId id, JobState.Exited exited, List<String> failures, List<String> reasons) {
        long started = forget(id);
        boolean asked = removing.remove(id) != null;
        long lasted = started < 0 ? 0 : now - started;
        String last = exited.output().strip();
        String said = last.isEmpty() ? "" : "; it said last: " + last.substring(last.lastIndexOf('\n') + 1);
        String text = "job " + id + " ended with exit code " + exited.code() + " after "
                + (started < 0 ? "less than a cycle" : lasted + " s") + said;
        if (!asked && lasted < settled) {
            failures.add(text);
        } else if (exited.code() != 0) {
            reasons.add(text);
        }
    }

    private void removed(JobId id, JobState.Removed removed, List<String> failures, List<String> reasons) {
        boolean ran = forget(id) >= 0;
        if (removing.remove(id) == null) {
            String text = "job " + id + " was removed by somebody else: " + removed.reason();
            (ran ? reasons : failures).add(text);
        }
    }

    /** When a job began to run, before it is forgotten; -1 if it was never seen running. */
    private long forget(JobId id) {
        heldSince.remove(id);
        Long since = runningSince.remove(id);
        return since == null ? -1 : since;
    }
}
