package org.topcoffea.wire;

import java.time.Duration;

/**
 * How a {@link ManagerServer} listens and how patient it is.
 *
 * @param host the address to listen on; empty for all
 * @param lowPort the first port to try; 0 lets the system choose
 * @param highPort the last port to try
 * @param password what workers and clients must know
 * @param tls the certificate to show; with one, every connection must be encrypted
 * @param introduction how long a peer may take for TLS, password and introduction together
 * @param keepalive after how long a silent worker is asked for a sign of life
 * @param silence after how long without any byte in either direction, once asked, it is given up
 * @param threads network threads; 0 chooses
 */
public record ServerOptions(
        String host,
        int lowPort,
        int highPort,
        Password password,
        ServerTls tls,
        Duration introduction,
        Duration keepalive,
        Duration silence,
        int threads) {
    /** The ports of Work Queue managers of this analysis. */
    public static final ServerOptions DEFAULT = onPorts(9123, 9130);

    /** Listens on all addresses, on the first free port of a range, without password and encryption. */
    public static ServerOptions onPorts(int low, int high) {
        return new ServerOptions(
                "",
                low,
                high,
                Password.NONE,
                ServerTls.NONE,
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofSeconds(120),
                0);
    }

    /** Listens on loopback alone, on any free port: for tests and for managers with local workers only. */
    public static ServerOptions onLoopback() {
        return onPorts(0, 0).withHost("127.0.0.1");
    }

    /** Listens on another address. */
    public ServerOptions withHost(String other) {
        return new ServerOptions(other, lowPort, highPort, password, tls, introduction, keepalive, silence, threads);
    }

    /** Asks for another password. */
    public ServerOptions withPassword(Password other) {
        return new ServerOptions(host, lowPort, highPort, other, tls, introduction, keepalive, silence, threads);
    }

    /** Shows another certificate. */
    public ServerOptions withTls(ServerTls other) {
        return new ServerOptions(host, lowPort, highPort, password, other, introduction, keepalive, silence, threads);
    }

    /** Is patient in another way. */
    public ServerOptions withPatience(Duration otherIntroduction, Duration otherKeepalive, Duration otherSilence) {
        return new ServerOptions(
                host, lowPort, highPort, password, tls, otherIntroduction, otherKeepalive, otherSilence, threads);
    }

    /** Uses another number of network threads. */
    public ServerOptions withThreads(int other) {
        return new ServerOptions(host, lowPort, highPort, password, tls, introduction, keepalive, silence, other);
    }
}
