package org.topcoffea.wire;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.wire.internal.Credentials;
import org.topcoffea.wire.internal.Link;
import org.topcoffea.wire.internal.ManagerLink;
import org.topcoffea.wire.internal.Network;

/** Connects workers to managers. One of these serves any number of connections with few threads. */
public final class ManagerConnector implements AutoCloseable {
    private final Network network;

    private ManagerConnector(Network network) {
        this.network = network;
    }

    /**
     * Starts the network threads.
     *
     * @param threads how many; one is enough for a worker
     */
    public static ManagerConnector start(int threads) {
        return new ManagerConnector(new Network("worker-network", threads));
    }

    /**
     * Connects to a manager and greets it. Blocks until the greeting has been queued.
     *
     * @param places where the manager may be reached, tried in turn
     * @param options password, encryption, patience
     * @param greeting what the worker says first
     * @param listener hears what the manager says, perhaps before this method returns
     * @throws AnalysisException {@link WireError#CANNOT_CONNECT}, {@link WireError#TLS} or {@link WireError#PASSWORD} with the
     *     reason for each place
     */
    public ManagerConnection connect(
            List<Address> places, ConnectOptions options, WorkerGreeting greeting, ManagerListener listener) {
        List<String> problems = new ArrayList<>();
        WireError code = WireError.CANNOT_CONNECT;
        for (Address place : places) {
            try {
                return connect(place, options, greeting, listener);
            } catch (AnalysisException e) {
                code = e.code() instanceof WireError error ? error : code;
                problems.add(place + ": " + e.getMessage());
            }
        }
        throw new AnalysisException(
                code, problems.isEmpty() ? "no address of a manager is known" : String.join("; ", problems));
    }

    private ManagerConnection connect(
            Address place, ConnectOptions options, WorkerGreeting greeting, ManagerListener listener) {
        ManagerLink manager = new ManagerLink(
                place,
                listener,
                greeting.messages(),
                new Credentials(options.password().bytes()),
                options.tls().present(),
                options.treeLimit());
        int timeout = Math.clamp(options.timeout().toMillis(), 1, Integer.MAX_VALUE);
        ChannelFuture connected = bootstrap(place, options, manager, timeout).connect(place.host(), place.port());
        connected.awaitUninterruptibly();
        if (!connected.isSuccess()) {
            throw new AnalysisException(
                    WireError.CANNOT_CONNECT, String.valueOf(connected.cause().getMessage()), connected.cause());
        }
        return greeted(manager, connected.channel(), options, timeout);
    }

    private Bootstrap bootstrap(Address place, ConnectOptions options, ManagerLink manager, int timeout) {
        SSLContext tls = options.tls().context();
        return new Bootstrap()
                .group(network.loops())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, timeout)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, Network.writes())
                .option(ChannelOption.RECVBUF_ALLOCATOR, Network.reads())
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (tls != null) {
                            channel.pipeline().addLast(Network.clientTls(tls, place.host(), place.port(), timeout));
                        }
                        channel.pipeline().addLast(new Link(network.threads(), manager).handler());
                    }
                });
    }

    private ManagerConnection greeted(ManagerLink manager, Channel channel, ConnectOptions options, int timeout) {
        try {
            ManagerConnection made = manager.ready().get(timeout, TimeUnit.MILLISECONDS);
            long silence = options.silence().toNanos();
            var watch = channel.eventLoop()
                    .scheduleAtFixedRate(() -> manager.tick(System.nanoTime(), silence), 1, 1, TimeUnit.SECONDS);
            channel.closeFuture().addListener(closed -> watch.cancel(false));
            return made;
        } catch (ExecutionException e) {
            CloseReason reason = e.getCause() instanceof ManagerLink.ClosedEarly early
                    ? early.reason()
                    : new CloseReason(CloseReason.Kind.FAILURE, String.valueOf(e.getCause()));
            WireError code = switch (reason.kind()) {
                case PASSWORD -> WireError.PASSWORD;
                case TLS -> WireError.TLS;
                default -> WireError.CANNOT_CONNECT;
            };
            throw new AnalysisException(code, reason.text(), e);
        } catch (TimeoutException e) {
            Network.close(channel);
            throw new AnalysisException(
                    WireError.CANNOT_CONNECT,
                    "no answer within " + options.timeout().toSeconds() + " s",
                    e);
        } catch (InterruptedException e) {
            Network.close(channel);
            Thread.currentThread().interrupt();
            throw new AnalysisException(WireError.CLOSED, "interrupted", e);
        }
    }

    /** Closes all connections and ends the threads. */
    @Override
    public void close() {
        network.close();
    }
}
