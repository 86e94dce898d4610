package org.topcoffea.remote.internal.xrootd.session;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The sessions that are open, one for each server, shared by all its files. Thread-safe. */
public final class Sessions implements AutoCloseable {
    private final Settings settings;
    private final Map<Endpoint, CompletableFuture<Session>> shared = new HashMap<>();
    private final List<Session> apart = new ArrayList<>();
    private final List<Thread> connecting = new ArrayList<>();
    private boolean closed;

    /** Connects to nothing yet. */
    public Sessions(Settings settings) {
        this.settings = settings;
    }

    /** How patient they are. */
    public Duration waitLimit() {
        return settings.waitLimit();
    }

    /**
     * The session with a server, connecting to it if there is none.
     *
     * @param token what a redirector gave for this server; may be empty
     */
    public Session shared(Endpoint endpoint, String token) throws IOException, InterruptedException {
        CompletableFuture<Session> future;
        synchronized (shared) {
            future = shared.get(endpoint);
            if (future == null || ended(future)) {
                future = connect(endpoint, token);
                shared.put(endpoint, future);
            }
        }
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        }
    }

    /** A new session that nobody else uses; whoever asked for it closes it. */
    public Session apart(Endpoint endpoint, String token) throws IOException, InterruptedException {
        CompletableFuture<Session> future;
        synchronized (shared) {
            future = connect(endpoint, token);
        }
        try {
            Session session = future.get();
            synchronized (shared) {
                apart.removeIf(other -> !other.alive());
                apart.add(session);
            }
            return session;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } catch (InterruptedException e) {
            var _ = future.thenAccept(Session::close);
            throw e;
        }
    }

    private static boolean ended(CompletableFuture<Session> future) {
        return future.isCompletedExceptionally()
                || future.isDone() && !future.join().alive();
    }

    /** In a thread of its own: whoever is waiting may be interrupted, others wait for the same session. */
    private CompletableFuture<Session> connect(Endpoint endpoint, String token) {
        CompletableFuture<Session> future = new CompletableFuture<>();
        if (closed) {
            future.completeExceptionally(
                    new LinkFailure(LinkFailure.Kind.LOST, "all connections were closed by this side"));
            return future;
        }
        connecting.removeIf(thread -> !thread.isAlive());
        connecting.add(Thread.ofVirtual()
                .name("xrootd login " + endpoint.authority())
                .start(() -> {
                    try {
                        future.complete(Login.connect(endpoint, settings, token));
                    } catch (InterruptedException e) {
                        future.completeExceptionally(
                                new LinkFailure(LinkFailure.Kind.LOST, "all connections were closed by this side", e));
                    } catch (IOException | RuntimeException e) {
                        future.completeExceptionally(e);
                    }
                }));
        return future;
    }

    /** Closes all sessions. */
    @Override
    public void close() {
        List<Thread> threads;
        List<CompletableFuture<Session>> futures;
        synchronized (shared) {
            closed = true;
            threads = List.copyOf(connecting);
            futures = List.copyOf(shared.values());
            shared.clear();
        }
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (CompletableFuture<Session> future : futures) {
            if (future.isDone() && !future.isCompletedExceptionally()) {
                future.join().close();
            }
        }
        List<Session> own;
        synchronized (shared) {
            own = List.copyOf(apart);
            apart.clear();
        }
        own.forEach(Session::close);
    }
}
