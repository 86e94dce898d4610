package org.topcoffea.remote.internal.xrootd;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.topcoffea.remote.RemoteError;
import org.topcoffea.remote.RemoteException;
import org.topcoffea.remote.internal.transport.Attempt;
import org.topcoffea.remote.internal.transport.RemoteUrl;
import org.topcoffea.remote.internal.xrootd.message.Redirection;
import org.topcoffea.remote.internal.xrootd.message.Request;
import org.topcoffea.remote.internal.xrootd.message.ServerError;
import org.topcoffea.remote.internal.xrootd.session.Answer;
import org.topcoffea.remote.internal.xrootd.session.Endpoint;
import org.topcoffea.remote.internal.xrootd.session.LinkFailure;
import org.topcoffea.remote.internal.xrootd.session.Session;
import org.topcoffea.remote.internal.xrootd.session.Sink;

/**
 * The way of one request from server to server until one fulfils it. When a server fails to which another one had sent us,
 * that one is asked again and told whom it should not name any more.
 */
final class Route {
    static final int USUAL_PORT = 1094;

    private static final int REDIRECTIONS = 16;
    private static final int DETOURS = 8;

    private final Network network;
    private final RemoteUrl url;
    private final Attempt attempt;
    private final boolean tls;
    private final List<String> tried = new ArrayList<>();
    private final Set<String> failed = new HashSet<>();
    private String reason = "";
    private Stop at;
    private @Nullable Stop manager;
    private @Nullable Session own;
    private int redirections;
    private boolean forgiven;

    /** A server on the way. */
    private record Stop(Endpoint endpoint, Cgi cgi, String token) {}

    /**
     * Begins at the server of a URL.
     *
     * @param attempt what failed before
     */
    Route(Network network, RemoteUrl url, Attempt attempt) {
        this.network = network;
        this.url = url;
        this.attempt = attempt;
        this.tls = url.scheme().equals("roots") || url.scheme().equals("xroots");
        this.at = new Stop(new Endpoint(url.host(), url.portOr(USUAL_PORT), tls, user(url)), Cgi.of(url.query()), "");
        attempt.tried().forEach(server -> tried.add(Authority.host(server)));
        RemoteError before = attempt.reason();
        reason = before == null ? "" : reason(before);
    }

    private static String user(RemoteUrl url) {
        int colon = url.user().indexOf(':');
        String named = colon < 0 ? url.user() : url.user().substring(0, colon);
        String name = named.isEmpty() ? System.getProperty("user.name", "nobody") : named;
        return name.isEmpty() || name.equals("?") ? "nobody" : name;
    }

    /** The path as servers want it: absolute, the slash that separates it from the host left out. */
    static String path(RemoteUrl url) {
        return url.path().startsWith("//") ? url.path().substring(1) : url.path();
    }

    /**
     * Makes a request where it can be fulfilled.
     *
     * @param request makes it from the path with everything behind the question mark
     * @return the session with the server that fulfilled it
     */
    Session follow(Function<String, Request> request, Sink sink) throws InterruptedException {
        for (int detour = 0; ; detour++) {
            try {
                return hops(request, sink);
            } catch (InterruptedException e) {
                closeOwn();
                throw e;
            } catch (IOException e) {
                closeOwn();
                if (detour >= DETOURS || !turnBack(e)) {
                    throw failure(e);
                }
            }
        }
    }

    private Session hops(Function<String, Request> request, Sink sink) throws IOException, InterruptedException {
        while (true) {
            Session session = connect();
            if (session.info().manager() && manager == null) {
                manager = at;
            }
            sink.restart();
            Answer answer = session.ask(request.apply(path(session)), sink, network.patience())
                    .await();
            switch (answer) {
                case Answer.Done _ -> {
                    return session;
                }
                case Answer.Elsewhere elsewhere -> {
                    closeOwn();
                    go(elsewhere.redirection());
                }
                default -> throw new LinkFailure(LinkFailure.Kind.GARBAGE, "an answer that makes no sense here");
            }
        }
    }

    private Session connect() throws IOException, InterruptedException {
        Session session = network.sessions().shared(at.endpoint, at.token);
        if (!attempt.apart() || session.info().manager()) {
            return session;
        }
        Session apart = network.sessions().apart(at.endpoint, at.token);
        own = apart;
        return apart;
    }

    private void closeOwn() {
        Session session = own;
        own = null;
        if (session != null) {
            session.close();
        }
    }

    /** The whole path for a server: a manager is told who failed. */
    private String path(Session session) {
        Cgi cgi = at.cgi.copy();
        if (!tried.isEmpty() && session.info().manager()) {
            cgi.set("tried", String.join(",", tried));
            if (!reason.isEmpty()) {
                cgi.set(
                        "triedrc",
                        String.join(",", tried.stream().map(_ -> reason).toList()));
            }
        }
        return cgi.behind(path(url));
    }

    private void go(Redirection redirection) throws LinkFailure {
        if (++redirections > REDIRECTIONS) {
            throw new LinkFailure(
                    LinkFailure.Kind.GARBAGE, "sent from server to server more than " + REDIRECTIONS + " times");
        }
        Cgi cgi = at.cgi.copy();
        if (redirection.url()) {
            RemoteUrl next = RemoteUrl.parse(redirection.host());
            if (!next.scheme().equals("root") && !next.scheme().equals("roots")) {
                throw new LinkFailure(
                        LinkFailure.Kind.UNSUPPORTED, "the server sends us to " + next + ": use that URL directly");
            }
            cgi.add(next.query());
            boolean encrypt = tls || next.scheme().equals("roots");
            at = new Stop(new Endpoint(next.host(), next.portOr(USUAL_PORT), encrypt, at.endpoint.user()), cgi, "");
            return;
        }
        cgi.add(redirection.opaque());
        int port = redirection.port() == 0 ? USUAL_PORT : redirection.port();
        at = new Stop(
                new Endpoint(redirection.host(), port, at.endpoint.tls(), at.endpoint.user()),
                cgi,
                redirection.token());
    }

    /** Goes back to the manager, if there is one and it may know another server. */
    private boolean turnBack(IOException failure) {
        Stop back = manager;
        if (back == null) {
            return false;
        }
        if (back.endpoint.equals(at.endpoint)) {
            return forgive(failure);
        }
        if (!failed.add(at.endpoint.authority()) || !elsewhere(failure)) {
            return false;
        }
        tried.add(at.endpoint.host());
        reason = reason(Failures.kind(failure));
        at = back;
        return true;
    }

    /** When the manager knows no server but those that failed, they get another chance, once. */
    private boolean forgive(IOException failure) {
        if (forgiven || tried.isEmpty() || Failures.kind(failure) != RemoteError.MISSING) {
            return false;
        }
        forgiven = true;
        tried.clear();
        return true;
    }

    /** Whether another server may do better. */
    private static boolean elsewhere(IOException failure) {
        if (failure instanceof ServerError error) {
            return error.number() != ServerError.IS_DIRECTORY && error.number() != ServerError.NOT_FILE;
        }
        return true;
    }

    private static String reason(RemoteError error) {
        return switch (error) {
            case MISSING -> "enoent";
            case CORRUPT, CHANGED -> "ioerr";
            case OVERLOADED -> "fserr";
            default -> "srverr";
        };
    }

    /**
     * The failure for whoever asked. A file that was there a moment ago is not missing because the server that had it has
     * died and the manager has noticed.
     */
    RemoteException failure(IOException cause) {
        RemoteException failure = Failures.of(url, at.endpoint.authority(), cause, network.credentials());
        RemoteError before = attempt.reason();
        if (failure.error() == RemoteError.MISSING && before != null && before.passing()) {
            return new RemoteException(
                    RemoteError.UNREACHABLE,
                    url + ": " + at.endpoint.authority() + " knows no other server with the file now",
                    cause);
        }
        return failure;
    }

    /** Whether another server than the one of the URL gives the file. */
    boolean redirected() {
        return redirections > 0;
    }
}
