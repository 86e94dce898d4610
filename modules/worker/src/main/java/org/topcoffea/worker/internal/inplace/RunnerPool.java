package org.topcoffea.worker.internal.inplace;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.topcoffea.spi.AnalysisException;

/** All runners of a worker, by environment. Confined to the worker's own thread. */
public final class RunnerPool {
    private static final System.Logger LOG = System.getLogger("wq");

    /** As many environments stay warm. */
    private static final int WARM = 2;

    private final RunnerHost host;
    private final Executor loop;
    private final Map<String, EnvironmentRunners> environments = new LinkedHashMap<>(16, 0.75f, true);
    private final String prefix;
    private @Nullable RunnerProcess spare;
    private boolean commands;
    private long folds;

    /**
     * A partial result that waits in the cache.
     *
     * @param runId the run it belongs to
     * @param cacheName its name
     */
    public record Held(String runId, String cacheName) {}

    /**
     * Without runners yet.
     *
     * @param prefix begins the names of sums; no other worker has it
     * @param host the worker
     * @param loop the worker's own thread
     */
    public RunnerPool(String prefix, RunnerHost host, Executor loop) {
        this.prefix = prefix;
        this.host = host;
        this.loop = loop;
    }

    /**
     * Has a task carried out.
     *
     * @param environment names the run with its plugins
     * @param run the description of the run
     * @param plugins its unpacked plugins
     * @param task the task
     */
    public void submit(String environment, Path run, List<Path> plugins, InPlaceTask task) {
        EnvironmentRunners runners = environments.computeIfAbsent(
                environment,
                key -> new EnvironmentRunners(
                        (fold, listener) -> start(run, plugins, fold, listener), () -> prefix + "-" + ++folds, host));
        try {
            runners.submit(task);
        } catch (AnalysisException e) {
            runners.withdraw().forEach(waiting -> refuse(waiting, e));
        }
        makeRoom(environment);
    }

    private RunnerProcess start(Path run, List<Path> plugins, String fold, RunnerProcess.Listener listener) {
        RunnerProcess runner = spare != null ? spare : launch(listener);
        spare = null;
        commands = false;
        runner.listener(listener);
        runner.tell(new Frame.Prepare(
                run.toString(), plugins.stream().map(Path::toString).toList(), fold));
        return runner;
    }

    private RunnerProcess launch(RunnerProcess.Listener listener) {
        return RunnerProcess.start(host.command(), host.environment(), host.directory(), host.log(), loop, listener);
    }

    /**
     * Starts a runner that waits for work: what it takes a virtual machine to start is over then before a manager is there. Not
     * while this worker is given commands instead.
     */
    public void warm() {
        if (spare == null && !commands && environments.isEmpty()) {
            try {
                spare = launch(new Waiting());
            } catch (AnalysisException e) {
                LOG.log(System.Logger.Level.DEBUG, "no runner waits: {0}", e.getMessage());
            }
        }
    }

    /** Commands need the memory of a runner that only waits. */
    public void commands() {
        commands = true;
        if (spare != null) {
            spare.finish();
            spare = null;
        }
    }

    /** Nobody gives it work yet. */
    private final class Waiting implements RunnerProcess.Listener {
        @Override
        public void said(RunnerProcess runner, Frame frame) {
            LOG.log(System.Logger.Level.DEBUG, "a runner without work says {0}", frame);
        }

        @Override
        public void ended(RunnerProcess runner, int exitCode, List<String> lastLines) {
            if (spare == runner) {
                spare = null;
            }
        }
    }

    /** Reports that a task cannot be carried out. */
    public static void refuse(InPlaceTask task, AnalysisException e) {
        task.ending().done(Reports.done(Reports.refused(e), ""));
    }

    private void makeRoom(String used) {
        if (environments.size() <= WARM) {
            return;
        }
        List<String> idle = new ArrayList<>();
        environments.forEach((key, runners) -> {
            if (!key.equals(used) && runners.idle()) {
                idle.add(key);
            }
        });
        for (String key : idle.subList(0, Math.clamp(environments.size() - WARM, 0, idle.size()))) {
            EnvironmentRunners old = environments.remove(key);
            if (old != null) {
                old.close();
            }
        }
    }

    /** Forgets a task. */
    public void forget(long number) {
        environments.values().forEach(runners -> runners.forget(number));
    }

    /** Lets chunks end at their next boundary, or no longer. */
    public void stop(boolean on) {
        environments.values().forEach(runners -> runners.stop(on));
    }

    /** Takes back the tasks that no runner has yet. */
    public List<InPlaceTask> withdraw() {
        List<InPlaceTask> tasks = new ArrayList<>();
        environments.values().forEach(runners -> tasks.addAll(runners.withdraw()));
        return tasks;
    }

    /** Whether runners have tasks, or results that nobody has kept yet, or write what they hold. */
    public boolean busy() {
        return environments.values().stream().anyMatch(EnvironmentRunners::busy);
    }

    /** Has everything written that is held; {@link #busy} until that is done. */
    public void writeHeld() {
        environments.values().forEach(EnvironmentRunners::writeHeld);
    }

    /** What has been written and not collected; from now on it is the caller's. */
    public List<Held> takeWritten() {
        List<Held> held = new ArrayList<>();
        environments.values().forEach(runners -> {
            runners.written().forEach(name -> held.add(new Held(runners.runId(), name)));
            runners.forgetWritten();
        });
        return held;
    }

    /** Ends all tasks and gives up what is held. One runner that did well stays and waits for another run: it is warm. */
    public void giveUp() {
        for (EnvironmentRunners runners : environments.values()) {
            Optional<RunnerProcess> free = spare == null ? runners.release() : Optional.empty();
            if (free.isPresent()) {
                spare = free.get();
                spare.listener(new Waiting());
            }
            runners.close();
        }
        environments.clear();
    }

    /** Ends all runners at once. */
    public void close() {
        environments.values().forEach(EnvironmentRunners::close);
        environments.clear();
        if (spare != null) {
            spare.destroy();
            spare = null;
        }
    }
}
