package org.topcoffea.factory;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.topcoffea.batch.BatchBackend;
import org.topcoffea.batch.JobPool;
import org.topcoffea.batch.Placement;
import org.topcoffea.batch.htcondor.HtcondorBackend;
import org.topcoffea.wire.CatalogClient;

/** A factory in a process of its own, which a test can kill: SCRATCH CONFIGURATION WORKER CATALOG. */
public final class FactoryProcess {
    private FactoryProcess() {}

    /** Runs until it is killed. */
    public static void main(String... arguments) {
        BatchBackend backend = new HtcondorBackend();
        try (JobPool pool = JobPool.open(backend, Path.of(arguments[0]), System.getenv())) {
            factory(
                            pool,
                            Path.of(arguments[2]),
                            Placement.ANYWHERE,
                            FactorySettings.DEFAULTS,
                            Optional.of(Path.of(arguments[1])),
                            arguments[3],
                            new Recorder())
                    .run();
        }
    }

    static Factory factory(
            JobPool pool,
            Path worker,
            Placement placement,
            FactorySettings settings,
            Optional<Path> configuration,
            String catalog,
            FactoryListener listener) {
        return factory(pool, worker, placement, settings, configuration, catalog, listener, new FactoryState());
    }

    static Factory factory(
            JobPool pool,
            Path worker,
            Placement placement,
            FactorySettings settings,
            Optional<Path> configuration,
            String catalog,
            FactoryListener listener,
            FactoryState state) {
        WorkerLaunch launch = new WorkerLaunch(
                worker,
                List.of(),
                catalog,
                Optional.empty(),
                false,
                List.of(),
                List.of(),
                Map.of(),
                "",
                List.of(),
                placement);
        return new Factory(
                pool,
                launch,
                settings,
                configuration,
                CatalogClient.of(catalog, Map.of()),
                Duration.ofSeconds(1),
                listener,
                state);
    }
}
