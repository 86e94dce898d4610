package org.topcoffea.factory;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.topcoffea.batch.JobId;
import org.topcoffea.batch.JobPool;
import org.topcoffea.batch.JobStatus;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.wire.Address;
import org.topcoffea.wire.CatalogClient;
import org.topcoffea.wire.CatalogRecord;
import org.topcoffea.wire.Password;

/**
 * Brings workers as long as somebody needs them. One thread runs it; {@link #stop} may be called from any.
 *
 * <p>Whatever ends it, jobs are not forgotten: in order, they are removed before {@link #run} returns; otherwise the next
 * factory that opens the same {@link JobPool} directory takes them over.
 */
public final class Factory {
    private static final Duration CLEARING = Duration.ofSeconds(90);
    private static final long PUBLISHING_SECONDS = 15;

    /** How often a batch system is asked at length why nothing starts. */
    private static final long PUZZLING_SECONDS = 600;

    private final JobPool pool;
    private final WorkerLaunch launch;
    private final Duration cycle;
    private final FactoryListener listener;
    private final CatalogClient catalog;
    private final ManagerFinder finder;
    private final Lookout lookout;
    private final SettingsSource settings;
    private final FactoryState state;
    private final Map<String, String> lastNotes = new LinkedHashMap<>();
    private long published = Long.MIN_VALUE / 2;
    private long puzzled = Long.MIN_VALUE / 2;
    private boolean stopped;

    /**
     * Prepares a factory and reads its configuration file.
     *
     * @param pool where jobs go
     * @param launch how workers are started
     * @param settings what the command line says
     * @param file a configuration file that overrides it and is followed while it is edited, if there is one
     * @param catalog where managers are found and this factory makes itself known
     * @param cycle how long to wait between two looks
     * @param listener hears what happens
     * @throws FactoryException if the file is wrong, or nobody is named whom to serve
     */
    public Factory(
            JobPool pool,
            WorkerLaunch launch,
            FactorySettings settings,
            Optional<Path> file,
            CatalogClient catalog,
            Duration cycle,
            FactoryListener listener) {
        this(pool, launch, settings, file, catalog, cycle, listener, new FactoryState());
    }

    Factory(
            JobPool pool,
            WorkerLaunch launch,
            FactorySettings settings,
            Optional<Path> file,
            CatalogClient catalog,
            Duration cycle,
            FactoryListener listener,
            FactoryState state) {
        this.state = state;
        this.pool = pool;
        this.launch = launch;
        this.cycle = cycle;
        this.listener = listener;
        this.catalog = catalog;
        List<Address> fixed =
                launch.place().isEmpty() ? List.of() : List.of(Address.parse(String.join(":", launch.place())));
        Password password = launch.password().map(Password::read).orElse(Password.NONE);
        this.finder = new ManagerFinder(catalog, fixed, password, launch.ssl(), this::note);
        this.lookout = new Lookout(finder);
        this.settings = new SettingsSource(file, settings, !fixed.isEmpty(), this::note);
    }

    /**
     * Works until it is stopped or its factory timeout comes, then removes its jobs.
     *
     * @return jobs that the batch system had not removed when patience ended
     */
    public List<JobId> run() {
        note("serving with " + SettingsText.of(settings.current()));
        int adopted = pool.jobs().size();
        if (adopted > 0 || pool.interrupted()) {
            note("taking over " + adopted + " jobs of the factory that was here before");
        }
        try {
            while (!isStopped() && !turn()) {
                pause();
            }
        } finally {
            note("removing all jobs");
            publish(null);
        }
        List<JobId> left = pool.clear(CLEARING);
        note(left.isEmpty() ? "all jobs removed" : "still there: " + left);
        return left;
    }

    /** Asks it to end: the jobs are removed and {@link #run} returns. */
    public synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    /** Waits for the next cycle, or for work to come where there was none. */
    private void pause() {
        long end = System.nanoTime() + cycle.toNanos();
        while (!isStopped() && System.nanoTime() < end) {
            pause(Math.min(Lookout.PERIOD_SECONDS * 1_000_000_000L, end - System.nanoTime()));
            if (!isStopped() && System.nanoTime() < end && lookout.news(seconds(), settings.current())) {
                return;
            }
        }
    }

    private synchronized void pause(long nanos) {
        long end = System.nanoTime() + nanos;
        try {
            while (!stopped && System.nanoTime() < end) {
                wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }

    /** One cycle; true if the factory is to end. What fails in it is told, and tried again in the next. */
    private boolean turn() {
        settings.refresh();
        FactorySettings now = settings.current();
        List<ManagerLoad> managers;
        List<JobStatus> jobs;
        try {
            managers = finder.find(seconds(), now);
            lookout.seen(seconds(), managers);
            jobs = pool.observe();
        } catch (AnalysisException e) {
            note(e.getMessage() + "; nothing is submitted or removed until that is known");
            return false;
        }
        Decision decision = state.decide(seconds(), now, managers, jobs);
        try {
            pool.remove(decision.remove());
            if (decision.submit() > 0 && !isStopped()) {
                pool.submit(launch.job(now, decision.avoid()), decision.submit());
            }
        } catch (AnalysisException e) {
            state.refused(seconds(), String.valueOf(e.getMessage()));
            note(String.valueOf(e.getMessage()));
        }
        decision.puzzling().ifPresent(this::explain);
        FactoryReport report = new FactoryReport(Instant.now(), now, managers, jobs, decision);
        listener.cycle(report);
        publish(report);
        return decision.end();
    }

    private void explain(JobStatus waiting) {
        if (seconds() - puzzled >= PUZZLING_SECONDS) {
            puzzled = seconds();
            try {
                note(pool.explain(waiting));
            } catch (AnalysisException e) {
                note(String.valueOf(e.getMessage()));
            }
        }
    }

    private static long seconds() {
        return System.nanoTime() / 1_000_000_000L;
    }

    /** The same thing is told once until something else of its kind is. */
    private void note(String line) {
        String kind = line.length() < 12 ? line : line.substring(0, 12);
        if (!line.equals(lastNotes.put(kind, line))) {
            listener.note(line);
        }
    }

    /** Makes this factory known as that of Work Queue does; without a report, it takes its leave. */
    private void publish(@org.jspecify.annotations.Nullable FactoryReport report) {
        long now = seconds();
        if (!catalog.present() || (report != null && now - published < PUBLISHING_SECONDS)) {
            return;
        }
        published = now;
        CatalogRecord record =
                FactoryRecord.of(settings.current(), report, pool.group().tag());
        List<String> problems = new ArrayList<>(catalog.update(record));
        problems.forEach(this::note);
    }
}
