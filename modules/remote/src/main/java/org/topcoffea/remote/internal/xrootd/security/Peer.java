package org.topcoffea.remote.internal.xrootd.security;

import java.net.InetSocketAddress;

/**
 * The connection by which a user proves who he is.
 *
 * @param host the server, as it was named
 * @param local this side's address and port
 * @param encrypted whether nobody can listen
 */
public record Peer(String host, InetSocketAddress local, boolean encrypted) {}
