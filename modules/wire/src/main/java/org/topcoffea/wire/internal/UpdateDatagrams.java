package org.topcoffea.wire.internal;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/** Takes updates as datagrams, one record each; those that come too fast are lost, as datagrams may be. */
public final class UpdateDatagrams extends SimpleChannelInboundHandler<DatagramPacket> {
    private static final int AT_ONCE = 256;

    private final RecordStore store;
    private final Executor threads;
    private final Semaphore free = new Semaphore(AT_ONCE);

    /** Serves one socket. */
    public UpdateDatagrams(RecordStore store, Executor threads) {
        this.store = store;
        this.threads = threads;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
        if (!free.tryAcquire()) {
            return;
        }
        byte[] payload = new byte[packet.content().readableBytes()];
        packet.content().readBytes(payload);
        long arrival = store.arrival();
        threads.execute(() -> {
            try {
                store.update(payload, packet.sender().getAddress(), arrival);
            } finally {
                free.release();
            }
        });
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // a datagram that could not be sent back somewhere; there is nobody to tell
    }
}
