package org.topcoffea.wire.internal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Takes one update over TCP: everything up to the end of the stream, within some seconds. */
public final class UpdateIntake extends ChannelInboundHandlerAdapter {
    private static final long PATIENCE = 5;

    private final RecordStore store;
    private final Executor threads;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();

    /** Serves one connection. */
    public UpdateIntake(RecordStore store, Executor threads) {
        this.store = store;
        this.threads = threads;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        var late = ctx.executor().schedule(() -> Network.close(ctx.channel()), PATIENCE, TimeUnit.SECONDS);
        ctx.channel().closeFuture().addListener(closed -> late.cancel(false));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            byte[] part = new byte[bytes.readableBytes()];
            bytes.readBytes(part);
            text.writeBytes(part);
            if (text.size() > RecordStore.RECORD) {
                text.reset();
                Network.close(ctx.channel());
            }
        } finally {
            bytes.release();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            take(ctx.channel());
        }
    }

    /** The channel is closed when the update counts, so that a sender who waits for that knows. */
    private void take(Channel channel) {
        if (text.size() == 0 || !(channel.remoteAddress() instanceof InetSocketAddress sender)) {
            Network.close(channel);
            return;
        }
        byte[] payload = text.toByteArray();
        text.reset();
        long arrival = store.arrival();
        threads.execute(() -> {
            store.update(payload, sender.getAddress(), arrival);
            Network.close(channel);
        });
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        Network.close(ctx.channel());
    }
}
