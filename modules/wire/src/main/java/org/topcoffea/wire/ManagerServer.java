package org.topcoffea.wire;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.wire.internal.Desk;
import org.topcoffea.wire.internal.Network;

/**
 * The port of a manager: workers, status words ({@code queue_status} …) and HTTP ({@code GET /queue_status}) on one port.
 * Garbage, slow, silent and half-open peers are closed with a reason; others notice nothing.
 */
public final class ManagerServer implements AutoCloseable {
    private static final int BACKLOG = 1024;
    private static final long CLOSING = 8_000;

    private final ServerOptions options;
    private final Network network;
    private final Desk desk;
    private final Channel channel;
    private final Future<?> ticking;

    private ManagerServer(ServerOptions options, Network network, Desk desk, Channel channel, Future<?> ticking) {
        this.options = options;
        this.network = network;
        this.desk = desk;
        this.channel = channel;
        this.ticking = ticking;
    }

    /**
     * Begins to listen.
     *
     * @param options where and how
     * @param service the manager behind it
     * @throws AnalysisException {@link WireError#CANNOT_LISTEN} when no port of the range is free
     */
    public static ManagerServer start(ServerOptions options, ManagerService service) {
        Network network = new Network("manager-network", options.threads(), true);
        Desk desk = new Desk(
                service,
                network.threads(),
                network.loops(),
                options.password().bytes(),
                options.tls().fingerprint(),
                new Desk.Patience(options.introduction(), options.keepalive(), options.silence()));
        try {
            Channel channel = bind(options, network, desk);
            Future<?> ticking = network.loops().scheduleAtFixedRate(desk::tick, 1, 1, TimeUnit.SECONDS);
            return new ManagerServer(options, network, desk, channel, ticking);
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    private static Channel bind(ServerOptions options, Network network, Desk desk) {
        SSLContext tls = options.tls().context();
        long patience = options.introduction().toMillis();
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(network.door())
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, Network.writes())
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, Network.reads())
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel peer) {
                        if (tls != null) {
                            peer.pipeline().addLast(Network.serverTls(tls, patience));
                        }
                        peer.pipeline().addLast(desk.admit(peer).handler());
                    }
                });
        return bind(bootstrap, options);
    }

    private static Channel bind(ServerBootstrap bootstrap, ServerOptions options) {
        String problem = "";
        for (int port = options.lowPort(); port <= Math.max(options.lowPort(), options.highPort()); port++) {
            ChannelFuture bound = bootstrap
                    .bind(options.host().isEmpty() ? "0.0.0.0" : options.host(), port)
                    .awaitUninterruptibly();
            if (bound.isSuccess()) {
                return bound.channel();
            }
            problem = String.valueOf(bound.cause().getMessage());
        }
        throw new AnalysisException(
                WireError.CANNOT_LISTEN,
                "cannot listen on " + (options.host().isEmpty() ? "" : options.host() + " ") + "port "
                        + options.lowPort()
                        + (options.highPort() > options.lowPort() ? " to " + options.highPort() : "")
                        + " (" + problem + "): choose other ports");
    }

    /** The port that was found. */
    public int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /** Workers that are connected and introduced. */
    public int workers() {
        return desk.workers();
    }

    /** What a user should be told about this port, one line each: open to everyone, not encrypted, weak. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (loopback(options.host())) {
            return warnings;
        }
        if (!options.password().present()) {
            warnings.add(
                    "port " + port() + " is open to everyone who can reach this machine: workers of others may join and"
                            + " run on your input; use a password file");
        }
        if (!options.tls().present()) {
            warnings.add(
                    "connections to port " + port() + " are not encrypted: data and results can be read and changed on"
                            + " their way; use a key and a certificate");
        }
        return List.copyOf(warnings);
    }

    private static boolean loopback(String host) {
        try {
            return !host.isEmpty() && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /**
     * Stops listening, closes all connections when what was sent has been written, at the latest after some seconds, and ends
     * all threads. Send {@link ManagerMessage.Release} or {@link ManagerMessage.Exit} to the workers before.
     */
    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
        desk.close("the manager ends");
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSING);
        while (desk.occupied()
                && System.nanoTime() < end
                && !Thread.currentThread().isInterrupted()) {
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
        ticking.cancel(false);
        network.close();
    }
}
