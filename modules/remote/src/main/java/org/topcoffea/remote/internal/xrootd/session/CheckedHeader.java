package org.topcoffea.remote.internal.xrootd.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.topcoffea.remote.internal.xrootd.message.RequestCode;

/**
 * The header of an answer that has a checksum of its own, and data behind it that the outer header does not count.
 *
 * @param last whether no other part follows
 * @param length bytes of the data
 * @param info what the header says of this request
 */
record CheckedHeader(boolean last, int length, ByteBuffer info) {
    private static final int FIXED = 16;
    private static final int INFO = 8;
    private static final int CHECKSUM = 4;

    /** Reads and checks one. */
    static CheckedHeader read(Body body, int stream, RequestCode code, int longest) throws IOException {
        int all = body.remaining();
        if (all < FIXED || all > FIXED + INFO) {
            throw LinkFailure.garbage("a checked header of " + all + " bytes");
        }
        ByteBuffer header = ByteBuffer.allocate(all);
        body.fill(header);
        CRC32C crc = new CRC32C();
        crc.update(header.array(), CHECKSUM, all - CHECKSUM);
        if (header.getInt(0) != (int) crc.getValue()) {
            throw LinkFailure.garbage("a header whose checksum is wrong");
        }
        int length = header.getInt(12);
        boolean ours = (header.getShort(4) & 0xffff) == stream
                && header.get(6) == (byte) (code.number() - RequestCode.FIRST)
                && length >= 0
                && length <= longest;
        if (!ours) {
            throw LinkFailure.garbage("a checked header of another request");
        }
        return new CheckedHeader(
                header.get(7) == 0, length, header.position(FIXED).slice());
    }
}
