package org.topcoffea.remote.internal.xrootd.session;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.topcoffea.remote.internal.xrootd.security.Mechanism;
import org.topcoffea.remote.internal.xrootd.security.Offer;
import org.topcoffea.remote.internal.xrootd.security.Peer;

/**
 * What all sessions share.
 *
 * @param connectTimeout how long a connection may take to be established
 * @param progressTimeout how long nothing may come while something is expected
 * @param waitLimit how long a server may make us wait with one request
 * @param streams over how many connections the data of a server come, at least 1
 * @param tls says whom to trust
 * @param mechanisms the ways to prove who the user is
 */
public record Settings(
        Duration connectTimeout,
        Duration progressTimeout,
        Duration waitLimit,
        int streams,
        Supplier<SSLContext> tls,
        Mechanisms mechanisms) {
    /** Knows how a user can prove who he is. */
    @FunctionalInterface
    public interface Mechanisms {
        /**
         * The ways that this client knows, among those that a server offers, in the server's order.
         *
         * @param peer the connection
         */
        List<Mechanism> choose(List<Offer> offers, Peer peer);
    }
}
