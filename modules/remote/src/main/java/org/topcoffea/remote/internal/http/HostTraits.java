package org.topcoffea.remote.internal.http;

import org.topcoffea.remote.internal.transport.ReadLimits;

/** What has been learnt of one server: whether it answers several ranges at once. */
final class HostTraits {
    /** Apache takes 200 ranges, XRootD 1024, and request headers should stay below 8 KiB. */
    private static final int RANGES = 160;

    private static final long REQUEST_BYTES = 8 << 20;
    private static final int REQUESTS = 6;
    private static final int SINGLE_REQUESTS = 12;

    private static final ReadLimits SEVERAL = new ReadLimits(RANGES, REQUEST_BYTES, REQUEST_BYTES, REQUESTS);
    private static final ReadLimits ONE = new ReadLimits(1, REQUEST_BYTES, REQUEST_BYTES, SINGLE_REQUESTS);

    private volatile ReadLimits limits = SEVERAL;

    ReadLimits limits() {
        return limits;
    }

    /** The server does not answer several ranges at once. */
    void oneRangeOnly() {
        limits = ONE;
    }
}
