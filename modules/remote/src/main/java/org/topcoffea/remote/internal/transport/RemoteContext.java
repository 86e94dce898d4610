package org.topcoffea.remote.internal.transport;

import org.topcoffea.remote.Credentials;
import org.topcoffea.remote.RemoteOptions;
import org.topcoffea.remote.internal.tls.TlsContexts;

/**
 * What all protocols of one run share.
 *
 * @param options limits of patience
 * @param credentials the user's proxy certificate and token, read again when they are renewed
 * @param tls trusted authorities, with or without the user's certificate
 */
public record RemoteContext(RemoteOptions options, Credentials credentials, TlsContexts tls) {}
