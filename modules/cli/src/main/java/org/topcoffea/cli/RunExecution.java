package org.topcoffea.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.topcoffea.environment.BuiltSource;
import org.topcoffea.manager.DistributedRun;
import org.topcoffea.plan.Dataset;
import org.topcoffea.plan.Executor;
import org.topcoffea.plan.Inputs;
import org.topcoffea.plan.MetadataCache;
import org.topcoffea.plan.RunOptions;
import org.topcoffea.plan.Settings;
import org.topcoffea.plugin.AvailableProcessor;
import org.topcoffea.plugin.PluginJar;
import org.topcoffea.plugin.Plugins;
import org.topcoffea.runner.EventAccess;
import org.topcoffea.runner.FilePool;
import org.topcoffea.runner.LocalRun;
import org.topcoffea.runner.OutputBundle;
import org.topcoffea.runner.Provenance;
import org.topcoffea.runner.RunPlan;
import org.topcoffea.runner.RunResult;
import org.topcoffea.runner.RunnerError;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.Parameters;
import org.topcoffea.spi.Run;

/** Carries out {@code topcoffea run}, from the samples to the yields table. */
final class RunExecution {
    private final RunOptions options;
    private final Settings settings;
    private final Plugins plugins;
    private final List<BuiltSource> sources;
    private final AvailableProcessor processor;
    private final Parameters parameters;
    private final long started = System.currentTimeMillis();

    RunExecution(
            RunOptions options,
            Settings settings,
            Plugins plugins,
            List<BuiltSource> sources,
            AvailableProcessor processor,
            Parameters parameters) {
        this.options = options;
        this.settings = settings;
        this.plugins = plugins;
        this.sources = List.copyOf(sources);
        this.processor = processor;
        this.parameters = parameters;
    }

    ExitCode execute() {
        RunPlan plan = plan(Inputs.read(options.files(), options.prefix()));
        MetadataCache cache = options.metadataCache()
                ? MetadataCache.in(
                        MetadataCache.userDirectory(System.getenv(), Path.of(System.getProperty("user.home"))))
                : MetadataCache.none();
        RunSummary summary = new RunSummary(plan, processor, cache);
        if (options.pretend()) {
            summary.print(Console::line);
            Console.line("pretending...");
            return ExitCode.COMPLETE;
        }
        if (!options.quiet()) {
            summary.print(Console::note);
        }
        return options.executor() == Executor.WORK_QUEUE ? onWorkers(plan, cache) : here(plan, cache);
    }

    private ExitCode here(RunPlan plan, MetadataCache cache) {
        try (OutputBundle bundle = bundle(options.overwrite())) {
            return write(bundle, plan, process(plan, cache), directory -> {});
        }
    }

    private ExitCode onWorkers(RunPlan plan, MetadataCache cache) {
        DistributedExecution distributed = new DistributedExecution(options, plugins, processor);
        RunProgress progress = new RunProgress(options.quiet());
        try (OutputBundle bundle = bundle(options.overwrite() || distributed.replacesOutput());
                DistributedRun run = distributed.open(plan, cache, progress)) {
            RunResult result = DistributedExecution.execute(run, plan, progress);
            ExitCode code = write(bundle, plan, result, directory -> DistributedExecution.copyFailures(run, directory));
            if (code == ExitCode.COMPLETE) {
                run.discard();
            } else {
                Console.note("what is done is kept; --resume continues from there");
            }
            return code;
        }
    }

    private OutputBundle bundle(boolean overwrite) {
        return OutputBundle.prepare(options.outpath().resolve(options.outname()), overwrite);
    }

    private ExitCode write(OutputBundle bundle, RunPlan plan, RunResult result, OutputBundle.Extras more) {
        if (result.result().events().isEmpty() && !result.complete()) {
            throw nothingDone(result);
        }
        bundle.write(plan, result, provenance(), directory -> {
            if (options.plots()) {
                new RunPlots(result).write(directory);
            }
            more.writeTo(directory);
        });
        new RunReport(result, bundle.target()).print(options.quiet());
        return result.complete() ? ExitCode.COMPLETE : ExitCode.PARTIAL;
    }

    private RunPlan plan(Inputs inputs) {
        Run run = new Run(inputs.samples(), inputs.wcNames(options.wcList()), parameters);
        List<Dataset> datasets = options.executor() == Executor.WORK_QUEUE
                ? DistributedExecution.withAbsoluteFiles(inputs.datasets())
                : inputs.datasets();
        return new RunPlan(
                datasets,
                run,
                processor.name(),
                options.treename(),
                options.chunkRule(),
                options.nchunks(),
                options.skipBadFiles(),
                !options.fastSums());
    }

    private int threads() {
        return options.executor() == Executor.ITERATIVE
                ? 1
                : options.nworkers().orElse(Runtime.getRuntime().availableProcessors());
    }

    private RunResult process(RunPlan plan, MetadataCache cache) {
        int threads = threads();
        try (EventAccess access = EventAccess.with(options.access(), System.getenv());
                FilePool files = new FilePool(access::open, 2 * threads)) {
            RunProgress progress = new RunProgress(options.quiet());
            LocalRun run = new LocalRun(
                    plan, () -> plugins.newProcessor(processor.name()), files, cache, options.batch(), progress);
            run.handle(options.access().badFiles());
            Interruption interruption = Interruption.of(run::stop, progress);
            CredentialReminder reminder = CredentialReminder.begin(plan, access.credentials(), progress::say);
            try {
                return run.execute(threads).withServers(access.statistics());
            } finally {
                reminder.close();
                interruption.close();
                progress.finish();
            }
        }
    }

    private static AnalysisException nothingDone(RunResult result) {
        if (result.failures().isEmpty()) {
            return new AnalysisException(
                    RunnerError.STOPPED, "stopped before any event was processed; nothing is written");
        }
        int failed = result.failures().size();
        return new AnalysisException(
                result.failures().getFirst().code(),
                (failed == 1 ? "the only chunk" : "every one of " + failed + " chunks")
                        + " failed, see above; nothing is written");
    }

    private Provenance provenance() {
        Map<String, Provenance.Option> values = new LinkedHashMap<>();
        settings.asMap()
                .forEach((name, setting) -> values.put(name, new Provenance.Option(setting.text(), setting.origin())));
        Map<Path, String> jars = new LinkedHashMap<>();
        for (PluginJar jar : processor.jars()) {
            jars.put(jar.path(), jar.sha256());
        }
        return new Provenance(
                Version.number(),
                List.copyOf(Main.arguments()),
                values,
                processor.info().version(),
                processor.module() + "@" + processor.moduleVersion(),
                jars,
                SourceOption.provenance(sources),
                started,
                threads());
    }
}
