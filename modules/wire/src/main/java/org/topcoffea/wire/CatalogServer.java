package org.topcoffea.wire;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.wire.internal.CatalogCounter;
import org.topcoffea.wire.internal.Link;
import org.topcoffea.wire.internal.Network;
import org.topcoffea.wire.internal.RecordStore;
import org.topcoffea.wire.internal.UpdateDatagrams;
import org.topcoffea.wire.internal.UpdateIntake;

/**
 * A catalog: programs tell it what they are, others ask. Queries over HTTP at one port, updates as datagrams at the same port and
 * over TCP at the next one; compatible with the catalog server of Work Queue. Records vanish when they are not renewed.
 */
public final class CatalogServer implements AutoCloseable {
    /** Lets the records of a dead manager go soon: managers renew theirs every minute. */
    public static final Duration LIFETIME = Duration.ofMinutes(5);

    private static final int CONNECTIONS = 1000;
    private static final int DATAGRAM = 65_535;
    private static final int PAIRS = 50;
    private static final long PATIENCE = 60;

    private final Network network = new Network("catalog-network", 1);
    private final AtomicInteger connections = new AtomicInteger();
    private final RecordStore store;
    private int port;

    private CatalogServer(Duration lifetime) {
        store = new RecordStore(lifetime, InstantSource.system());
    }

    /**
     * Begins to serve.
     *
     * @param host the address to listen on; empty for all
     * @param port the port of queries; the next one takes updates over TCP; 0 finds a free pair
     * @param lifetime how long a record lives without an update, unless it says less
     * @throws AnalysisException {@link WireError#CANNOT_LISTEN} when the ports are not free
     */
    public static CatalogServer start(String host, int port, Duration lifetime) {
        CatalogServer server = new CatalogServer(lifetime);
        String problem = "";
        for (int i = 0; i < (port == 0 ? PAIRS : 1); i++) {
            problem = server.listen(host.isEmpty() ? "0.0.0.0" : host, port);
            if (problem.isEmpty()) {
                return server;
            }
        }
        server.close();
        throw new AnalysisException(
                WireError.CANNOT_LISTEN,
                "the catalog cannot listen on port " + port + " and the next (" + problem + "): choose another port");
    }

    /** Opens all three sockets; returns why it could not, having closed them. */
    private String listen(String host, int wanted) {
        List<Channel> open = new ArrayList<>();
        try {
            Channel queries = opened(server(
                            channel ->
                                    new Link(network.threads(), new CatalogCounter(store, network.threads())).handler(),
                            false)
                    .bind(host, wanted));
            open.add(queries);
            int found = ((InetSocketAddress) queries.localAddress()).getPort();
            open.add(opened(server(channel -> new UpdateIntake(store, network.threads()), true)
                    .bind(host, found + 1)));
            open.add(opened(new Bootstrap()
                    .group(network.loops())
                    .channel(NioDatagramChannel.class)
                    .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(DATAGRAM))
                    .handler(new UpdateDatagrams(store, network.threads()))
                    .bind(host, found)));
            port = found;
            return "";
        } catch (AnalysisException e) {
            open.forEach(channel -> channel.close().awaitUninterruptibly());
            return String.valueOf(e.getMessage());
        }
    }

    private static Channel opened(ChannelFuture bound) {
        bound.awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new AnalysisException(
                    WireError.CANNOT_LISTEN, String.valueOf(bound.cause().getMessage()));
        }
        return bound.channel();
    }

    private ServerBootstrap server(Function<Channel, ChannelHandler> handler, boolean autoRead) {
        return new ServerBootstrap()
                .group(network.loops())
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.AUTO_READ, autoRead)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, Network.writes())
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, Network.reads())
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel peer) {
                        if (connections.incrementAndGet() > CONNECTIONS) {
                            Network.close(peer);
                        }
                        var late = peer.eventLoop().schedule(() -> Network.close(peer), PATIENCE, TimeUnit.SECONDS);
                        peer.closeFuture().addListener(closed -> {
                            late.cancel(false);
                            connections.decrementAndGet();
                        });
                        peer.pipeline().addLast(handler.apply(peer));
                    }
                });
    }

    /** The port of queries. */
    public int port() {
        return port;
    }

    /** The records that are alive. */
    public List<CatalogRecord> records() {
        return store.records();
    }

    /** Ends it. */
    @Override
    public void close() {
        network.close();
    }
}
