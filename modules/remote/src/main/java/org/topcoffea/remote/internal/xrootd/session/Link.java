package org.topcoffea.remote.internal.xrootd.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** One connection of a session, with a thread that reads from it and one that writes to it. */
final class Link {
    private static final int BATCH = 1 << 16;

    private final Transport transport;
    private final Inflow inflow;
    private final Dispatch dispatch;
    private final Consumer<IOException> onFailure;
    private final BlockingQueue<ByteBuffer> outbox = new LinkedBlockingQueue<>();
    private final Thread reader;
    private final Thread writer;
    private volatile boolean closed;

    Link(String name, Transport transport, Dispatch dispatch, Consumer<IOException> onFailure) {
        this.transport = transport;
        this.inflow = new Inflow(transport);
        this.dispatch = dispatch;
        this.onFailure = onFailure;
        this.reader = Thread.ofPlatform().name(name + " reader").daemon().unstarted(this::readAll);
        this.writer = Thread.ofVirtual().name(name + " writer").unstarted(this::writeAll);
    }

    void start() {
        reader.start();
        writer.start();
    }

    /** Bytes to be written after those of earlier calls. */
    void send(ByteBuffer bytes) {
        outbox.add(bytes);
    }

    long lastByte() {
        return inflow.lastByte();
    }

    private void readAll() {
        try {
            while (!closed) {
                dispatch.next(inflow);
            }
        } catch (IOException e) {
            failed(e);
        } catch (RuntimeException e) {
            failed(new LinkFailure(LinkFailure.Kind.GARBAGE, "an answer that cannot be understood: " + e, e));
        }
    }

    private void writeAll() {
        try {
            while (!closed) {
                transport.write(batch(outbox.take()));
            }
        } catch (IOException e) {
            failed(e);
        } catch (InterruptedException e) {
            failed(new LinkFailure(LinkFailure.Kind.LOST, "the connection was closed", e));
        }
    }

    /** All that waits, in one piece, so that many small requests make few packets. */
    private ByteBuffer batch(ByteBuffer first) {
        if (outbox.isEmpty()) {
            return first;
        }
        List<ByteBuffer> parts = new ArrayList<>(List.of(first));
        int size = first.remaining();
        for (ByteBuffer next = outbox.peek(); next != null && size < BATCH; next = outbox.peek()) {
            parts.add(outbox.remove());
            size += next.remaining();
        }
        ByteBuffer all = ByteBuffer.allocate(size);
        parts.forEach(all::put);
        return all.flip();
    }

    private void failed(IOException failure) {
        if (!closed) {
            onFailure.accept(failure instanceof LinkFailure known ? known : lost(failure));
        }
    }

    private static LinkFailure lost(IOException failure) {
        return new LinkFailure(LinkFailure.Kind.LOST, "the connection broke: " + failure.getMessage(), failure);
    }

    /** Closes the connection; its threads end. */
    void close() {
        closed = true;
        transport.close();
        writer.interrupt();
    }

    /** Waits until its threads have ended, unless called by one of them. */
    void join() throws InterruptedException {
        for (Thread thread : List.of(reader, writer)) {
            if (thread != Thread.currentThread()) {
                thread.join();
            }
        }
    }
}
