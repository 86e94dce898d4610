package org.topcoffea.wire.internal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.topcoffea.wire.CloseReason;

/**
 * One connection as a stream of lines and bodies, both ways, without unbounded buffers. It reads only when what came before has
 * been taken, and writes only when the channel takes more. Work on disk happens on another thread, one piece at a time, and
 * nothing is read meanwhile. Everything but {@link #send}, {@link #pause} and {@link #close} runs on the channel's event loop.
 */
public final class Link extends ChannelInboundHandlerAdapter {
    private static final int PIECE = 256 << 10;
    private static final long LINGER = 5_000;

    private final Executor disk;
    private final Outbox outbox;
    private Conversation conversation;
    private @Nullable ChannelHandlerContext context;
    private @Nullable ByteBuf gathered;
    private @Nullable Intake intake;
    private long missing;
    private boolean working;
    private boolean pumping;
    private boolean reading;
    private volatile boolean paused;
    private volatile boolean ending;
    private @Nullable CloseReason reason;
    private boolean open;
    private boolean closed;
    private boolean told;
    private volatile long received = System.nanoTime();
    private int scanned;
    private volatile @Nullable LinkStream stream;

    /** Serves one channel; work on disk goes to the executor. */
    public Link(Executor disk, Conversation conversation) {
        this.disk = disk;
        this.conversation = conversation;
        this.outbox = new Outbox(this, disk);
    }

    /** Lets somebody else decide what lines mean from now on. */
    void hand(Conversation other) {
        conversation = other;
    }

    Conversation conversation() {
        return conversation;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        outbox.attach(ctx.channel());
        if (ctx.channel().isActive() && ctx.pipeline().get(SslHandler.class) == null) {
            opened();
        }
        if (ctx.channel().isActive()) {
            read();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (ctx.pipeline().get(SslHandler.class) == null) {
            opened();
        }
        read();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                opened();
                read();
            } else {
                end(new CloseReason(CloseReason.Kind.TLS, "no TLS: " + Causes.of(handshake.cause())), false);
            }
        }
    }

    private void opened() {
        if (open) {
            return;
        }
        open = true;
        attempt(() -> conversation.opened(this));
        pump();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        received = System.nanoTime();
        if (ending) {
            bytes.release();
        } else if (gathered == null) {
            gathered = bytes;
        } else {
            gathered = joined(gathered, bytes);
        }
        pump();
    }

    private static ByteBuf joined(ByteBuf first, ByteBuf second) {
        try {
            if (first.writableBytes() >= second.readableBytes() && !first.isReadOnly() && first.refCnt() == 1) {
                return first.writeBytes(second);
            }
            ByteBuf both = first.alloc().buffer(first.readableBytes() + second.readableBytes());
            both.writeBytes(first).writeBytes(second);
            first.release();
            return both;
        } finally {
            second.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        reading = false;
        pump();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        outbox.drain();
    }

    /** Takes lines and bodies out of what was received, as long as nobody is busy with one. */
    private void pump() {
        if (pumping) {
            return;
        }
        pumping = true;
        try {
            while (!working && !paused && !ending && step()) {
                // one line or piece after the other
            }
        } finally {
            pumping = false;
        }
        if (gathered != null && !gathered.isReadable()) {
            gathered.release();
            gathered = null;
        }
        if (!working && (!paused || ending)) {
            read();
        }
    }

    private boolean step() {
        ByteBuf bytes = gathered;
        if (bytes == null || !bytes.isReadable()) {
            return false;
        }
        if (intake != null) {
            piece(intake, bytes);
            return true;
        }
        int limit = Math.min(bytes.readableBytes(), Lines.LIMIT);
        int end = bytes.indexOf(bytes.readerIndex() + scanned, bytes.readerIndex() + limit, (byte) '\n');
        if (end < 0) {
            scanned = limit;
            if (limit == Lines.LIMIT) {
                end(new CloseReason(CloseReason.Kind.PROTOCOL, "a line of more than " + Lines.LIMIT + " bytes"), false);
            }
            return false;
        }
        scanned = 0;
        String line = bytes.readCharSequence(end - bytes.readerIndex(), StandardCharsets.UTF_8)
                .toString();
        bytes.skipBytes(1);
        String clean = line.indexOf('\r') < 0 ? line : line.replace("\r", "");
        attempt(() -> conversation.line(clean));
        return true;
    }

    private void piece(Intake target, ByteBuf bytes) {
        int length = (int) Math.min(Math.min(bytes.readableBytes(), PIECE), missing);
        missing -= length;
        boolean last = missing == 0;
        if (last) {
            intake = null;
        }
        if (target.onDisk()) {
            ByteBuf piece = bytes.readRetainedSlice(length);
            work(
                    () -> {
                        try {
                            target.take(piece, last);
                        } finally {
                            piece.release();
                        }
                        return null;
                    },
                    nothing -> {
                        if (last) {
                            target.complete();
                        }
                    });
        } else {
            attempt(() -> {
                target.take(bytes.readSlice(length), last);
                if (last) {
                    target.complete();
                }
            });
        }
    }

    /** Expects a body. */
    void body(long length, Intake target) throws Fault, IOException {
        if (length > 0) {
            missing = length;
            intake = target;
        } else if (target.onDisk()) {
            work(
                    () -> {
                        target.take(io.netty.buffer.Unpooled.EMPTY_BUFFER, true);
                        return null;
                    },
                    nothing -> target.complete());
        } else {
            target.take(io.netty.buffer.Unpooled.EMPTY_BUFFER, true);
            target.complete();
        }
    }

    /** Does something that may block, on another thread; nothing is read meanwhile. */
    <T extends @Nullable Object> void work(Callable<T> task, After<T> then) {
        working = true;
        disk.execute(() -> {
            try {
                T made = task.call();
                onLoop(() -> worked(() -> then.accept(made)));
            } catch (Exception e) {
                onLoop(() -> worked(() -> {
                    throw e;
                }));
            }
        });
    }

    /** Runs something on the event loop, or here when that has ended. */
    void onLoop(Runnable action) {
        try {
            channel().eventLoop().execute(action);
        } catch (RejectedExecutionException e) {
            action.run();
        }
    }

    private void worked(Action action) {
        working = false;
        if (closed) {
            closeWhenIdle();
            return;
        }
        attempt(action);
        pump();
    }

    /** Runs something of the conversation; what it throws ends the connection. */
    private void attempt(Action action) {
        try {
            action.run();
        } catch (Fault e) {
            end(e.reason(), false);
        } catch (Exception e) {
            end(new CloseReason(CloseReason.Kind.FAILURE, Causes.of(e)), false);
        }
    }

    private void read() {
        if (!reading && context != null && !closed) {
            reading = true;
            context.read();
        }
    }

    /** Queues something to write. Any thread. */
    void send(Outgoing item) {
        if (ending) {
            onLoop(() -> item.end(Outbox.CLOSED));
            return;
        }
        outbox.add(item);
    }

    /** Queues a line. Any thread. */
    void line(String text) {
        send(new Packet(Lines.bytes(text)));
    }

    long backlog() {
        return outbox.backlog();
    }

    /** Somebody writes through a stream and wants to know of progress. */
    void stream(LinkStream writer) {
        stream = writer;
    }

    boolean answering() {
        return stream != null;
    }

    boolean gone() {
        return ending;
    }

    /** Something has been written, or nothing more will be. */
    void stirred() {
        LinkStream writer = stream;
        if (writer != null) {
            writer.stirred();
        }
    }

    /** Stops taking what comes, or goes on. Any thread. */
    void pause(boolean wanted) {
        paused = wanted;
        if (!wanted) {
            onLoop(this::pump);
        }
    }

    boolean paused() {
        return paused;
    }

    /** Closes when everything queued has been written, after some seconds at the latest. Any thread. */
    void close(CloseReason why) {
        onLoop(() -> end(why, true));
    }

    /** Ends the connection; the first reason counts. */
    void end(CloseReason why, boolean politely) {
        if (ending) {
            return;
        }
        ending = true;
        reason = why;
        if (politely) {
            outbox.finish(() -> channel().close(), LINGER);
            read();
        } else {
            channel().close();
        }
    }

    /** Ends the connection as soon as everything queued has been written. */
    void endAfterWrites(CloseReason why) {
        if (!ending) {
            ending = true;
            reason = why;
            outbox.finish(() -> channel().close(), 0);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (Causes.isTls(cause)) {
            end(new CloseReason(CloseReason.Kind.TLS, "no TLS: " + Causes.of(cause)), false);
        } else if (cause instanceof IOException) {
            end(new CloseReason(CloseReason.Kind.PEER, "connection lost: " + Causes.of(cause)), false);
        } else {
            end(new CloseReason(CloseReason.Kind.FAILURE, Causes.of(cause)), false);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        closed = true;
        ending = true;
        if (gathered != null) {
            gathered.release();
            gathered = null;
        }
        if (reason == null) {
            String where = intake == null ? "" : " in the middle of a transfer";
            reason = new CloseReason(CloseReason.Kind.PEER, "closed by the other side" + where);
        }
        outbox.abandon();
        stirred();
        closeWhenIdle();
    }

    /** Tells that the connection is closed, once nothing is being read from or written to disk for it. */
    void closeWhenIdle() {
        CloseReason why = reason;
        if (closed && !told && !working && !outbox.busy() && why != null) {
            told = true;
            conversation.abandoned();
            conversation.closed(why);
        }
    }

    /** Nanoseconds of {@link System#nanoTime} when something last came or was taken by the channel. */
    long lastSign() {
        return Math.max(received, outbox.progressed());
    }

    long lastReceived() {
        return received;
    }

    Outbox outbox() {
        return outbox;
    }

    Channel channel() {
        ChannelHandlerContext attached = context;
        if (attached == null) {
            throw new IllegalStateException("no channel yet");
        }
        return attached.channel();
    }

    String address() {
        return channel().remoteAddress() instanceof InetSocketAddress inet ? text(inet) : "unknown";
    }

    static String text(InetSocketAddress address) {
        return address.getAddress() == null
                ? address.toString()
                : address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    /** Something that may fail. */
    interface Action {
        void run() throws Exception;
    }

    /** Takes the outcome of work on disk. */
    interface After<T extends @Nullable Object> {
        void accept(T made) throws Exception;
    }
}
