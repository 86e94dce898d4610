package org.topcoffea.manager.internal.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.topcoffea.environment.Archive;
import org.topcoffea.environment.PluginArchive;
import org.topcoffea.manager.ManagerError;
import org.topcoffea.manager.ManagerListener;
import org.topcoffea.manager.RunSetup;
import org.topcoffea.manager.internal.store.MergedResult;
import org.topcoffea.manager.internal.store.PartStore;
import org.topcoffea.runner.ChunkRunner;
import org.topcoffea.runner.EventFiles;
import org.topcoffea.runner.FilePool;
import org.topcoffea.runner.PartialResult;
import org.topcoffea.runner.RunPlan;
import org.topcoffea.runner.RunResult;
import org.topcoffea.runner.RunnerError;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.task.RunDescription;

/** One life of a manager: opens what there is of the run, lets it be done, and puts the result together. */
public final class Session implements AutoCloseable {
    private final RunPlan plan;
    private final RunSetup setup;
    private final ManagerListener listener;
    private final Archive plugin;
    private final OpenRun run;
    private volatile @Nullable Service service;
    private volatile boolean stopped;

    /** Opens the directory of a run. */
    public Session(RunPlan plan, RunSetup setup, ManagerListener listener) {
        this.plan = plan;
        this.setup = setup;
        this.listener = listener;
        this.plugin = PluginArchive.of(setup.plugin().name(), setup.plugin().jars(), setup.environments());
        OpenRun.Mode mode = setup.options().resume()
                ? OpenRun.Mode.RESUME
                : setup.overwrite() ? OpenRun.Mode.OVERWRITE : OpenRun.Mode.NEW;
        String fingerprint = Fingerprint.of(plan, plugin.key(), setup.version());
        this.run = OpenRun.open(setup.directory(), fingerprint, mode, listener::say);
    }

    private RunDescription description() {
        return new RunDescription(
                run.runId(),
                plan.processor(),
                plan.parameters(),
                plan.run().samples(),
                plan.run().wcNames(),
                plan.tree(),
                setup.batchLimit(),
                plan.reproducible(),
                List.of(new org.topcoffea.task.PluginArchive(setup.plugin().name(), plugin.key())),
                setup.access());
    }

    /** Ends the run early; from any thread. */
    public void stop() {
        stopped = true;
        Service running = service;
        if (running != null) {
            running.stop();
        }
    }

    /** Does all the work. */
    public RunResult execute() {
        long begin = System.nanoTime();
        try (FilePool files = new FilePool(EventFiles::open, 1)) {
            ChunkRunner local = newRunner(files);
            PartStore store = new PartStore(run.directory().parts(), setup.types());
            MergedResult merged = new MergedResult(store, run.journal(), local.empty());
            if (!merged.total().events().isEmpty()) {
                listener.say(merged.total().events() + " are done already");
            }
            Service running = new Service(plan, setup, listener, run, stage(), store, merged);
            service = running;
            if (stopped) {
                running.stop();
            }
            PartialResult total = running.serve();
            local.postProcess(total.accumulators());
            return running.result(total, (System.nanoTime() - begin) / 1e9);
        } catch (IOException e) {
            throw new AnalysisException(
                    ManagerError.STORE_FAILED,
                    run.directory().path() + ": results cannot be kept or read there (" + e + ")",
                    e);
        }
    }

    private Stage stage() throws IOException {
        return new Stage(run.directory().stage(), setup.image(), setup.environments(), List.of(plugin), description());
    }

    private ChunkRunner newRunner(FilePool files) {
        try {
            return new ChunkRunner(
                    setup.processors().get(), plan.run(), files, setup.batchLimit(), plan.reproducible());
        } catch (AnalysisException e) {
            throw e;
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw new AnalysisException(
                    RunnerError.PROCESSOR_FAILED,
                    "processor '" + plan.processor() + "' failed before the first event: " + e
                            + "; mend the plugin (--debug shows where)",
                    e);
        }
    }

    /** Records of failed attempts. */
    public Optional<Path> failures() {
        Path directory = run.directory().failures();
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().map(any -> directory);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Removes the directory of the run. */
    public void discard() {
        awaitLocal();
        try {
            run.journal().close();
            run.directory().remove();
        } catch (IOException e) {
            System.getLogger(Session.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "cannot remove {0}: {1}",
                            run.directory().path(),
                            e);
        }
    }

    private void awaitLocal() {
        Service ended = service;
        if (ended != null) {
            ended.awaitLocal();
        }
    }

    @Override
    public void close() {
        awaitLocal();
        run.close();
    }
}
