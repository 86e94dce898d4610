package org.topcoffea.remote.internal.xrootd.session;

import java.io.IOException;
import java.nio.ByteBuffer;

/** What is left of one answer. Nothing behind it can be read. */
public final class Body {
    private final Inflow inflow;
    private int remaining;

    Body(Inflow inflow, int length) {
        this.inflow = inflow;
        this.remaining = length;
    }

    int remaining() {
        return remaining;
    }

    /** Fills what is left of a buffer, which has to be in this answer. */
    void fill(ByteBuffer target) throws IOException {
        claim(target.remaining());
        inflow.fill(target);
    }

    int int32() throws IOException {
        claim(4);
        return inflow.int32();
    }

    /** All that is left. */
    byte[] bytes(int limit) throws IOException {
        if (remaining > limit) {
            throw LinkFailure.garbage("an answer of " + remaining + " bytes where " + limit + " were to be expected");
        }
        byte[] bytes = new byte[remaining];
        fill(ByteBuffer.wrap(bytes));
        return bytes;
    }

    void skip() throws IOException {
        int n = remaining;
        remaining = 0;
        inflow.skip(n);
    }

    /** Splits off the next answer that is inside of this one. */
    Body inner(int length) throws LinkFailure {
        claim(length);
        return new Body(inflow, length);
    }

    /** Bytes that belong to this answer although its header did not count them. */
    Body behind(int length) {
        return new Body(inflow, length);
    }

    private void claim(int length) throws LinkFailure {
        if (length < 0 || length > remaining) {
            throw LinkFailure.garbage("an answer that ends too early");
        }
        remaining -= length;
    }
}
