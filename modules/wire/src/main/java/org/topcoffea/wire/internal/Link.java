package org.topcoffea.wire.internal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import java.io.IOException;
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
public final class Link {
    private static final long LINGER = 5_000;

    private final Executor disk;
    private final Inbox inbox;
    private final Outbox outbox;
    private Conversation conversation;
    private @Nullable ChannelHandlerContext context;
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

    /** Serves one channel; work on disk goes to the executor. */
    public Link(Executor disk, Conversation conversation) {
        this.disk = disk;
        this.conversation = conversation;
        this.inbox = new Inbox(this);
        this.outbox = new Outbox(this, disk);
    }

    /** Lets somebody else decide what lines mean from now on. */
    void hand(Conversation other) {
        conversation = other;
    }

    Conversation conversation() {
        return conversation;
    }

    /** What netty calls. */
    public ChannelHandler handler() {
        return new LinkHandler(this);
    }

    void attach(ChannelHandlerContext to) {
        context = to;
        outbox.attach(to.channel());
    }

    /** The connection is there, encrypted if it shall be. */
    void opened() {
        if (!open) {
            open = true;
            attempt(() -> conversation.opened(this));
        }
        pump();
    }

    void received(ByteBuf bytes) {
        received = System.nanoTime();
        if (ending) {
            bytes.release();
        } else {
            inbox.add(bytes);
        }
        pump();
    }

    void readComplete() {
        reading = false;
        pump();
    }

    /** The other side sends nothing more; it may still wait for an answer. */
    void inputEnded() {
        if (ending) {
            outbox.inputEnded();
        } else if (!outbox.answering()) {
            Network.close(channel());
        }
    }

    /** The channel is gone. */
    void inactive() {
        closed = true;
        ending = true;
        inbox.clear();
        if (reason == null) {
            String where = inbox.inBody() ? " in the middle of a transfer" : "";
            reason = new CloseReason(CloseReason.Kind.PEER, "closed by the other side" + where);
        }
        outbox.abandon();
        closeWhenIdle();
    }

    /** Takes lines and bodies out of what was received, as long as nobody is busy with one. */
    private void pump() {
        if (pumping) {
            return;
        }
        pumping = true;
        try {
            while (!working && !paused && !ending && inbox.step()) {
                // one line or piece after the other
            }
        } finally {
            pumping = false;
        }
        inbox.tidy();
        if (!working && (!paused || ending)) {
            read();
        }
    }

    /** Expects a body. */
    void body(long length, Intake target) throws Fault, IOException {
        if (length > 0) {
            inbox.body(length, target);
        } else {
            inbox.empty(target);
        }
    }

    /** Does something that may block, on another thread; nothing is read meanwhile. */
    <T extends @Nullable Object> void work(Callable<T> task, After<T> then) {
        working = true;
        try {
            disk.execute(() -> perform(task, then));
        } catch (RejectedExecutionException e) {
            working = false;
            throw e;
        }
    }

    private <T extends @Nullable Object> void perform(Callable<T> task, After<T> then) {
        try {
            T made = task.call();
            onLoop(() -> worked(() -> then.accept(made)));
        } catch (Exception e) {
            onLoop(() -> worked(() -> {
                throw e;
            }));
        }
    }

    /** Runs something on the event loop, or here when that has ended. */
    void onLoop(Runnable action) {
        try {
            channel().eventLoop().execute(action);
        } catch (RejectedExecutionException e) {
            action.run();
        }
    }

    private void worked(Attempt action) {
        working = false;
        if (closed) {
            closeWhenIdle();
            return;
        }
        if (!ending) {
            attempt(action);
        }
        pump();
    }

    /** Runs something of the conversation; what it throws ends the connection. */
    void attempt(Attempt action) {
        try {
            action.run();
        } catch (Fault e) {
            end(e.reason(), false);
        } catch (Exception e) {
            end(new CloseReason(CloseReason.Kind.FAILURE, Causes.of(e)), false);
        }
    }

    void read() {
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

    boolean gone() {
        return ending;
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

    /** Ends the connection; the first reason counts. Politely: when everything has been written and the other side has had time. */
    void end(CloseReason why, boolean politely) {
        if (first(why)) {
            if (politely) {
                outbox.finish(() -> Network.close(channel()), LINGER);
                read();
            } else {
                Network.close(channel());
            }
        }
    }

    /** Ends the connection as soon as everything queued has been written. */
    void endAfterWrites(CloseReason why) {
        if (first(why)) {
            outbox.finish(() -> Network.close(channel()), 0);
        }
    }

    private boolean first(CloseReason why) {
        boolean first = !ending;
        ending = true;
        reason = first ? why : reason;
        return first;
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
        return Causes.address(channel().remoteAddress());
    }
}
