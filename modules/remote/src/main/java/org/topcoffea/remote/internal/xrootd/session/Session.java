package org.topcoffea.remote.internal.xrootd.session;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.topcoffea.remote.internal.xrootd.message.ProtocolInfo;
import org.topcoffea.remote.internal.xrootd.message.Request;
import org.topcoffea.remote.internal.xrootd.message.RequestCode;
import org.topcoffea.remote.internal.xrootd.message.Requests;
import org.topcoffea.remote.internal.xrootd.message.ServerError;
import org.topcoffea.remote.internal.xrootd.message.SigningRules;
import org.topcoffea.remote.internal.xrootd.security.Peer;
import org.topcoffea.remote.internal.xrootd.security.Sealer;

/** What a server and this program have agreed upon, with the connections that belong to it. Thread-safe. */
public final class Session implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Session.class.getName());
    private static final int STREAMS = 1 << 16;
    private static final int LEAST_RANGE = 1 << 12;

    private final Endpoint endpoint;
    private final Settings settings;
    private final ProtocolInfo info;
    private final boolean encrypted;
    private final InetSocketAddress local;
    private final Map<Integer, Exchange> exchanges = new HashMap<>();
    private final List<Link> links = new ArrayList<>();
    private int lastStream;
    private byte[] id = {};
    private @Nullable IOException failure;
    private @Nullable SigningRules signing;
    private @Nullable Sealer sealer;
    private long signatures;
    private volatile boolean withoutPages;
    private volatile ServerLimits limits = ServerLimits.USUAL;
    private volatile @Nullable Pending configuration;
    private final Collected configurationText = new Collected(1 << 14);

    private final List<Integer> paths = new ArrayList<>(List.of(0));
    private int lastPath;

    Session(Endpoint endpoint, Settings settings, Opening opening) {
        this.endpoint = endpoint;
        this.settings = settings;
        this.info = opening.info();
        this.encrypted = opening.encrypted();
        this.local = opening.local();
        attach(opening.transport());
    }

    private void attach(Transport transport) {
        Dispatch dispatch = new Dispatch(this::find, this::remove);
        Link link = new Link("xrootd " + endpoint.authority(), transport, dispatch, this::fail);
        synchronized (exchanges) {
            links.add(link);
        }
        link.start();
    }

    /** The login has succeeded. */
    void begin(byte[] session, @Nullable Sealer seals) {
        synchronized (exchanges) {
            id = session;
            sealer = seals;
            SigningRules rules = info.signing();
            signing = rules == null || encrypted && !rules.force() ? null : rules;
        }
        if (!info.manager()) {
            configuration = ask(Requests.config(ServerLimits.NAMES), configurationText);
        }
    }

    /** Adds connections by which data come, too, as many as wanted and allowed; does without those that cannot be had. */
    void widen() throws InterruptedException {
        if (info.manager() || signing != null && signing.signed().contains(RequestCode.BIND)) {
            return;
        }
        try {
            for (int i = 1; i < Math.min(settings.streams(), limits().streams()); i++) {
                Opening opening = Opening.bind(endpoint, settings, id);
                attach(opening.transport());
                synchronized (exchanges) {
                    paths.add(opening.path());
                }
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "no more connections to {0}: {1}", endpoint, e.getMessage());
        }
    }

    /** The number of the connection by which the next data should come: each in turn. */
    public int nextPath() {
        synchronized (exchanges) {
            lastPath = (lastPath + 1) % paths.size();
            return paths.get(lastPath);
        }
    }

    /** Whether data come by more than one connection. */
    public boolean parallel() {
        synchronized (exchanges) {
            return paths.size() > 1;
        }
    }

    /** The server. */
    public Endpoint endpoint() {
        return endpoint;
    }

    /** What the server said of itself. */
    public ProtocolInfo info() {
        return info;
    }

    /** Whether data should be asked for with checksums: the server can do that, and encryption does not do it already. */
    public boolean pages() {
        return info.pages() && !encrypted && !withoutPages;
    }

    /**
     * Asks for data without checksums from now on, because the server refuses what it had announced.
     *
     * @param number the server's error
     * @return false if the error says something else, or that is so already
     */
    public boolean forgoPages(int number) {
        boolean refused = number == ServerError.UNSUPPORTED || number == ServerError.INVALID_REQUEST;
        if (!refused || !pages()) {
            return false;
        }
        withoutPages = true;
        return true;
    }

    /** The sizes that the server accepts. */
    public ServerLimits limits() {
        Pending asked = configuration;
        if (asked != null && asked.arrived()) {
            configuration = null;
            limits = ServerLimits.parse(configurationText.text());
        }
        return limits;
    }

    /**
     * Halves what is asked for at once, because the server refuses what it had announced.
     *
     * @param number the server's error
     * @return false if the error says something else, or nothing smaller makes sense
     */
    public boolean shrink(int number) {
        ServerLimits known = limits();
        ServerLimits smaller = switch (number) {
            case ServerError.TOO_LONG -> new ServerLimits(known.ranges() / 2, known.rangeBytes(), known.streams());
            case ServerError.NO_MEMORY -> new ServerLimits(known.ranges(), known.rangeBytes() / 2, known.streams());
            default -> known;
        };
        if (smaller.equals(known) || smaller.ranges() < 1 || smaller.rangeBytes() < LEAST_RANGE) {
            return false;
        }
        configuration = null;
        limits = smaller;
        return true;
    }

    /** Whether requests can be made. */
    public boolean alive() {
        synchronized (exchanges) {
            return failure == null;
        }
    }

    Peer peer() {
        return new Peer(endpoint.host(), local, encrypted);
    }

    Duration waitLimit() {
        return settings.waitLimit();
    }

    Settings settings() {
        return settings;
    }

    /** Makes a request of which an answer is expected soon. */
    public Pending ask(Request request, Sink sink) {
        return ask(request, sink, settings.progressTimeout());
    }

    /**
     * Makes a request.
     *
     * @param patience how long nothing may come
     */
    public Pending ask(Request request, Sink sink, Duration patience) {
        return new Pending(this, send(request, sink), sink, patience);
    }

    Exchange send(Request request, Sink sink) {
        Exchange exchange = new Exchange(request, sink, settings.waitLimit());
        synchronized (exchanges) {
            if (failure != null) {
                exchange.fail(failure);
                return exchange;
            }
            if (exchanges.size() >= STREAMS / 2) {
                exchange.fail(new LinkFailure(LinkFailure.Kind.UNSUPPORTED, "too many requests at once"));
                return exchange;
            }
            int stream = freeStream();
            exchanges.put(stream, exchange);
            ByteBuffer bytes = request.encode(stream);
            if (signing != null && signing.signed().contains(request.code())) {
                links.getFirst().send(Signature.of(bytes, ++signatures, sealer, request.code(), stream));
            }
            links.getFirst().send(bytes);
        }
        return exchange;
    }

    /** Number 0 is the server's own. */
    private int freeStream() {
        do {
            lastStream = (lastStream + 1) % STREAMS;
        } while (lastStream == 0 || exchanges.containsKey(lastStream));
        return lastStream;
    }

    private @Nullable Exchange find(int stream) {
        synchronized (exchanges) {
            return exchanges.get(stream);
        }
    }

    private @Nullable Exchange remove(int stream) {
        synchronized (exchanges) {
            return exchanges.remove(stream);
        }
    }

    /** When bytes came last. */
    long lastByte() {
        synchronized (exchanges) {
            long last = links.getFirst().lastByte();
            for (Link link : links) {
                last = link.lastByte() - last > 0 ? link.lastByte() : last;
            }
            return last;
        }
    }

    /** Ends the session because it cannot be used any more; all that is under way fails. */
    void fail(IOException cause) {
        List<Exchange> failed;
        List<Link> closing;
        synchronized (exchanges) {
            if (failure != null) {
                return;
            }
            failure = cause;
            failed = List.copyOf(exchanges.values());
            closing = List.copyOf(links);
            exchanges.clear();
        }
        closing.forEach(Link::close);
        failed.forEach(exchange -> exchange.fail(cause));
    }

    /** Makes a request that nobody waits for. */
    public void tell(Request request) {
        ask(request, new Collected(1 << 16)).abandon();
    }

    /** Ends all connections and waits for their threads. */
    @Override
    public void close() {
        fail(new LinkFailure(LinkFailure.Kind.LOST, "the connection was closed by this side"));
        try {
            List<Link> ending;
            synchronized (exchanges) {
                ending = List.copyOf(links);
            }
            for (Link link : ending) {
                link.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
