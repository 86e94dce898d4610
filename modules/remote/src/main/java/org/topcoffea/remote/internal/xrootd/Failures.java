package org.topcoffea.remote.internal.xrootd;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.topcoffea.remote.Credentials;
import org.topcoffea.remote.RemoteError;
import org.topcoffea.remote.RemoteException;
import org.topcoffea.remote.internal.tls.TlsFailures;
import org.topcoffea.remote.internal.transport.Advice;
import org.topcoffea.remote.internal.transport.RemoteUrl;
import org.topcoffea.remote.internal.xrootd.message.ServerError;
import org.topcoffea.remote.internal.xrootd.security.SecurityFailure;
import org.topcoffea.remote.internal.xrootd.session.LinkFailure;

/** Says in the words of this program what a server or a connection did. */
final class Failures {
    private Failures() {}

    /**
     * The failure for whoever asked.
     *
     * @param server who failed, as host and port
     * @param credentials what the user has, to say what is wrong with it
     */
    static RemoteException of(RemoteUrl url, String server, IOException failure, Credentials credentials) {
        if (failure.getCause() instanceof SSLException tls) {
            return TlsFailures.of(url.toString(), server, tls, credentials);
        }
        RemoteError kind = kind(failure);
        return new RemoteException(kind, message(url, server, failure, kind, credentials), failure);
    }

    private static String message(
            RemoteUrl url, String server, IOException failure, RemoteError kind, Credentials credentials) {
        if (failure instanceof ServerError error && kind == RemoteError.DENIED) {
            String said = RemoteUrl.hideSecrets(error.words());
            return Advice.denied(url, server, said, credentials, Authority.host(server));
        }
        if (failure instanceof SecurityFailure) {
            List<String> words = new ArrayList<>(List.of(String.valueOf(failure.getMessage())));
            words.addAll(credentials.problems(Duration.ZERO));
            return url + ": " + server + " denies access: " + RemoteUrl.hideSecrets(String.join("; ", words));
        }
        if (failure instanceof LinkFailure link) {
            switch (link.kind()) {
                case UNKNOWN_HOST -> {
                    return Advice.unknownHost(url, Authority.host(server));
                }
                case REFUSED -> {
                    return Advice.refused(url, server, link);
                }
                default -> {
                    // its own words are the best
                }
            }
        }
        return url + (url.authority().equals(server) ? ": " : " (at " + server + "): ") + words(failure);
    }

    /** What kind of failure it is. */
    static RemoteError kind(IOException failure) {
        return switch (failure) {
            case ServerError error -> kind(error.number());
            case SecurityFailure _ -> RemoteError.DENIED;
            case LinkFailure link -> kind(link.kind());
            default -> RemoteError.UNREACHABLE;
        };
    }

    private static RemoteError kind(LinkFailure.Kind kind) {
        return switch (kind) {
            case UNKNOWN_HOST, REFUSED, LOST -> RemoteError.UNREACHABLE;
            case NO_CONNECTION, STALLED -> RemoteError.TIMED_OUT;
            case GARBAGE -> RemoteError.BAD_ANSWER;
            case TLS -> RemoteError.TLS_FAILED;
            case UNSUPPORTED -> RemoteError.UNSUPPORTED;
        };
    }

    private static RemoteError kind(int number) {
        return switch (number) {
            case ServerError.NOT_FOUND, ServerError.NO_REPLICAS -> RemoteError.MISSING;
            case ServerError.NOT_AUTHORIZED, ServerError.AUTHENTICATION_FAILED -> RemoteError.DENIED;
            case ServerError.CHECKSUM -> RemoteError.CORRUPT;
            case ServerError.TLS_REQUIRED -> RemoteError.TLS_FAILED;
            case ServerError.UNSUPPORTED, ServerError.NOT_FILE, ServerError.IS_DIRECTORY -> RemoteError.UNSUPPORTED;
            case ServerError.TIMED_OUT, ServerError.TIMER_EXPIRED -> RemoteError.TIMED_OUT;
            case ServerError.FILE_NOT_OPEN -> RemoteError.UNREACHABLE;
            case ServerError.FS_ERROR,
                    ServerError.IO_ERROR,
                    ServerError.NO_MEMORY,
                    ServerError.SERVER_ERROR,
                    ServerError.NO_SERVER,
                    ServerError.CANCELLED,
                    ServerError.IN_PROGRESS,
                    ServerError.OVERLOADED -> RemoteError.OVERLOADED;
            default -> RemoteError.BAD_ANSWER;
        };
    }

    private static String words(IOException failure) {
        if (!(failure instanceof ServerError error)) {
            return String.valueOf(failure.getMessage());
        }
        String said = RemoteUrl.hideSecrets(error.words());
        return switch (error.number()) {
            case ServerError.NOT_FOUND ->
                said.toLowerCase(Locale.ROOT).contains("no servers")
                        ? nowhere(said)
                        : "no such file (the server says: " + said + "): check path and prefix";
            case ServerError.NO_REPLICAS, ServerError.NO_SERVER -> nowhere(said);
            case ServerError.TLS_REQUIRED -> "the server wants TLS (" + said + "): use roots://";
            case ServerError.IS_DIRECTORY, ServerError.NOT_FILE -> "is a directory, not a file";
            default -> "the server says: " + said + " (error " + error.number() + ")";
        };
    }

    /** Redirectors say so by several numbers. */
    private static String nowhere(String said) {
        return "the redirector knows no server that has it now (" + said
                + "): check the path, or try another redirector with --fallback-prefix";
    }
}
