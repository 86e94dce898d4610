package org.topcoffea.remote.internal.xrootd;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.topcoffea.remote.Credentials;
import org.topcoffea.remote.internal.transport.ReadLimits;
import org.topcoffea.remote.internal.transport.RemoteFile;
import org.topcoffea.remote.internal.transport.RemoteUrl;
import org.topcoffea.remote.internal.xrootd.message.FileStat;
import org.topcoffea.remote.internal.xrootd.message.Requests;
import org.topcoffea.remote.internal.xrootd.session.Session;

/** A file that an XRootD server has opened. */
final class XrootdFile implements RemoteFile {
    /** With as many requests as below, twice what is under way at 100 ms and a gigabit a second. */
    private static final int REQUEST_BYTES = 4 << 20;

    private static final int REQUESTS = 8;

    private final RemoteUrl url;
    private final Session session;
    private final Access access;
    private final FileStat stat;
    private final Credentials credentials;
    private final boolean redirected;
    private final boolean own;
    private boolean closed;

    /**
     * Makes one.
     *
     * @param redirected whether the server is one of several
     * @param own whether nobody else uses the session
     */
    XrootdFile(RemoteUrl url, Access access, FileStat stat, Credentials credentials, boolean redirected, boolean own) {
        this.url = url;
        this.session = access.session();
        this.access = access;
        this.stat = stat;
        this.credentials = credentials;
        this.redirected = redirected;
        this.own = own;
    }

    @Override
    public String server() {
        return session.endpoint().authority();
    }

    @Override
    public long size() {
        return stat.size();
    }

    @Override
    public String version() {
        // copies at several servers were written at different times
        return !redirected && stat.modified() > 0 ? Long.toString(stat.modified()) : "";
    }

    @Override
    public ReadLimits limits() {
        int ranges = session.limits().ranges();
        return new ReadLimits(ranges, REQUEST_BYTES, REQUEST_BYTES, REQUESTS);
    }

    @Override
    public List<Piece> opening() {
        return List.of();
    }

    @Override
    public void read(long[] positions, MemorySegment[] targets) throws InterruptedException {
        try {
            new Reading(access).read(positions, targets);
        } catch (IOException e) {
            throw Failures.of(url, server(), e, credentials);
        }
    }

    @Override
    public boolean parallel() {
        return session.parallel();
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            session.tell(Requests.close(access.handle()));
            if (own) {
                session.close();
            }
        }
    }
}
