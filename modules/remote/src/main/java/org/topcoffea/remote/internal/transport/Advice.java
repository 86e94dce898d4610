package org.topcoffea.remote.internal.transport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.topcoffea.remote.BearerToken;
import org.topcoffea.remote.Credentials;

/** One line each of what went wrong and what to do, the same for all protocols. */
public final class Advice {
    private Advice() {}

    /**
     * A server refuses.
     *
     * @param server who refuses
     * @param said what it says
     * @param host its name without port, to be compared with the audience of the token
     */
    public static String denied(RemoteUrl url, String server, String said, Credentials credentials, String host) {
        List<String> reasons = new ArrayList<>(credentials.problems(Duration.ZERO));
        credentials.token().ifPresent(token -> audience(token, host, reasons));
        if (reasons.isEmpty()) {
            reasons.add(
                    credentials.token().isEmpty() && credentials.proxy().isEmpty()
                            ? "you have neither a proxy certificate nor a token: make one with voms-proxy-init, or get"
                                    + " one with htgettoken or oidc-token"
                            : "your " + shown(credentials) + " may not read it: ask those who run the server, or renew"
                                    + " it with the rights of your collaboration");
        }
        return url + ": " + server + " denies access (" + said + "); " + String.join("; ", reasons);
    }

    private static String shown(Credentials credentials) {
        String token = credentials.token().map(BearerToken::toString).orElse("");
        String proxy = credentials.proxy().map(any -> any.toString()).orElse("");
        return token.isEmpty() || proxy.isEmpty() ? token + proxy : token + " and " + proxy;
    }

    private static void audience(BearerToken token, String host, List<String> reasons) {
        boolean meant = token.audience().isEmpty()
                || token.audience().stream()
                        .map(audience -> audience.toLowerCase(Locale.ROOT))
                        .anyMatch(audience -> audience.contains(host.toLowerCase(Locale.ROOT))
                                || audience.equals("any")
                                || audience.endsWith("/any"));
        if (!meant) {
            reasons.add("the token of " + token.source() + " is for " + String.join(", ", token.audience())
                    + ", not for this server: get one with the audience https://" + host);
        }
    }

    /** Nobody listens. */
    public static String refused(RemoteUrl url, String server, Throwable failure) {
        String why = failure.getMessage() == null ? "" : " (" + failure.getMessage() + ")";
        return url + ": " + server + " refuses connections" + why + ": is the server running, and is the port right?";
    }

    /** Nothing comes back. */
    public static String noAnswer(RemoteUrl url, String server, Duration waited) {
        return url + ": " + server + " does not answer within " + waited.toSeconds()
                + " s: it is down, or a firewall between here and there drops the connection";
    }

    /** There is no such host. */
    public static String unknownHost(RemoteUrl url, String host) {
        return url + ": there is no host '" + host + "': correct the name, or look whether names are resolved here";
    }
}
