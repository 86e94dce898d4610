package org.topcoffea.remote.internal.xrootd;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.topcoffea.remote.internal.xrootd.message.ServerError;
import org.topcoffea.remote.internal.xrootd.session.ServerLimits;

/**
 * One read of one or many ranges: made into as few requests as the server's limits allow, all of which are sent before the
 * first answer is waited for.
 */
final class Reading {
    /** Halving the limits of a server that announced larger ones ends somewhere. */
    private static final int MOST_REFUSALS = 12;

    private final Access access;
    private final List<Part> parts = new ArrayList<>();

    Reading(Access access) {
        this.access = access;
    }

    void read(long[] positions, MemorySegment[] targets) throws IOException, InterruptedException {
        for (int refused = 0; ; refused++) {
            try {
                once(positions, targets);
                return;
            } catch (ServerError e) {
                boolean another = positions.length > 1
                        ? refused < MOST_REFUSALS && access.session().shrink(e.number())
                        : access.session().forgoPages(e.number());
                if (!another) {
                    throw e;
                }
                parts.clear();
            }
        }
    }

    private void once(long[] positions, MemorySegment[] targets) throws IOException, InterruptedException {
        if (positions.length == 1) {
            block(positions[0], targets[0]);
        } else {
            vectors(positions, targets);
        }
        int done = 0;
        try {
            for (Part part : parts) {
                part.finish();
                done++;
            }
        } finally {
            parts.subList(done, parts.size()).forEach(Part::abandon);
        }
    }

    private void block(long position, MemorySegment target) {
        boolean checked = access.session().pages();
        parts.add(checked ? new PagePart(access, position, target) : new BlockPart(access, position, target));
    }

    private void vectors(long[] positions, MemorySegment[] targets) {
        ServerLimits limits = access.session().limits();
        VectorPart.Builder vector = new VectorPart.Builder(access, limits);
        for (int i = 0; i < positions.length; i++) {
            long length = targets[i].byteSize();
            for (long at = 0; at < length; at += limits.rangeBytes()) {
                long step = Math.min(limits.rangeBytes(), length - at);
                if (!vector.fits(step)) {
                    parts.add(vector.send());
                    vector = new VectorPart.Builder(access, limits);
                }
                vector.add(positions[i] + at, targets[i].asSlice(at, step));
            }
        }
        if (!vector.empty()) {
            parts.add(vector.send());
        }
    }
}
