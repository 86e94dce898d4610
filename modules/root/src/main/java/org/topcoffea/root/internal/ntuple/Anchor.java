package org.topcoffea.root.internal.ntuple;

import org.topcoffea.codec.Xxh3;
import org.topcoffea.root.RootError;
import org.topcoffea.root.RootException;
import org.topcoffea.root.internal.container.BytesIn;

/**
 * The object of class {@code ROOT::RNTuple} that says where header and footer are.
 *
 * @param headerPosition where the header envelope begins in the file
 * @param headerStored its bytes in the file
 * @param headerLength its bytes after decompression
 * @param footerPosition where the footer envelope begins
 * @param footerStored its bytes in the file
 * @param footerLength its bytes after decompression
 * @param maxBlobBytes longer envelopes and pages are cut into several records; 0 if they never are
 */
record Anchor(
        long headerPosition,
        long headerStored,
        long headerLength,
        long footerPosition,
        long footerStored,
        long footerLength,
        long maxBlobBytes) {
    private static final int BYTE_COUNT_BIT = 0x4000_0000;
    private static final int FIELDS_BEGIN = 6;
    private static final int FIELDS_BYTES = 64;
    private static final int CLASS_VERSION = 2;

    /**
     * Reads an anchor.
     *
     * @param payload the payload of its key
     * @param where file and n-tuple, for messages
     */
    static Anchor parse(byte[] payload, String where) {
        BytesIn in = new BytesIn(payload, where + ", anchor");
        int byteCount = in.i32();
        int version = in.u16();
        if (version != CLASS_VERSION || byteCount != (BYTE_COUNT_BIT | FIELDS_BYTES + 2)) {
            throw new RootException(
                    RootError.UNSUPPORTED,
                    where + ": was written with version " + version
                            + " of the anchor, before RNTuple 1.0; write it again with ROOT 6.34 or newer");
        }
        int epoch = in.u16();
        if (epoch != 1) {
            throw new RootException(
                    RootError.UNSUPPORTED, where + ": has format epoch " + epoch + ", only epoch 1 can be read");
        }
        in.skip(6);
        Anchor anchor = new Anchor(in.i64(), in.i64(), in.i64(), in.i64(), in.i64(), in.i64(), in.i64());
        if (in.i64() != Xxh3.hash64(payload, FIELDS_BEGIN, FIELDS_BYTES)) {
            throw in.corrupt("the checksum of the anchor is wrong: the file is damaged, fetch it again");
        }
        return anchor;
    }
}
