package org.topcoffea.batch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of one submitter and the journal of them. Nothing is submitted without having been written down before; so a pool
 * that is opened on the directory of one that was killed has its jobs, also those whose identifiers it did not live to see.
 *
 * <p>One pool at a time has a directory. Not safe for use by several threads.
 */
public final class JobPool implements AutoCloseable {
    private static final long POLL_MILLIS = 500;

    private final BatchBackend backend;
    private final JobGroup group;
    private final JobJournal journal;
    private final FileChannel lock;
    private final JobLogs logs;

    private JobPool(BatchBackend backend, JobGroup group, JobJournal journal, FileChannel lock) {
        this.backend = backend;
        this.group = group;
        this.journal = journal;
        this.lock = lock;
        this.logs = new JobLogs(group);
    }

    /**
     * Opens a directory, made if need be, and takes over the jobs of whoever had it before.
     *
     * @param backend where jobs go
     * @param directory for submit files, outputs, logs and the journal
     * @param environment for the commands of the batch system
     * @throws BatchException {@link BatchError#IN_USE} if another submitter has it; {@link BatchError#BAD_DIRECTORY}
     */
    public static JobPool open(BatchBackend backend, Path directory, Map<String, String> environment) {
        Path absolute = directory.toAbsolutePath().normalize();
        JobFiles.makePrivate(absolute);
        FileChannel lock = lock(absolute);
        try {
            JobJournal journal = JobJournal.open(absolute.resolve("journal"), backend.name());
            return new JobPool(backend, new JobGroup(journal.tag(), absolute, environment), journal, lock);
        } catch (RuntimeException e) {
            close(lock);
            throw e;
        }
    }

    /** The name of the backend whose jobs a directory has; empty if no pool was ever there. */
    public static String backendOf(Path directory) {
        Path journal = directory.resolve("journal");
        return Files.exists(journal) ? JobJournal.backend(journal) : "";
    }

    /** Whose jobs these are. */
    public JobGroup group() {
        return group;
    }

    /** Where they go. */
    public BatchBackend backend() {
        return backend;
    }

    /** Jobs that are thought to be in the batch system's hands. */
    public List<JobId> jobs() {
        return journal.active();
    }

    /** Whether a submission was begun here, by this or a former pool, and its outcome is not known. */
    public boolean interrupted() {
        return journal.interrupted();
    }

    /** Submits jobs; see {@link BatchBackend#submit}. */
    public List<JobId> submit(JobDescription job, int count) {
        journal.submitting(count);
        List<JobId> ids = backend.submit(job, count, group);
        journal.submitted(ids);
        return ids;
    }

    /**
     * The state of all jobs. Those that have ended are told once. Jobs of an interrupted submission are found here. Of what
     * ended jobs have printed, that of the last {@value JobLogs#KEPT} is kept.
     *
     * @throws BatchException if the batch system does not answer; nothing has changed then
     */
    public List<JobStatus> observe() {
        List<JobStatus> all = backend.observe(group, journal.active());
        Set<JobId> known = new HashSet<>(journal.active());
        int ended = 0;
        for (JobStatus status : all) {
            boolean active = status.state().active();
            if (active && !known.contains(status.id())) {
                journal.found(status.id());
            } else if (!active) {
                journal.ended(status.id(), status.state());
                ended++;
            }
        }
        if (journal.interrupted()) {
            journal.submitted(List.of());
        }
        logs.ended(ended, journal.active());
        return List.copyOf(all);
    }

    /** Removes some jobs; {@link #observe} tells when they are gone. */
    public void remove(Collection<JobId> jobs) {
        if (!jobs.isEmpty()) {
            backend.remove(group, List.copyOf(jobs));
        }
    }

    /** Why a job is in its state; see {@link BatchBackend#explain}. */
    public String explain(JobStatus status) {
        return backend.explain(group, status);
    }

    /**
     * Removes all jobs and waits until the batch system has none left.
     *
     * @param patience how long to wait
     * @return the jobs that are still there
     */
    public List<JobId> clear(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        Set<JobId> asked = new HashSet<>();
        while (true) {
            List<JobId> left = observe().stream()
                    .filter(status -> status.state().active())
                    .map(JobStatus::id)
                    .toList();
            List<JobId> fresh = left.stream().filter(asked::add).toList();
            remove(fresh);
            if (left.isEmpty() || System.nanoTime() > end) {
                return left;
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return left;
            }
        }
    }

    /** Lets the directory go. Jobs stay where they are and the journal knows them. */
    @Override
    public void close() {
        try {
            journal.close();
        } finally {
            close(lock);
        }
    }

    private static FileChannel lock(Path directory) {
        Path file = directory.resolve("lock");
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock taken = tryLock(channel);
            if (taken != null) {
                return channel;
            }
            close(channel);
        } catch (IOException e) {
            close(channel);
            throw new BatchException(
                    BatchError.BAD_DIRECTORY,
                    directory + " cannot be written (" + e.getMessage() + "): name another directory",
                    e);
        }
        throw new BatchException(
                BatchError.IN_USE, directory + " is used by another submitter: end it, or name another directory");
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // taken by this very process
            return null;
        }
    }

    private static void close(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new BatchException(BatchError.BAD_DIRECTORY, "a lock cannot be released: " + e.getMessage(), e);
        }
    }
}
