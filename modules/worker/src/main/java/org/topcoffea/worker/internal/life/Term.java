package org.topcoffea.worker.internal.life;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.topcoffea.wire.ConnectOptions;
import org.topcoffea.wire.ManagerConnection;
import org.topcoffea.wire.ManagerConnector;
import org.topcoffea.wire.WorkerGreeting;
import org.topcoffea.worker.WorkerOptions;
import org.topcoffea.worker.internal.session.End;
import org.topcoffea.worker.internal.session.Session;

/** The worker's time with one manager, from the connection until nothing of it is left but what is held. */
final class Term {
    private static final long PERIOD_MILLIS = 100;
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final Duration SILENCE = Duration.ofHours(1);

    private final WorkerOptions options;
    private final WorkerParts parts;
    private final Leaving leaving;
    private final Consumer<String> lines;

    Term(WorkerOptions options, WorkerParts parts, Leaving leaving, Consumer<String> lines) {
        this.options = options;
        this.parts = parts;
        this.leaving = leaving;
        this.lines = lines;
    }

    /**
     * Connects and serves.
     *
     * @throws org.topcoffea.spi.AnalysisException if the manager cannot be reached or does not take the worker
     */
    End serve(ManagerConnector connector, Managers.Candidate candidate, Supplier<WorkerGreeting> greeting)
            throws InterruptedException {
        parts.reset();
        Session session = new Session(parts.place(options.idleTimeout()), parts.resources());
        ConnectOptions connect = ConnectOptions.PLAIN
                .withPassword(options.password())
                .withTls(candidate.tls())
                .withPatience(TIMEOUT, SILENCE);
        ManagerConnection connection = connector.connect(candidate.places(), connect, greeting.get(), session);
        lines.accept(
                "connected to manager " + connection.manager() + " via local address " + connection.localAddress());
        session.connected(connection);
        ScheduledFuture<?> ticking = parts.loop()
                .scheduleWithFixedDelay(
                        () -> WorkerParts.attempt(session::tick), PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        try {
            leaving.serving(session);
            End how = session.end().get();
            leaving.serving(null);
            session.settle(how == End.LOST && !leaving.asked()).get();
            return how;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            leaving.serving(null);
            ticking.cancel(false);
            parts.forgetCredentials();
            connection.close("the session is over");
            lines.accept("disconnected from manager " + connection.manager());
        }
    }
}
