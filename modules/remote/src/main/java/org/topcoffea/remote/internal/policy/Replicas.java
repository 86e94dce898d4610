package org.topcoffea.remote.internal.policy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.topcoffea.remote.FileIdentity;
import org.topcoffea.remote.RemoteError;
import org.topcoffea.remote.RemoteException;
import org.topcoffea.remote.internal.transport.Attempt;
import org.topcoffea.remote.internal.transport.Protocol;
import org.topcoffea.remote.internal.transport.RemoteFile;
import org.topcoffea.remote.internal.transport.RemoteUrl;

/**
 * One file, wherever copies of it are. Knows which copy is open, and opens another one, or the same again, after a failure.
 * Thread-safe.
 */
final class Replicas {
    /**
     * A copy.
     *
     * @param url where it is
     * @param protocol how it is reached
     */
    record Replica(RemoteUrl url, Protocol protocol) {}

    private final List<Replica> replicas;
    private final Workshop workshop;
    private final Patience patience;
    private final List<String> tried = new ArrayList<>();
    private int next;
    private int opened;
    private boolean closed;
    private @Nullable RemoteFile open;
    private @Nullable FileIdentity identity;
    private @Nullable RemoteError reason;

    Replicas(List<Replica> replicas, Workshop workshop) {
        this.replicas = List.copyOf(replicas);
        this.workshop = workshop;
        this.patience = new Patience(workshop.options());
    }

    /** The URL that the user named. */
    RemoteUrl url() {
        return replicas.getFirst().url();
    }

    ServerRecord record(RemoteFile file) {
        String server = file.server();
        return workshop.servers()
                .record(
                        server.contains("://")
                                ? server
                                : replicas.getFirst().url().scheme() + "://" + server);
    }

    /** The open copy; opens one if there is none, trying all of them several times. */
    synchronized RemoteFile file() throws InterruptedException {
        RemoteFile file = open;
        if (file != null) {
            return file;
        }
        if (closed) {
            throw new RemoteException(RemoteError.UNREACHABLE, url() + ": was closed");
        }
        for (int failed = 0; ; ) {
            try {
                file = openNext(false);
                open = file;
                return file;
            } catch (RemoteException e) {
                failed++;
                if (!another(e, failed)) {
                    throw e;
                }
                next++;
                if (failed % replicas.size() == 0) {
                    patience.sleep(failed / replicas.size(), e);
                }
            }
        }
    }

    /** Whether it makes sense to try again: a passing failure at the same server, or any at another one. */
    private boolean another(RemoteException failure, int failed) {
        RemoteError error = failure.error();
        boolean untried = failed < replicas.size()
                && (error.passing()
                        || error == RemoteError.MISSING
                        || error == RemoteError.DENIED
                        || error == RemoteError.TLS_FAILED
                        || error == RemoteError.CHANGED
                        || error == RemoteError.CORRUPT);
        return untried || (error.passing() && failed < patience.attempts() * replicas.size());
    }

    private RemoteFile openNext(boolean apart) throws InterruptedException {
        Replica replica = replicas.get(Math.floorMod(next, replicas.size()));
        String server = replica.url().scheme() + "://" + replica.url().authority();
        RemoteFile file;
        try {
            file = replica.protocol().open(replica.url(), new Attempt(++opened, tried, reason, apart));
        } catch (RemoteException e) {
            ServerRecord record = workshop.servers().record(server);
            record.failed();
            trouble(record, e);
            reason = e.error();
            throw e;
        }
        record(file)
                .opened(file.opening().stream()
                        .mapToLong(piece -> piece.bytes().length)
                        .sum());
        check(file);
        return file;
    }

    static void trouble(ServerRecord record, RemoteException failure) {
        if (failure.error() == RemoteError.TIMED_OUT || failure.error() == RemoteError.OVERLOADED) {
            record.throttle().troubled(System.nanoTime());
        }
    }

    /** All copies must have the same size, and one of the same server the same version. */
    private void check(RemoteFile file) {
        FileIdentity known = identity;
        if (known == null) {
            identity = new FileIdentity(file.size(), replicas.size() == 1 ? file.version() : "");
            return;
        }
        if (known.size() != file.size()
                || (!known.version().isEmpty() && !known.version().equals(file.version()))) {
            file.close();
            throw new RemoteException(
                    RemoteError.CHANGED,
                    url() + ": the file at " + file.server() + " is not the one that was opened before (" + file.size()
                            + " bytes, not " + known.size() + "): run again");
        }
    }

    /** A copy failed: the next request opens another one. Does nothing if that has happened already. */
    synchronized void failed(RemoteFile file, RemoteException failure) {
        if (open == file) {
            open = null;
            reason = failure.error();
            tried.add(file.server());
            if (tried.size() > 16) {
                tried.removeFirst();
            }
            next++;
            file.close();
        }
    }

    /** Opens the file once more, over another connection; the caller closes it. */
    synchronized RemoteFile apart() throws InterruptedException {
        return openNext(true);
    }

    synchronized void close() {
        closed = true;
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
