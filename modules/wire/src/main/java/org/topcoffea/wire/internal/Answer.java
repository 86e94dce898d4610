package org.topcoffea.wire.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Much text that several may be sent at the same time: it goes out in slices, as the channel takes them, without another thread
 * or a copy of the whole.
 */
final class Answer implements Outgoing {
    /** Enough to fill what is free in a socket at once. */
    private static final int SLICE = 256 << 10;

    private final ByteBuffer left;
    private final Consumer<String> done;

    /**
     * To be written from its position to its limit.
     *
     * @param text nobody changes its content any more
     * @param done called once, on the event loop: with an empty text when all was written, otherwise with the reason
     */
    Answer(ByteBuffer text, Consumer<String> done) {
        this.left = text.duplicate();
        this.done = done;
    }

    /** Nothing of its own. */
    @Override
    public int held() {
        return 0;
    }

    boolean over() {
        return !left.hasRemaining();
    }

    ByteBuf next() {
        int length = Math.min(SLICE, left.remaining());
        ByteBuf slice = Unpooled.wrappedBuffer(left.slice(left.position(), length));
        left.position(left.position() + length);
        return slice;
    }

    @Override
    public void end(String failure) {
        done.accept(failure);
    }
}
