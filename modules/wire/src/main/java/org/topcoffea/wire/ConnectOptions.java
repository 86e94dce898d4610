package org.topcoffea.wire;

import java.time.Duration;

/**
 * How a worker or client connects to a manager.
 *
 * @param password what both ends must know
 * @param tls how the connection is encrypted, if at all
 * @param timeout how long connecting, TLS and password may take together
 * @param silence a worker gives up a manager from which it heard nothing for this long; managers ask every two minutes or so
 * @param treeLimit bytes a directory from a manager may have in total
 */
public record ConnectOptions(Password password, ClientTls tls, Duration timeout, Duration silence, long treeLimit) {
    /** No password, no encryption, 15 s to connect, an hour of silence, 1 TiB. */
    public static final ConnectOptions PLAIN =
            new ConnectOptions(Password.NONE, ClientTls.NONE, Duration.ofSeconds(15), Duration.ofHours(1), 1L << 40);

    /** Proves another password. */
    public ConnectOptions withPassword(Password other) {
        return new ConnectOptions(other, tls, timeout, silence, treeLimit);
    }

    /** Encrypts in another way. */
    public ConnectOptions withTls(ClientTls other) {
        return new ConnectOptions(password, other, timeout, silence, treeLimit);
    }

    /** Is patient in another way. */
    public ConnectOptions withPatience(Duration otherTimeout, Duration otherSilence) {
        return new ConnectOptions(password, tls, otherTimeout, otherSilence, treeLimit);
    }
}
