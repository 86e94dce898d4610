package org.topcoffea.root.internal.container;

import java.util.UUID;
import org.topcoffea.root.RootError;
import org.topcoffea.root.RootException;

/**
 * The first bytes of a ROOT file.
 *
 * @param version the version of ROOT that wrote it, as {@code 10000 · major + 100 · minor + patch}
 * @param begin where the first record begins
 * @param end the first free byte
 * @param seekFree where the list of free segments is
 * @param nameBytes the length of key, name and title before the top directory's header
 * @param compression algorithm · 100 + level that the writer used by default; not what records really have
 * @param seekInfo where the streamer information is, or 0
 * @param infoBytes the length of that record
 * @param uuid the identity of the file
 */
public record FileHeader(
        int version,
        long begin,
        long end,
        long seekFree,
        int nameBytes,
        int compression,
        long seekInfo,
        int infoBytes,
        UUID uuid) {
    /** The longest header. */
    public static final int MAX_BYTES = 75;

    private static final int SHORTEST = 63;
    private static final int MAGIC = 0x726f6f74;
    private static final int WIDE = 1_000_000;

    static FileHeader parse(byte[] bytes, long fileSize, String file) {
        if (fileSize == 0) {
            throw new RootException(RootError.NOT_ROOT, file + ": the file is empty");
        }
        BytesIn in = new BytesIn(bytes, file + ": file header");
        if (fileSize < 4 || in.i32() != MAGIC) {
            throw new RootException(RootError.NOT_ROOT, file + ": is not a ROOT file (does not begin with 'root')");
        }
        if (fileSize < SHORTEST) {
            throw new RootException(
                    RootError.TRUNCATED, file + ": has only " + fileSize + " bytes, less than a file header");
        }
        FileHeader header = parseFields(in);
        header.check(in, fileSize, file);
        return header;
    }

    private static FileHeader parseFields(BytesIn in) {
        int version = in.i32();
        // A negative version (10⁶ subtracted once too often by some writer) has the small layout.
        boolean wide = version >= WIDE;
        long begin = in.u32();
        long end = wide ? in.i64() : in.u32();
        long seekFree = wide ? in.i64() : in.u32();
        in.skip(8);
        int nameBytes = in.i32();
        in.skip(1);
        int compression = in.i32();
        long seekInfo = wide ? in.i64() : in.u32();
        int infoBytes = in.i32();
        in.skip(2);
        UUID uuid = in.remaining() >= 16 ? new UUID(in.i64(), in.i64()) : new UUID(0, 0);
        int plain = wide ? version - WIDE : version < 0 ? version + WIDE : version;
        return new FileHeader(plain, begin, end, seekFree, nameBytes, compression, seekInfo, infoBytes, uuid);
    }

    private void check(BytesIn in, long fileSize, String file) {
        if (begin < 0 || begin > fileSize || nameBytes < 0 || seekInfo < 0 || infoBytes < 0) {
            throw in.corrupt("the positions in it make no sense (first record at " + begin
                    + ", streamer information at " + seekInfo + ")");
        }
        if (end > fileSize) {
            throw new RootException(
                    RootError.TRUNCATED,
                    file + ": has " + fileSize + " bytes but its header says " + end
                            + ": an incomplete copy? get the file again");
        }
    }
}
