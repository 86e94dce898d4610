package org.topcoffea.remote.internal.xrootd;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.topcoffea.remote.internal.xrootd.message.ServerError;
import org.topcoffea.remote.internal.xrootd.session.Answer;
import org.topcoffea.remote.internal.xrootd.session.LinkFailure;
import org.topcoffea.remote.internal.xrootd.session.Session;

/**
 * How the bytes of an open file are had.
 *
 * @param session with the server
 * @param handle the server's name of the open file
 * @param buffers where answers go at first
 */
record Access(Session session, byte[] handle, Buffers buffers) {
    /** Copies what came to where it is wanted. */
    void deliver(ByteBuffer buffer, MemorySegment target) {
        target.copyFrom(MemorySegment.ofBuffer(buffer.rewind()));
        buffers.give(buffer);
    }

    static void expectDone(Answer answer) throws LinkFailure {
        if (!(answer instanceof Answer.Done)) {
            throw new LinkFailure(LinkFailure.Kind.LOST, "the server does not have the file open any more");
        }
    }

    static void expectAll(int received, ByteBuffer buffer, long position) throws ServerError {
        if (received < buffer.limit()) {
            throw new ServerError(
                    ServerError.CHECKSUM,
                    "the file ends at offset " + (position + received) + ", earlier than the server said");
        }
    }
}
