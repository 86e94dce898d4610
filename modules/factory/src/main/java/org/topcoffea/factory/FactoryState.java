package org.topcoffea.factory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.topcoffea.batch.JobId;
import org.topcoffea.batch.JobState;
import org.topcoffea.batch.JobStatus;

/**
 * What a factory remembers from cycle to cycle, and how it decides. Knows neither clocks nor batch systems nor connections:
 * the same decisions come out in production and in simulation. Times are seconds of any clock that does not go back.
 */
public final class FactoryState {
    /** A job that runs this long has had the time to connect, and has shown that it can run. */
    private static final long SETTLED = 60;

    /** When nothing has started for so long, it is worth saying why. */
    private static final long QUEUE_PATIENCE = 300;

    private final long queuePatience;
    private final JobWatch watch = new JobWatch();
    private long foreign = -1;
    private long managersSeen = -1;
    private long surplusSince = -1;
    private long smallestSurplus;
    private long stuckSince = -1;

    /** A factory that has just begun. */
    public FactoryState() {
        this(QUEUE_PATIENCE);
    }

    /** One that wonders after so many seconds why nothing starts. */
    FactoryState(long queuePatience) {
        this.queuePatience = queuePatience;
    }

    /**
     * Decides.
     *
     * @param now seconds
     * @param settings what holds now
     * @param managers the managers that are there
     * @param jobs the state of all jobs, also of those that have ended since the last call
     */
    public Decision decide(long now, FactorySettings settings, List<ManagerLoad> managers, List<JobStatus> jobs) {
        List<String> reasons = new ArrayList<>();
        boolean end = timedOut(now, settings, managers, reasons);
        watch.follow(now, Math.min(SETTLED, settings.timeout()), jobs, reasons);
        List<JobStatus> present = watch.kept(jobs);
        long need = Math.clamp(need(settings, managers, reasons), settings.minWorkers(), settings.maxWorkers());
        Decision.Counts counts = counts(now, need, managers, present);
        List<JobId> remove = new ArrayList<>(watch.heldTooLong(now, present, reasons));
        remove.addAll(surplus(now, settings, counts, present, reasons));
        int submit = end ? 0 : submit(now, settings, counts, reasons);
        Optional<JobStatus> puzzling = explainWaiting(now, counts, present, reasons);
        watch.remove(now, remove);
        Set<String> avoid = new TreeSet<>();
        managers.forEach(manager -> avoid.addAll(manager.blockedHosts()));
        return new Decision(submit, avoid, remove, counts, reasons, puzzling, end);
    }

    /** The batch system took no jobs: it is left alone for a while. */
    public void refused(long now, String why) {
        watch.backOff().failed(now, why);
    }

    private boolean timedOut(long now, FactorySettings settings, List<ManagerLoad> managers, List<String> reasons) {
        if (!managers.isEmpty() || managersSeen < 0) {
            managersSeen = now;
        }
        boolean end = settings.factoryTimeout() > 0 && now - managersSeen >= settings.factoryTimeout();
        if (end) {
            reasons.add("no manager for " + (now - managersSeen) + " s: the factory ends");
        }
        return end;
    }

    private static long need(FactorySettings settings, List<ManagerLoad> managers, List<String> reasons) {
        long need = 0;
        for (ManagerLoad manager : managers) {
            WorkerNeed one = WorkerNeed.of(manager, settings.worker(), settings.tasksPerWorker(), settings.capacity());
            need += one.workers();
            reasons.addAll(one.reasons());
        }
        return need;
    }

    private Decision.Counts counts(long now, long needed, List<ManagerLoad> managers, List<JobStatus> jobs) {
        long idle = count(jobs, JobState.Idle.class);
        long running = count(jobs, JobState.Running.class);
        long held = count(jobs, JobState.Held.class);
        long connected = managers.stream().mapToLong(ManagerLoad::workers).sum();
        long least = Math.max(0, connected - running);
        // While ours are on their way, growth of what is connected is taken for theirs; else it is known what is not
        // ours.
        boolean young = foreign >= 0 && watch.youngerThan(SETTLED, now) > 0;
        foreign = young ? Math.max(least, Math.min(foreign, connected)) : least;
        long ours = Math.min(running, connected - foreign);
        return new Decision.Counts(
                needed, idle + running, idle, running, held, connected, foreign, idle + running - ours);
    }

    private static long count(List<JobStatus> jobs, Class<? extends JobState> state) {
        return jobs.stream().filter(job -> state.isInstance(job.state())).count();
    }

    private int submit(long now, FactorySettings settings, Decision.Counts counts, List<String> reasons) {
        long missing = counts.needed() - counts.submitted() - counts.foreign();
        if (missing <= 0) {
            return 0;
        }
        long allowed = missing;
        if (settings.workersPerCycle() > 0) {
            allowed = Math.min(allowed, Math.max(0, settings.workersPerCycle() - counts.toConnect()));
            if (allowed < missing) {
                reasons.add(counts.toConnect() + " workers are on their way and " + settings.workersPerCycle()
                        + " may be at once: submitting " + allowed + " of " + missing);
            }
        }
        long trial = watch.backOff().allowance(now, counts.idle() + watch.youngerThan(SETTLED, now));
        if (trial < allowed) {
            reasons.add(watch.backOff().text(now));
            allowed = trial;
        }
        if (allowed > 0) {
            reasons.add("submitting " + allowed + ": " + counts.needed() + " needed, " + counts.running() + " run, "
                    + counts.idle() + " wait, " + counts.foreign() + " are others'");
        }
        return (int) allowed;
    }

    /** Idle jobs that are too many: at once when above the maximum, after the idle timeout when the work has gone. */
    private List<JobId> surplus(
            long now, FactorySettings settings, Decision.Counts counts, List<JobStatus> jobs, List<String> reasons) {
        long present = counts.submitted() + counts.foreign();
        long above = Math.min(counts.idle(), present - settings.maxWorkers());
        long unused = Math.min(counts.idle(), present - counts.needed());
        if (unused <= 0) {
            surplusSince = -1;
        } else if (surplusSince < 0) {
            surplusSince = now;
            smallestSurplus = unused;
        } else {
            smallestSurplus = Math.min(smallestSurplus, unused);
        }
        long remove = Math.max(0, above);
        if (remove > 0) {
            reasons.add("removing " + remove + " waiting jobs: " + present + " workers are more than the maximum of "
                    + settings.maxWorkers());
        } else if (surplusSince >= 0 && now - surplusSince >= settings.timeout()) {
            remove = smallestSurplus;
            surplusSince = -1;
            reasons.add(
                    "removing " + remove + " waiting jobs that have not been needed for " + settings.timeout() + " s");
        }
        return newest(jobs, remove);
    }

    private static List<JobId> newest(List<JobStatus> jobs, long count) {
        return jobs.stream()
                .filter(job -> job.state() instanceof JobState.Idle)
                .sorted(Comparator.comparing(JobStatus::since)
                        .thenComparing(JobStatus::id)
                        .reversed())
                .limit(count)
                .map(JobStatus::id)
                .toList();
    }

    private Optional<JobStatus> explainWaiting(
            long now, Decision.Counts counts, List<JobStatus> jobs, List<String> reasons) {
        boolean stuck = counts.idle() > 0 && counts.needed() > counts.running() + counts.foreign();
        if (!stuck || watch.lastStart() > stuckSince) {
            stuckSince = stuck ? watch.lastStart() : -1;
        }
        if (stuck && stuckSince < 0) {
            stuckSince = now;
        }
        if (!stuck || now - stuckSince < queuePatience) {
            return Optional.empty();
        }
        List<JobStatus> waiting = jobs.stream()
                .filter(job -> job.state() instanceof JobState.Idle)
                .sorted(Comparator.comparing(JobStatus::since).thenComparing(JobStatus::id))
                .toList();
        String reason = waiting.stream()
                .map(job -> ((JobState.Idle) job.state()).reason())
                .filter(text -> !text.isEmpty())
                .findFirst()
                .map(text -> " (" + text + ")")
                .orElse("");
        reasons.add(counts.idle() + " jobs wait and none has started for " + (now - stuckSince) / 60 + " min" + reason);
        return waiting.stream().findFirst();
    }
}
