package org.topcoffea.wire.internal;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.topcoffea.wire.Body;

/** Keeps a body in memory: all of it up to a limit, of more the first and the last half of the limit. */
final class MemoryIntake implements Intake {
    private static final int FIRST = 8192;

    private final long length;
    private final int limit;
    private final Taker taker;
    private byte[] kept;
    private long taken;

    MemoryIntake(long length, int limit, Taker taker) {
        this.length = length;
        this.limit = limit;
        this.taker = taker;
        // grows with what really comes, not with what is announced
        this.kept = new byte[(int) Math.min(Math.min(length, limit), FIRST)];
    }

    @Override
    public boolean onDisk() {
        return false;
    }

    @Override
    public void take(ByteBuf piece, boolean last) {
        while (piece.isReadable()) {
            int place = place(taken);
            int run = run(piece.readableBytes());
            if (place < 0) {
                piece.skipBytes(run);
            } else {
                grow(place + run);
                piece.readBytes(kept, place, run);
            }
            taken += run;
        }
    }

    /** Where the byte at this offset is kept; -1 when it is not. */
    private int place(long offset) {
        if (length <= limit || offset < head()) {
            return (int) offset;
        }
        long tail = length - (limit - head());
        return offset < tail ? -1 : (int) (head() + offset - tail);
    }

    private int run(int available) {
        if (length <= limit) {
            return available;
        }
        long tail = length - (limit - head());
        long end = taken < head() ? head() : taken < tail ? tail : length;
        return (int) Math.min(available, end - taken);
    }

    private int head() {
        return limit / 2;
    }

    private void grow(int size) {
        if (size > kept.length) {
            long most = Math.min(length, limit);
            kept = Arrays.copyOf(kept, (int) Math.min(most, Math.max(size, 2L * kept.length)));
        }
    }

    @Override
    public void complete() throws Fault {
        int size = (int) Math.min(length, limit);
        byte[] content = kept.length == size ? kept : Arrays.copyOf(kept, size);
        taker.take(new Body.Bytes(content, length - size));
    }

    /** Takes the body. */
    interface Taker {
        void take(Body.Bytes body) throws Fault;
    }
}
