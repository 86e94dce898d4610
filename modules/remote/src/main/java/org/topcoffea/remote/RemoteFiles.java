package org.topcoffea.remote;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.topcoffea.remote.internal.tls.TlsContexts;
import org.topcoffea.remote.internal.transport.OnceSource;
import org.topcoffea.remote.internal.transport.Protocol;
import org.topcoffea.remote.internal.transport.RemoteContext;
import org.topcoffea.remote.internal.transport.RemoteUrl;
import org.topcoffea.remote.internal.xrootd.XrootdProtocol;
import org.topcoffea.root.ByteSource;

/**
 * Files on servers. One of these serves a whole run: connections, credentials, what is known of servers and their statistics
 * are shared by all files that it opens. Thread-safe.
 */
public final class RemoteFiles implements AutoCloseable {
    /** The schemes of URLs that {@link #open} understands. */
    public static final Set<String> SCHEMES =
            Set.of("http", "https", "dav", "davs", "root", "roots", "xroot", "xroots");

    private final RemoteContext context;
    private final Map<String, Protocol> protocols = new HashMap<>();

    private RemoteFiles(RemoteContext context, List<Protocol> protocols) {
        this.context = context;
        for (Protocol protocol : protocols) {
            protocol.schemes().forEach(scheme -> this.protocols.put(scheme, protocol));
        }
    }

    /** Prepares for opening files; connects to nothing yet. */
    public static RemoteFiles with(RemoteOptions options) {
        Credentials credentials = Credentials.of(options.environment());
        RemoteContext context = new RemoteContext(options, credentials, new TlsContexts(credentials));
        return new RemoteFiles(context, List.of(new XrootdProtocol(context)));
    }

    /** The credentials that are shown to servers. */
    public Credentials credentials() {
        return context.credentials();
    }

    /**
     * Opens a file.
     *
     * @param url a URL of one of the {@link #SCHEMES}
     * @throws RemoteException if no server gives it
     */
    public ByteSource open(String url) {
        RemoteUrl parsed = RemoteUrl.parse(url);
        Protocol protocol = protocols.get(parsed.scheme());
        if (protocol == null) {
            throw new RemoteException(
                    RemoteError.UNSUPPORTED, parsed + ": files cannot be read by " + parsed.scheme() + "://");
        }
        return OnceSource.open(protocol, parsed);
    }

    /** Ends all connections. */
    @Override
    public void close() {
        protocols.values().forEach(Protocol::close);
    }
}
