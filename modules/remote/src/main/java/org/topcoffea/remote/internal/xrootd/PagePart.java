package org.topcoffea.remote.internal.xrootd;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.topcoffea.remote.internal.xrootd.message.Requests;
import org.topcoffea.remote.internal.xrootd.message.ServerError;
import org.topcoffea.remote.internal.xrootd.session.PageSink;
import org.topcoffea.remote.internal.xrootd.session.Pending;

/** A range with a checksum for each page; a page that comes damaged is asked for again. */
final class PagePart implements Part {
    private static final int ATTEMPTS = 3;

    private final Access access;
    private final long position;
    private final MemorySegment target;
    private final ByteBuffer buffer;
    private final PageSink sink;
    private final Pending pending;

    PagePart(Access access, long position, MemorySegment target) {
        this.access = access;
        this.position = position;
        this.target = target;
        this.buffer = access.buffers().take(Math.toIntExact(target.byteSize()));
        this.sink = new PageSink(position, buffer);
        this.pending = access.session()
                .ask(
                        Requests.pageRead(
                                access.handle(),
                                position,
                                buffer.limit(),
                                access.session().nextPath(),
                                false),
                        sink);
    }

    @Override
    public void finish() throws IOException, InterruptedException {
        Access.expectDone(pending.await());
        Access.expectAll(sink.received(), buffer, position);
        for (PageSink.Damage damage : sink.damages()) {
            repair(damage);
        }
        access.deliver(buffer, target);
    }

    private void repair(PageSink.Damage damage) throws IOException, InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            ByteBuffer page = ByteBuffer.allocateDirect(damage.length());
            PageSink again = new PageSink(damage.position(), page);
            Access.expectDone(access.session()
                    .ask(Requests.pageRead(access.handle(), damage.position(), damage.length(), 0, true), again)
                    .await());
            if (again.received() == damage.length() && again.damages().isEmpty()) {
                buffer.put((int) (damage.position() - position), page, 0, damage.length());
                return;
            }
        }
        throw new ServerError(
                ServerError.CHECKSUM,
                "the page at offset " + damage.position() + " came damaged " + (ATTEMPTS + 1) + " times");
    }

    @Override
    public void abandon() {
        pending.abandon();
    }
}
