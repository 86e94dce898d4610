package org.topcoffea.wire.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Writes to a {@link Link} from another thread, and waits while the other side does not take it. */
final class LinkStream extends OutputStream {
    private static final int BUFFER = 32 << 10;
    private static final int AHEAD = 256 << 10;
    private static final long PATIENCE = 60_000;

    private final Link link;
    private byte[] buffer = new byte[1024];
    private int filled;

    LinkStream(Link link) {
        this.link = link;
        link.outbox().stream(this);
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            if (filled == BUFFER) {
                flush();
            }
            int run = Math.min(left, BUFFER - filled);
            if (filled + run > buffer.length) {
                buffer = Arrays.copyOf(buffer, Math.min(BUFFER, Math.max(2 * buffer.length, filled + run)));
            }
            System.arraycopy(bytes, from, buffer, filled, run);
            filled += run;
            from += run;
            left -= run;
        }
    }

    @Override
    public void flush() throws IOException {
        if (filled > 0) {
            await();
            link.send(new Packet(Arrays.copyOf(buffer, filled)));
            filled = 0;
        }
    }

    private synchronized void await() throws IOException {
        long since = System.nanoTime();
        long before = link.backlog();
        while (link.backlog() > AHEAD || link.gone()) {
            if (link.gone()) {
                throw new IOException("the asking program has gone");
            }
            if (link.backlog() < before) {
                before = link.backlog();
                since = System.nanoTime();
            }
            if (System.nanoTime() - since > PATIENCE * 1_000_000) {
                throw new IOException("the asking program does not read");
            }
            try {
                wait(1000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }

    /** Something was written, or the connection has gone. */
    synchronized void stirred() {
        notifyAll();
    }

    @Override
    public void close() throws IOException {
        flush();
    }
}
