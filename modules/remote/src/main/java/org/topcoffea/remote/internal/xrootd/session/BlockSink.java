package org.topcoffea.remote.internal.xrootd.session;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where the bytes of one range go. */
public final class BlockSink implements Sink {
    private final ByteBuffer target;

    /**
     * Makes an empty one.
     *
     * @param target as long as the range
     */
    public BlockSink(ByteBuffer target) {
        this.target = target;
    }

    @Override
    public void restart() {
        target.rewind();
    }

    @Override
    public void part(Body body) throws IOException {
        int n = body.remaining();
        if (n > target.remaining()) {
            throw LinkFailure.garbage("more bytes than were asked for");
        }
        int end = target.limit();
        body.fill(target.limit(target.position() + n));
        target.limit(end);
    }

    /** How many bytes came; fewer than the range has only at the end of the file. */
    public int received() {
        return target.position();
    }
}
