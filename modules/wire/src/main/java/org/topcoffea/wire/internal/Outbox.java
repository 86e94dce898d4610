package org.topcoffea.wire.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.topcoffea.wire.CloseReason;

/** What a {@link Link} has still to write, in order. Pieces are made only when the channel takes them. */
final class Outbox {
    /** A peer that lets this much pile up is given up. */
    static final long LIMIT = 64L << 20;

    /** Why something was not written. */
    static final String CLOSED = "the connection is closed";

    /** How long the last bytes for somebody who does not read are kept. */
    private static final long PATIENCE = 60_000;

    private static final int BATCH = 64 << 10;
    /** What an item costs beside its bytes. */
    private static final int OVERHEAD = 64;

    private final Link link;
    private final Executor disk;
    private final Queue<Outgoing> items = new ConcurrentLinkedQueue<>();
    private final AtomicLong backlog = new AtomicLong();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile long progressed = System.nanoTime();
    private @Nullable Channel channel;
    private boolean inputOver;
    private @Nullable Runnable finish;
    private @Nullable ChannelFuture last;
    private @Nullable ScheduledFuture<?> linger;
    private volatile @Nullable LinkStream stream;
    private volatile boolean asked;
    private boolean begun;
    private boolean written;
    private boolean busy;
    private boolean gone;

    Outbox(Link link, Executor disk) {
        this.link = link;
        this.disk = disk;
    }

    void attach(Channel to) {
        channel = to;
    }

    long backlog() {
        return backlog.get();
    }

    boolean busy() {
        return busy;
    }

    long progressed() {
        return progressed;
    }

    /** Whether something is waiting for the peer to take it. */
    boolean waiting() {
        return last != null && !last.isDone();
    }

    void add(Outgoing item) {
        items.add(item);
        long held = backlog.addAndGet(item.held() + OVERHEAD);
        if (held > LIMIT) {
            link.onLoop(() -> link.end(
                    new CloseReason(
                            CloseReason.Kind.SILENT, "does not take what is sent to it: " + held + " bytes wait"),
                    false));
        }
        if (scheduled.compareAndSet(false, true)) {
            link.onLoop(() -> {
                scheduled.set(false);
                drain();
            });
        }
    }

    /** Writes as much as the channel takes. */
    void drain() {
        Channel to = channel;
        if (to == null || gone) {
            abandon();
            return;
        }
        boolean any = false;
        while (!busy && to.isWritable()) {
            Outgoing head = items.peek();
            if (head == null) {
                break;
            }
            any |= begin(to, head);
        }
        if (any) {
            to.flush();
        }
        if (items.isEmpty() && !busy) {
            idle();
        }
    }

    /** Writes at least a part of an item, or has one made; whether something was written. */
    private boolean begin(Channel to, Outgoing head) {
        switch (head) {
            case Packet _ -> batch(to);
            case Answer answer -> slice(to, answer);
            case Outgoing.Pieces pieces -> prepare(to, pieces);
        }
        return !(head instanceof Outgoing.Pieces);
    }

    /** Small items travel together. */
    private void batch(Channel to) {
        if (items.peek() instanceof Packet large && large.held() > BATCH) {
            items.poll();
            backlog.addAndGet(-large.held() - OVERHEAD);
            large.begin();
            write(to, Unpooled.wrappedBuffer(large.bytes()));
            return;
        }
        ByteBuf bytes = to.alloc().directBuffer(512);
        while (bytes.readableBytes() < BATCH && items.peek() instanceof Packet packet) {
            items.poll();
            backlog.addAndGet(-packet.held() - OVERHEAD);
            packet.begin();
            bytes.writeBytes(packet.bytes());
        }
        write(to, bytes);
    }

    private void slice(Channel to, Answer answer) {
        if (!answer.over()) {
            write(to, answer.next());
        }
        if (answer.over()) {
            complete(answer, "");
        }
    }

    private void write(Channel to, ByteBuf bytes) {
        last = to.write(bytes);
        last.addListener(done -> {
            progressed = System.nanoTime();
            stirred();
            if (done.isSuccess() && items.isEmpty() && !busy) {
                idle();
            }
        });
    }

    private void prepare(Channel to, Outgoing.Pieces item) {
        busy = true;
        if (!begun) {
            begun = true;
            item.begin();
        }
        disk.execute(() -> {
            ByteBuf piece = null;
            String failure = "";
            try {
                piece = item.next(to.alloc());
            } catch (Exception e) {
                failure = Causes.of(e);
            }
            ByteBuf made = piece;
            String why = failure;
            link.onLoop(() -> prepared(to, item, made, why));
        });
    }

    private void prepared(Channel to, Outgoing item, @Nullable ByteBuf piece, String failure) {
        busy = false;
        if (gone || !to.isActive()) {
            if (piece != null) {
                piece.release();
            }
            abandon();
            link.closeWhenIdle();
            return;
        }
        if (piece != null) {
            written = true;
            write(to, piece);
            to.flush();
        } else {
            complete(item, failure);
        }
        drain();
    }

    private void complete(Outgoing item, String failure) {
        items.poll();
        backlog.addAndGet(-item.held() - OVERHEAD);
        boolean broken = (written || item.vital()) && !failure.isEmpty();
        begun = false;
        written = false;
        ChannelFuture before = last;
        if (failure.isEmpty() && before != null) {
            before.addListener(done -> item.end(done.isSuccess() ? "" : CLOSED));
        } else {
            item.end(failure);
        }
        if (broken) {
            link.end(new CloseReason(CloseReason.Kind.FAILURE, "a transfer could not be completed: " + failure), false);
        }
    }

    private void idle() {
        if (waiting()) {
            return;
        }
        if (finish != null) {
            Runnable action = finish;
            finish = null;
            action.run();
        } else {
            link.conversation().drained();
        }
    }

    /**
     * Closes when all is written, and in any case after some time. With a grace, that time is the grace, and the other side may
     * close first.
     */
    void finish(Runnable close, long grace) {
        Channel to = link.channel();
        linger = to.eventLoop().schedule(close, grace > 0 ? grace : PATIENCE, TimeUnit.MILLISECONDS);
        finish = grace > 0 ? () -> later(close, Math.min(grace, 1000)) : close;
        drain();
    }

    private void later(Runnable close, long pause) {
        if (linger != null) {
            linger.cancel(false);
        }
        linger = link.channel().eventLoop().schedule(close, inputOver ? 0 : pause, TimeUnit.MILLISECONDS);
    }

    /** The other side has closed first: no need to wait for that, once all is written. */
    void inputEnded() {
        inputOver = true;
        if (finish == null) {
            Network.close(link.channel());
        }
    }

    /** Somebody writes through a stream and wants to know of progress. */
    void stream(LinkStream writer) {
        stream = writer;
        asked = true;
    }

    /** What is written from now on is an answer, which the other side may wait for with its own side closed. */
    void answer() {
        asked = true;
    }

    boolean answering() {
        return asked;
    }

    private void stirred() {
        LinkStream writer = stream;
        if (writer != null) {
            writer.stirred();
        }
    }

    /** The channel is gone: everything that waits fails. */
    void abandon() {
        gone = true;
        stirred();
        if (linger != null) {
            linger.cancel(false);
        }
        if (busy) {
            return;
        }
        for (Outgoing item = items.poll(); item != null; item = items.poll()) {
            backlog.addAndGet(-item.held() - OVERHEAD);
            item.end(CLOSED);
        }
    }
}
