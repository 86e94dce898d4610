package org.topcoffea.remote.internal.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.topcoffea.remote.RemoteError;
import org.topcoffea.remote.RemoteException;
import org.topcoffea.remote.internal.tls.TlsFailures;
import org.topcoffea.remote.internal.transport.Advice;
import org.topcoffea.remote.internal.transport.RemoteContext;
import org.topcoffea.remote.internal.transport.RemoteUrl;

/** Says what an answer or a broken connection means. */
final class Failures {
    private static final int MAX_SERVER_TEXT = 160;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final RemoteContext context;

    Failures(RemoteContext context) {
        this.context = context;
    }

    /** The failure that a status stands for. */
    RemoteException status(RemoteUrl url, URI uri, int status, HttpHeaders headers, String text) {
        String server = HttpAddress.origin(uri);
        String said = "status " + status + (text.isEmpty() ? "" : ": " + cut(text));
        String where = url + ": " + server + " answers " + said;
        return switch (status) {
            case 401, 403, 407 ->
                new RemoteException(
                        RemoteError.DENIED, Advice.denied(url, server, said, context.credentials(), uri.getHost()));
            case 404, 410 -> new RemoteException(RemoteError.MISSING, url + ": " + server + " has no such file");
            case 416 ->
                new RemoteException(
                        RemoteError.CORRUPT, where + ": the file is shorter than it was said to be: open it again");
            case 408 -> new RemoteException(RemoteError.TIMED_OUT, where);
            case 425, 429, 500, 502, 503, 504, 507 ->
                new RemoteException(
                        RemoteError.OVERLOADED, where + ": try again later, or another server", null, pause(headers));
            default ->
                new RemoteException(
                        status >= 400 && status < 500 ? RemoteError.UNSUPPORTED : RemoteError.BAD_ANSWER,
                        where + ": is it a server of files that knows ranges?");
        };
    }

    private static Duration pause(HttpHeaders headers) {
        // The other form of Retry-After, a date, is rare and left to the usual delay.
        Duration asked = headers.firstValue("Retry-After")
                .filter(text -> text.matches("\\d{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(Duration.ZERO);
        return asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
    }

    private static String cut(String text) {
        return text.length() <= MAX_SERVER_TEXT ? text : text.substring(0, MAX_SERVER_TEXT) + "…";
    }

    /** The failure that an exception of the HTTP client stands for. */
    RemoteException broken(RemoteUrl url, URI uri, Throwable failure) {
        String server = HttpAddress.origin(uri);
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            RemoteException known = known(url, uri, cause, failure);
            if (known != null) {
                return known;
            }
        }
        if (failure instanceof ConnectException) {
            return new RemoteException(RemoteError.UNREACHABLE, Advice.refused(url, server, failure), failure);
        }
        String what = failure instanceof IOException && failure.getMessage() != null
                ? failure.getMessage()
                : failure.toString();
        return new RemoteException(
                RemoteError.UNREACHABLE, url + ": the connection to " + server + " broke off (" + what + ")", failure);
    }

    private @Nullable RemoteException known(RemoteUrl url, URI uri, Throwable cause, Throwable failure) {
        String server = HttpAddress.origin(uri);
        return switch (cause) {
            case MalformedAnswer malformed ->
                new RemoteException(
                        RemoteError.BAD_ANSWER,
                        url + ": the answer of " + server + " has " + malformed.getMessage(),
                        failure);
            case SSLException tls -> TlsFailures.of(url.toString(), server, tls, context.credentials());
            case HttpConnectTimeoutException late ->
                new RemoteException(
                        RemoteError.TIMED_OUT,
                        Advice.noAnswer(url, server, context.options().connectTimeout()),
                        failure);
            case UnresolvedAddressException unknown ->
                new RemoteException(RemoteError.UNREACHABLE, Advice.unknownHost(url, uri.getHost()), failure);
            default -> null;
        };
    }
}
