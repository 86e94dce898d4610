package org.topcoffea.remote.internal.xrootd.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** Where the bytes of a range go that come with a checksum for each page of the file. */
public final class PageSink implements Sink {
    /** Bytes of a page. */
    public static final int PAGE = 4096;

    private static final int CHECKSUM = 4;

    /**
     * A page whose bytes do not have the checksum.
     *
     * @param position where its bytes begin in the file
     * @param length how many bytes of it were asked for
     */
    public record Damage(long position, int length) {}

    private final long position;
    private final ByteBuffer target;
    private final List<Damage> damages = new ArrayList<>();
    private final CRC32C crc = new CRC32C();

    /**
     * Makes an empty one.
     *
     * @param position where the range begins
     * @param target as long as the range
     */
    public PageSink(long position, ByteBuffer target) {
        this.position = position;
        this.target = target;
    }

    @Override
    public void restart() {
        target.rewind();
        damages.clear();
    }

    @Override
    public void part(Body body) throws IOException {
        if (body.remaining() > 0) {
            throw LinkFailure.garbage("bytes without checksums where checksums were asked for");
        }
    }

    @Override
    public void checked(ByteBuffer info, Body data) throws IOException {
        if (data.remaining() == 0) {
            return;
        }
        if (info.remaining() != 8 || info.getLong(0) != position + target.position()) {
            throw LinkFailure.garbage("pages that were not asked for");
        }
        while (data.remaining() > 0) {
            page(data);
        }
    }

    private void page(Body data) throws IOException {
        int expected = data.int32();
        long at = position + target.position();
        int begin = target.position();
        int n = (int) Math.min(PAGE - at % PAGE, data.remaining());
        if (n == 0 || n > target.remaining()) {
            throw LinkFailure.garbage(n == 0 ? "a checksum without a page" : "more bytes than were asked for");
        }
        int end = target.limit();
        data.fill(target.limit(begin + n));
        target.limit(end);
        crc.reset();
        crc.update(target.duplicate().position(begin).limit(begin + n));
        if ((int) crc.getValue() != expected) {
            damages.add(new Damage(at, n));
        }
    }

    /** How many bytes came, damaged ones included. */
    public int received() {
        return target.position();
    }

    /** The pages that came damaged. */
    public List<Damage> damages() {
        return List.copyOf(damages);
    }

    /** How many bytes a server sends for so many bytes of a file. */
    static long withChecksums(long length) {
        return length + CHECKSUM * (length / PAGE + 2);
    }
}
