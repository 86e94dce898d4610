package org.topcoffea.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.topcoffea.batch.BatchBackend;
import org.topcoffea.batch.JobDescription;
import org.topcoffea.batch.JobGroup;
import org.topcoffea.batch.JobId;
import org.topcoffea.batch.JobPool;
import org.topcoffea.batch.JobStatus;
import org.topcoffea.factory.FactorySettings;
import org.topcoffea.factory.WorkerLaunch;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Submits a number of workers, and looks after those submitted before. */
final class WorkerSubmission {
    /** As long as work_queue_worker waits by itself. */
    private static final Duration TIMEOUT = Duration.ofMinutes(15);

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final CommandLine command;
    private final BatchBackend backend;
    private final SubmitWorkersOptions options;
    private final Path directory;

    WorkerSubmission(CommandLine command, String type, SubmitWorkersOptions options) {
        this.command = command;
        this.backend = Backends.named(type, options.workers.plugins.directories());
        this.options = options;
        this.directory =
                options.scratch.resolve(WorkerJobOptions.user() + "-workers").resolve(backend.name());
    }

    int run() {
        if (options.dryRun) {
            JobGroup group = new JobGroup("dryrun", directory, System.getenv());
            Console.out().print(backend.preview(job(group), count(), group));
            return ExitCode.COMPLETE.code();
        }
        if (!options.list && !options.remove) {
            count();
        }
        try (JobPool pool = JobPool.open(backend, directory, System.getenv())) {
            dropInterrupted(pool);
            if (options.remove) {
                return remove(pool);
            }
            return options.list ? list(pool) : submit(pool);
        }
    }

    private int submit(JobPool pool) {
        List<JobId> ids = pool.submit(job(pool.group()), count());
        String names = ids.size() <= 3 ? ids.toString() : "[" + ids.getFirst() + " … " + ids.getLast() + "]";
        Console.line("submitted " + ids.size() + " workers to " + backend.name() + ": " + names);
        Console.note("their files are in " + pool.group().directory()
                + "; the same command with --list shows them, with --remove removes them");
        return ExitCode.COMPLETE.code();
    }

    /** A submission that was killed half way was not meant to leave a part of its workers behind. */
    private static void dropInterrupted(JobPool pool) {
        if (!pool.interrupted()) {
            return;
        }
        Set<JobId> known = new HashSet<>(pool.jobs());
        List<JobId> lost = pool.observe().stream()
                .filter(status -> status.state().active() && !known.contains(status.id()))
                .map(JobStatus::id)
                .toList();
        pool.remove(lost);
        Console.note("topcoffea: an earlier submission was interrupted: removed " + lost.size() + " jobs of it");
    }

    private static int list(JobPool pool) {
        List<JobStatus> jobs = pool.observe();
        for (JobStatus job : jobs) {
            Console.line(pool.explain(job));
        }
        if (jobs.isEmpty()) {
            Console.note("no jobs");
        }
        return ExitCode.COMPLETE.code();
    }

    private static int remove(JobPool pool) {
        int before = pool.jobs().size();
        List<JobId> left = pool.clear(PATIENCE);
        Console.line("removed " + (before - left.size()) + " workers");
        left.forEach(id -> Console.note("topcoffea: still there: " + id));
        return (left.isEmpty() ? ExitCode.COMPLETE : ExitCode.FAILED).code();
    }

    private JobDescription job(JobGroup group) {
        List<String> place = place();
        WorkerLaunch launch = options.workers.launch(
                options.dryRun
                        ? Path.of("work_queue_worker")
                        : options.workers.binary(backend.name().equals("local"), group.directory()),
                place,
                options.catalog,
                options.workerOptions(),
                options.workers.placement(options.settings(), options.batchOptions()));
        if (!place.isEmpty()
                && place.getFirst().equals("localhost")
                && !backend.name().equals("local")) {
            Console.note("topcoffea: workers on other machines will not find a manager on 'localhost'");
        }
        return launch.job(settings(), Set.of());
    }

    private FactorySettings settings() {
        Duration timeout = options.workers.timeout().orElse(TIMEOUT);
        return new FactorySettings(
                options.workers.managerName,
                "",
                0,
                FactorySettings.DEFAULTS.maxWorkers(),
                0,
                0,
                (int) timeout.toSeconds(),
                0,
                options.workers.size(),
                options.workers.autosize,
                false,
                options.workers.extraOptions(),
                List.of(),
                "");
    }

    private List<String> place() {
        int expected = options.workers.managerName.isEmpty() ? 3 : 1;
        List<String> given = options.positional;
        if (given.size() != expected) {
            throw new ParameterException(
                    command,
                    expected == 3
                            ? "give HOST PORT COUNT, or -M NAME and COUNT"
                            : "with -M NAME only COUNT follows, not " + given);
        }
        return given.subList(0, expected - 1);
    }

    private int count() {
        place();
        String text = options.positional.getLast();
        if (!text.matches("[1-9]\\d{0,5}")) {
            throw new ParameterException(command, "COUNT is '" + text + "': it has to be a number from 1 to 999999");
        }
        return Integer.parseInt(text);
    }
}
