package org.topcoffea.wire.internal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
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
    public void channelInactive(ChannelHandlerContext ctx) {
        if (text.size() > 0 && ctx.channel().remoteAddress() instanceof InetSocketAddress sender) {
            byte[] payload = text.toByteArray();
            threads.execute(() -> store.update(payload, sender.getAddress()));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        Network.close(ctx.channel());
    }
}
