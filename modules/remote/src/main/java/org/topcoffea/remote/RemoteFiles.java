package org.topcoffea.remote;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.topcoffea.remote.internal.http.HttpProtocol;
import org.topcoffea.remote.internal.policy.RemoteSource;
import org.topcoffea.remote.internal.policy.Servers;
import org.topcoffea.remote.internal.policy.Workshop;
import org.topcoffea.remote.internal.tls.TlsContexts;
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
    private final Workshop workshop;

    private RemoteFiles(RemoteContext context) {
        this.context = context;
        this.workshop = new Workshop(context.options(), new Servers());
    }

    /** Prepares for opening files; connects to nothing yet. */
    public static RemoteFiles with(RemoteOptions options) {
        Credentials credentials = Credentials.of(options.environment());
        RemoteContext context = new RemoteContext(options, credentials, new TlsContexts(credentials));
        return new RemoteFiles(context);
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
        return source(url);
    }

    /**
     * What tells a file from an earlier or later one of the same name. Asks a server.
     *
     * @throws RemoteException if no server gives it
     */
    public FileIdentity identity(String url) {
        try (RemoteSource source = source(url)) {
            return source.identity();
        }
    }

    /**
     * The checksum of a file as a server knows it, such as {@code adler32:0123abcd}. The server may have to read all of the
     * file first.
     *
     * @return empty if it knows none
     * @throws RemoteException if it cannot be asked
     */
    public Optional<String> checksum(String url) {
        return ask(url, Protocol::checksum);
    }

    /**
     * The names in a directory, sorted; those of directories end with {@code /}.
     *
     * @throws RemoteException if the server does not tell
     */
    public List<String> list(String url) {
        return ask(url, Protocol::list);
    }

    /** A question about a URL. */
    private interface Question<T> {
        T ask(Protocol protocol, RemoteUrl url) throws InterruptedException;
    }

    private <T> T ask(String url, Question<T> question) {
        RemoteUrl parsed = RemoteUrl.parse(url);
        try {
            return question.ask(protocol(parsed), parsed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RemoteException(RemoteError.UNREACHABLE, parsed + ": asking the server was interrupted", e);
        }
    }

    private RemoteSource source(String url) {
        List<RemoteUrl> urls = replicas(RemoteUrl.parse(url));
        return RemoteSource.open(urls, urls.stream().map(this::protocol).toList(), workshop);
    }

    /** The places of a file: as it is named, then its path at each of the other prefixes. */
    private List<RemoteUrl> replicas(RemoteUrl url) {
        List<RemoteUrl> urls = new ArrayList<>(List.of(url));
        String path = url.path().replaceFirst("^/+", "/");
        for (String prefix : context.options().fallbackPrefixes()) {
            boolean slashes = prefix.endsWith("/") && prefix.startsWith("http");
            urls.add(RemoteUrl.parse((slashes ? prefix.substring(0, prefix.length() - 1) : prefix) + path));
        }
        return urls;
    }

    /** Protocols are made when their schemes are met first: runs over files of this machine need none. */
    private synchronized Protocol protocol(RemoteUrl url) {
        if (protocols.isEmpty() && SCHEMES.contains(url.scheme())) {
            for (Protocol protocol : List.of(new HttpProtocol(context), new XrootdProtocol(context))) {
                protocol.schemes().forEach(scheme -> protocols.put(scheme, protocol));
            }
        }
        Protocol protocol = protocols.get(url.scheme());
        if (protocol == null) {
            throw new RemoteException(
                    RemoteError.UNSUPPORTED,
                    url + ": files of '" + url.scheme() + "://' cannot be read: use one of "
                            + String.join(", ", new TreeSet<>(SCHEMES)));
        }
        return protocol;
    }

    /** What each server was asked for so far. */
    public List<ServerStatistics> statistics() {
        return workshop.servers().statistics();
    }

    /** Ends all connections. */
    @Override
    public synchronized void close() {
        new HashSet<>(protocols.values()).forEach(Protocol::close);
    }
}
