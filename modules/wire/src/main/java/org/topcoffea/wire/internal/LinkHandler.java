package org.topcoffea.wire.internal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import org.topcoffea.wire.CloseReason;

/** Tells a {@link Link} what happens on its channel. */
final class LinkHandler extends ChannelInboundHandlerAdapter {
    private final Link link;

    LinkHandler(Link link) {
        this.link = link;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        link.attach(ctx);
        if (ctx.channel().isActive()) {
            channelActive(ctx);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (ctx.pipeline().get(SslHandler.class) == null) {
            link.opened();
        }
        link.read();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                link.opened();
            } else {
                exceptionCaught(ctx, handshake.cause());
            }
        } else if (event == ChannelInputShutdownEvent.INSTANCE) {
            link.inputEnded();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        link.received((ByteBuf) message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        link.readComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        link.outbox().drain();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        String text = Causes.of(cause);
        CloseReason reason = Causes.isTls(cause)
                ? new CloseReason(CloseReason.Kind.TLS, "no TLS: " + text)
                : cause instanceof IOException
                        ? new CloseReason(CloseReason.Kind.PEER, "connection lost: " + text)
                        : new CloseReason(CloseReason.Kind.FAILURE, text);
        link.end(reason, false);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        link.inactive();
    }
}
