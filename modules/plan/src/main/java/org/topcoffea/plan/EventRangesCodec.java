package org.topcoffea.plan;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The encoding of event ranges.
 *
 * <pre>
 * set   := version:byte(1) count:varint file*       files ascending
 * file  := dataset:text url:text tree:text count:varint (gap:varint length:varint)+
 * text  := bytes:varint UTF-8
 * </pre>
 *
 * The first gap counts from entry 0, later ones from the end of the range before and are at least 1. Varints have seven bits
 * in each byte, low ones first, and no byte more than needed: a set has one encoding only.
 */
final class EventRangesCodec {
    private static final int VERSION = 1;
    private static final int MAXIMUM_TEXT = 1 << 16;

    private EventRangesCodec() {}

    static void encode(EventRanges ranges, DataOutput out) throws IOException {
        List<InputFile> files = ranges.files();
        out.writeByte(VERSION);
        writeNumber(out, files.size());
        for (InputFile file : files) {
            writeText(out, file.dataset());
            writeText(out, file.file());
            writeText(out, file.tree());
            List<EntryRange> entries = ranges.ranges(file);
            writeNumber(out, entries.size());
            long position = 0;
            for (EntryRange range : entries) {
                writeNumber(out, range.start() - position);
                writeNumber(out, range.size());
                position = range.stop();
            }
        }
    }

    static EventRanges decode(DataInput in) throws IOException {
        int version = in.readUnsignedByte();
        if (version != VERSION) {
            throw damaged("version " + version + " is not known; this program reads version " + VERSION);
        }
        EventRanges ranges = new EventRanges();
        @Nullable InputFile before = null;
        for (long files = readNumber(in); files > 0; files--) {
            InputFile file = new InputFile(readText(in), readText(in), readText(in));
            if (before != null && before.compareTo(file) >= 0) {
                throw damaged("files are not in order");
            }
            before = file;
            decodeEntries(in, file, ranges);
        }
        return ranges;
    }

    private static void decodeEntries(DataInput in, InputFile file, EventRanges ranges) throws IOException {
        long count = readNumber(in);
        if (count == 0) {
            throw damaged("a file without entries");
        }
        long position = 0;
        for (long i = 0; i < count; i++) {
            long gap = readNumber(in);
            long length = readNumber(in);
            if (length == 0
                    || (i > 0 && gap == 0)
                    || gap > Long.MAX_VALUE - position
                    || length > Long.MAX_VALUE - position - gap) {
                throw damaged("ranges of " + file + " are not in order");
            }
            ranges.add(file, new EntryRange(position + gap, position + gap + length));
            position += gap + length;
        }
    }

    private static void writeNumber(DataOutput out, long value) throws IOException {
        long rest = value;
        while (rest >= 0x80) {
            out.writeByte((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    private static long readNumber(DataInput in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            int next = in.readUnsignedByte();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                if (next == 0 && shift > 0) {
                    throw damaged("a number is longer than needed");
                }
                return value;
            }
        }
        throw damaged("a number is too large");
    }

    private static void writeText(DataOutput out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAXIMUM_TEXT) {
            throw new IllegalArgumentException("a name has more than " + MAXIMUM_TEXT + " bytes");
        }
        writeNumber(out, bytes.length);
        out.write(bytes);
    }

    private static String readText(DataInput in) throws IOException {
        long length = readNumber(in);
        if (length > MAXIMUM_TEXT) {
            throw damaged("a name of " + length + " bytes");
        }
        byte[] bytes = new byte[(int) length];
        in.readFully(bytes);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw damaged("a name is not UTF-8");
        }
    }

    private static PlanException damaged(String what) {
        return new PlanException(PlanError.DAMAGED_RANGES, "an encoded set of event ranges is damaged: " + what);
    }
}
