package org.topcoffea.remote.internal.xrootd;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.topcoffea.remote.internal.xrootd.message.Requests;
import org.topcoffea.remote.internal.xrootd.session.BlockSink;
import org.topcoffea.remote.internal.xrootd.session.Pending;

/** A range as it is. */
final class BlockPart implements Part {
    private final Access access;
    private final long position;
    private final MemorySegment target;
    private final ByteBuffer buffer;
    private final BlockSink sink;
    private final Pending pending;

    BlockPart(Access access, long position, MemorySegment target) {
        this.access = access;
        this.position = position;
        this.target = target;
        this.buffer = access.buffers().take(Math.toIntExact(target.byteSize()));
        this.sink = new BlockSink(buffer);
        this.pending = access.session()
                .ask(
                        Requests.read(
                                access.handle(),
                                position,
                                buffer.limit(),
                                access.session().nextPath()),
                        sink);
    }

    @Override
    public void finish() throws IOException, InterruptedException {
        Access.expectDone(pending.await());
        Access.expectAll(sink.received(), buffer, position);
        access.deliver(buffer, target);
    }

    @Override
    public void abandon() {
        pending.abandon();
    }
}
