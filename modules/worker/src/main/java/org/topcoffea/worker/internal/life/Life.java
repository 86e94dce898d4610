package org.topcoffea.worker.internal.life;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.task.InPlace;
import org.topcoffea.wire.ManagerConnector;
import org.topcoffea.wire.WorkerGreeting;
import org.topcoffea.wire.WorkerMessage;
import org.topcoffea.worker.WorkerOptions;
import org.topcoffea.worker.internal.machine.Machine;
import org.topcoffea.worker.internal.session.End;
import org.topcoffea.worker.internal.workspace.Workspace;

/** A worker from its start to its end. */
public final class Life {
    private static final System.Logger LOG = System.getLogger("wq");
    private static final int ID_BYTES = 16;
    private static final long SETTLED_NANOS = 10_000_000_000L;

    private final WorkerOptions options;
    private final Consumer<String> lines;
    private final Managers managers;
    private final Backoff backoff;
    private final Instant end;
    private final String workerId;
    private final Leaving leaving = new Leaving();
    /** Asked for before anything else, as it may end soon. */
    private final long parent = Clock.parent();

    private long searchedSince = System.nanoTime();
    private String lastProblem = "";
    private boolean served;

    /** Prepares; nothing begins yet. */
    public Life(WorkerOptions options, Consumer<String> lines) {
        this.options = options;
        this.lines = lines;
        this.managers = new Managers(options);
        this.backoff = new Backoff(options.minBackoff(), options.maxBackoff());
        this.end = options.wallTime().isZero() ? Instant.EPOCH : Instant.now().plus(options.wallTime());
        byte[] random = new byte[ID_BYTES];
        new SecureRandom().nextBytes(random);
        this.workerId = "worker-" + HexFormat.of().formatHex(random);
    }

    /** Works until there is a reason to end. */
    public void run() {
        // Network threads start while the workspace is made.
        try (ManagerConnector connector = ManagerConnector.start(1)) {
            var place = Workspace.place(options.workdir(), options.environment());
            lines.accept("work_queue_worker: creating workspace " + place);
            try (Workspace workspace = Workspace.create(place)) {
                Offer offer = Offer.of(options.resources(), workspace, options.environment());
                lines.accept(String.format(
                        java.util.Locale.ROOT,
                        "work_queue_worker: using %d cores, %d MB memory, %d MB disk, %d gpus",
                        offer.resources().cores(),
                        offer.resources().memory(),
                        offer.resources().disk(),
                        offer.resources().gpus()));
                try (WorkerParts parts =
                        new WorkerParts(options, offer.resources(), workspace, workerId, leaving::lost)) {
                    Room room = new Room(workspace, offer.resources().disk());
                    new Clock(options, end, parent, leaving, parts.loop(), room, lines).start();
                    live(connector, parts, offer);
                }
                lines.accept("work_queue_worker: deleting workspace " + workspace.directory());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void live(ManagerConnector connector, WorkerParts parts, Offer offer) throws InterruptedException {
        while (!leaving.asked()) {
            long began = System.nanoTime();
            End how = serve(connector, parts, offer);
            if (how == null) {
                if (searchedTooLong()) {
                    lines.accept("work_queue_worker: no manager was found in time"
                            + (parts.held().isEmpty() ? "" : "; what is held for it is given up"));
                    return;
                }
                leaving.pause(managers.pause(backoff.next()));
                continue;
            }
            if (over(how, parts)) {
                return;
            }
            served = true;
            searchedSince = System.nanoTime();
            // A manager that is lost again at once is not asked again at once.
            if (how != End.LOST || searchedSince - began > SETTLED_NANOS) {
                backoff.reset();
            }
            leaving.pause(how == End.LOST ? backoff.next() : managers.pause(backoff.next()));
        }
    }

    /** With one manager only, its return is waited for if there is something that it should have. */
    private boolean over(End how, WorkerParts parts) {
        return switch (how) {
            case EXIT, LEFT -> true;
            case IDLE -> options.singleShot() || !managers.fromCatalog();
            case RELEASED -> options.singleShot();
            case LOST -> options.singleShot() && parts.held().isEmpty();
        };
    }

    private boolean searchedTooLong() {
        Duration patience = options.connectTimeout();
        if (served && options.singleShot() && options.vacateTime().compareTo(patience) < 0) {
            patience = options.vacateTime();
        }
        return System.nanoTime() - searchedSince > patience.toNanos();
    }

    /** Serves the first manager that takes this worker; null if there is none. */
    private @Nullable End serve(ManagerConnector connector, WorkerParts parts, Offer offer)
            throws InterruptedException {
        for (Managers.Candidate candidate : managers.candidates()) {
            if (leaving.asked()) {
                return null;
            }
            Term term = new Term(options, parts, leaving, lines);
            try {
                End how = term.serve(connector, candidate, () -> greeting(parts, offer));
                if (how == End.IDLE) {
                    managers.left(candidate);
                }
                return how;
            } catch (AnalysisException e) {
                complain(String.valueOf(e.getMessage()));
            }
        }
        return null;
    }

    /** Once is enough while it stays the same. */
    private void complain(String problem) {
        boolean known = problem.equals(lastProblem);
        LOG.log(known ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING, "no manager yet: {0}", problem);
        lastProblem = problem;
    }

    private WorkerGreeting greeting(WorkerParts parts, Offer offer) {
        List<String> features = new ArrayList<>(options.features());
        features.addAll(offer.gpuModels());
        if (options.runners().isPresent()) {
            features.add(InPlace.FEATURE);
            features.add(InPlace.CREDENTIALS_FEATURE);
            if (!options.runtime().isEmpty()) {
                features.add(InPlace.RUNTIME_FEATURE + options.runtime());
            }
        }
        return new WorkerGreeting(
                new WorkerMessage.Introduction(
                        WorkerGreeting.PROTOCOL,
                        Machine.host(),
                        options.system().isEmpty() ? "Linux" : options.system(),
                        options.architecture().isEmpty() ? Machine.architecture() : options.architecture(),
                        options.version()),
                workerId,
                features,
                offer.resources(),
                end,
                options.factory(),
                parts.held().greeting());
    }

    /** Ends the worker in order, from any thread. */
    public void leave(String field, String text) {
        leaving.ask(field, text, options.vacateTime());
    }
}
