package org.topcoffea.wire.internal;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** The threads of one server or connector: few for the network, as many as needed for what may block. */
public final class Network implements AutoCloseable {
    /** Little is held for each connection, and no peer keeps a thread for long. */
    private static final int READS = 4;

    private final EventLoopGroup loops;
    private final EventLoopGroup door;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** Starts network threads; 0 chooses how many. */
    public Network(String name, int count) {
        this(name, count, false);
    }

    /** The same, perhaps with a thread of its own for those who are not known yet. */
    public Network(String name, int count, boolean withDoor) {
        int chosen = count > 0 ? count : Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 4);
        loops = new MultiThreadIoEventLoopGroup(
                chosen, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
        door = withDoor
                ? new MultiThreadIoEventLoopGroup(
                        1, new DefaultThreadFactory(name + "-door", true), NioIoHandler.newFactory())
                : loops;
    }

    /** The network threads. */
    public EventLoopGroup loops() {
        return loops;
    }

    /** The network thread for those who are not known yet, who do not wait for those who are. */
    public EventLoopGroup door() {
        return door;
    }

    /** Threads for what may block. */
    public ExecutorService threads() {
        return threads;
    }

    /** How all connections read. */
    public static RecvByteBufAllocator reads() {
        AdaptiveRecvByteBufAllocator reads = new AdaptiveRecvByteBufAllocator(512, 2048, 64 << 10);
        reads.maxMessagesPerRead(READS);
        return reads;
    }

    /** How much a channel takes before it says that it is full. */
    public static WriteBufferWaterMark writes() {
        return new WriteBufferWaterMark(32 << 10, 128 << 10);
    }

    /** The server's side of TLS. */
    public static ChannelHandler serverTls(SSLContext context, long timeout) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        SslHandler handler = new SslHandler(engine);
        handler.setHandshakeTimeoutMillis(timeout);
        return handler;
    }

    /** The client's side of TLS. */
    public static ChannelHandler clientTls(SSLContext context, String host, int port, long timeout) {
        SSLEngine engine = context.createSSLEngine(host, port);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        SslHandler handler = new SslHandler(engine);
        handler.setHandshakeTimeoutMillis(timeout);
        return handler;
    }

    /** Lets another network thread serve a channel, from which nothing is being read; waits until it does. */
    static Channel move(Channel channel, EventLoopGroup to) {
        channel.deregister().syncUninterruptibly();
        to.register(channel).syncUninterruptibly();
        return channel;
    }

    /** Closes a channel now, whatever still waits in it. */
    public static void close(Channel channel) {
        ChannelFuture unused = channel.close();
    }

    @Override
    public void close() {
        door.shutdownGracefully(0, 10, TimeUnit.SECONDS).awaitUninterruptibly(15, TimeUnit.SECONDS);
        loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).awaitUninterruptibly(15, TimeUnit.SECONDS);
        threads.shutdown();
        try {
            if (!threads.awaitTermination(15, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
