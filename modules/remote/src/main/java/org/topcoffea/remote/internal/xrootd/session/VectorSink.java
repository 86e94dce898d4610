package org.topcoffea.remote.internal.xrootd.session;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where the bytes of many ranges go: one behind the other, without the headers that the server puts before each. */
public final class VectorSink implements Sink {
    private static final int HEADER = 16;

    private final long[] positions;
    private final int[] lengths;
    private final ByteBuffer target;
    private final ByteBuffer header = ByteBuffer.allocate(HEADER);
    private int range;
    private int left;

    /**
     * Makes an empty one.
     *
     * @param positions where ranges begin
     * @param lengths how long they are
     * @param target as long as all together
     */
    public VectorSink(long[] positions, int[] lengths, ByteBuffer target) {
        this.positions = positions;
        this.lengths = lengths;
        this.target = target;
    }

    @Override
    public void restart() {
        target.rewind();
        header.rewind();
        range = 0;
        left = 0;
    }

    @Override
    public void part(Body body) throws IOException {
        while (body.remaining() > 0) {
            if (left > 0) {
                data(body);
            } else {
                header(body);
            }
        }
    }

    private void data(Body body) throws IOException {
        int n = Math.min(left, body.remaining());
        int end = target.limit();
        body.fill(target.limit(target.position() + n));
        target.limit(end);
        left -= n;
    }

    private void header(Body body) throws IOException {
        int n = Math.min(header.remaining(), body.remaining());
        body.fill(header.limit(header.position() + n));
        header.limit(HEADER);
        if (header.hasRemaining()) {
            return;
        }
        int length = header.getInt(4);
        long position = header.getLong(8);
        if (range >= positions.length || length != lengths[range] || position != positions[range]) {
            throw LinkFailure.garbage(
                    "a range that was not asked for, or not in this place: " + length + " bytes at " + position);
        }
        left = length;
        range++;
        header.rewind();
    }

    @Override
    public void finish() throws IOException {
        if (range < positions.length || left > 0) {
            throw LinkFailure.garbage("only " + range + " of " + positions.length + " ranges");
        }
    }
}
