package org.topcoffea.remote.internal.xrootd;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.topcoffea.remote.internal.xrootd.message.Requests;
import org.topcoffea.remote.internal.xrootd.session.Pending;
import org.topcoffea.remote.internal.xrootd.session.ServerLimits;
import org.topcoffea.remote.internal.xrootd.session.VectorSink;

/** Many ranges in one request. */
final class VectorPart implements Part {
    private static final long MOST_BYTES = 16 << 20;

    private final Access access;
    private final List<MemorySegment> targets;
    private final ByteBuffer buffer;
    private final Pending pending;

    private VectorPart(Access access, List<Long> positions, List<MemorySegment> targets, int bytes) {
        this.access = access;
        this.targets = targets;
        this.buffer = access.buffers().take(bytes);
        long[] begins = positions.stream().mapToLong(Long::longValue).toArray();
        int[] lengths =
                targets.stream().mapToInt(target -> (int) target.byteSize()).toArray();
        this.pending = access.session()
                .ask(
                        Requests.vectorRead(
                                access.handle(),
                                begins,
                                lengths,
                                access.session().nextPath()),
                        new VectorSink(begins, lengths, buffer));
    }

    /** Ranges that will be asked for together. */
    static final class Builder {
        private final Access access;
        private final ServerLimits limits;
        private final List<Long> positions = new ArrayList<>();
        private final List<MemorySegment> targets = new ArrayList<>();
        private long bytes;

        Builder(Access access, ServerLimits limits) {
            this.access = access;
            this.limits = limits;
        }

        boolean empty() {
            return positions.isEmpty();
        }

        boolean fits(long length) {
            return empty() || positions.size() < limits.ranges() && bytes + length <= MOST_BYTES;
        }

        void add(long position, MemorySegment target) {
            positions.add(position);
            targets.add(target);
            bytes += target.byteSize();
        }

        VectorPart send() {
            return new VectorPart(access, positions, targets, Math.toIntExact(bytes));
        }
    }

    @Override
    public void finish() throws IOException, InterruptedException {
        Access.expectDone(pending.await());
        MemorySegment all = MemorySegment.ofBuffer(buffer.rewind());
        long at = 0;
        for (MemorySegment target : targets) {
            MemorySegment.copy(all, at, target, 0, target.byteSize());
            at += target.byteSize();
        }
        access.buffers().give(buffer);
    }

    @Override
    public void abandon() {
        pending.abandon();
    }
}
