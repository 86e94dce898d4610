package org.topcoffea.root.writer.internal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** The records of one file and what binds them together: header, directories, class descriptions, free segments. */
public final class Container {
    /** The version of the newest ROOT whose layout the records follow. */
    private static final int ROOT_VERSION = 62406;

    private static final int WIDE_FILE = 1_000_000;
    private static final int BEGIN = 100;
    private static final int LARGEST_GAP = 1_000_000_000;

    /** Bytes of the file that belong to no record. */
    private record Gap(long first, long last) {}

    /** A record that the header points to. */
    private record Place(long position, int length) {}

    private final RecordFile file;
    private final UUID uuid;
    private final int time;
    private final PayloadEncoder encoder;
    private final Directory root;
    private final List<Gap> gaps = new ArrayList<>();
    private final Set<String> classes = new TreeSet<>();

    /** Starts a file with an empty outermost directory. */
    public Container(Path target, UUID uuid, LocalDateTime time, PayloadEncoder encoder) {
        this.file = RecordFile.create(target);
        this.uuid = uuid;
        this.time = pack(time);
        this.encoder = encoder;
        file.append(new byte[BEGIN], 0, BEGIN);
        String name = String.valueOf(target.getFileName());
        Key key = key("TFile", name, "", 1, 0);
        int nameLength = key.keyLength() + ObjectBuffer.stringLength(name) + 1;
        this.root = new Directory(name, null, BEGIN, nameLength);
        appendDirectory(root, key);
    }

    private static int pack(LocalDateTime time) {
        return (time.getYear() - 1995) << 26
                | time.getMonthValue() << 22
                | time.getDayOfMonth() << 17
                | time.getHour() << 12
                | time.getMinute() << 6
                | time.getSecond();
    }

    /** The file itself. */
    public RecordFile file() {
        return file;
    }

    /** The encoder of records whose branch has none of its own. */
    public PayloadEncoder encoder() {
        return encoder;
    }

    /** A key for a record at the end of the file. */
    public Key key(String className, String name, String title, int cycle, long directory) {
        return Key.at(file.position(), directory, time, className, name, title, cycle);
    }

    /** A key for a basket at the end of the file, which always has wide positions. */
    Key basketKey(String branch, String tree, int cycle, long directory, int extra) {
        // ROOT counts cycles in two bytes; a basket is found by position, never by cycle.
        return new Key("TBasket", branch, tree, cycle & 0x7FFF, time, file.position(), directory, true, extra, 0, 0);
    }

    private void appendDirectory(Directory directory, Key key) {
        ObjectBuffer payload = new ObjectBuffer(key.keyLength());
        if (directory == root) {
            payload.writeString(root.name()).writeString("");
        }
        directory.writeBlock(payload, time, uuid, 0, 0);
        appendPlain(key, payload);
    }

    /** The directory at a path of names with slashes between them, which is made if it does not exist. */
    public Directory directory(String path) {
        Directory directory = root;
        for (String name : path.split("/", -1)) {
            if (!name.isEmpty()) {
                directory = child(directory, name);
            }
        }
        return directory;
    }

    private Directory child(Directory parent, String name) {
        Directory existing = parent.children().get(name);
        if (existing != null) {
            return existing;
        }
        parent.claim(name);
        Key key = key("TDirectory", name, name, 1, parent.position());
        Directory directory = new Directory(name, parent, key.position(), key.keyLength());
        appendDirectory(directory, key);
        parent.keys().add(key.withPayload(Directory.BLOCK, Directory.BLOCK));
        parent.children().put(name, directory);
        return directory;
    }

    /**
     * Appends an object and enters it in its directory, which must have {@linkplain Directory#claim its name}.
     *
     * @param key the object's key at the end of the file
     * @param payload the object, for a key of that length
     */
    public void appendObject(Directory directory, Key key, ObjectBuffer payload, Set<String> usedClasses) {
        Key complete = append(key, payload, encoder);
        directory.keys().add(complete);
        classes.addAll(usedClasses);
    }

    private Key append(Key key, ObjectBuffer payload, PayloadEncoder payloadEncoder) {
        byte[] encoded = payloadEncoder.encode(payload.bytes(), 0, payload.size());
        Key complete = key.withPayload(encoded.length, payload.size());
        appendKey(complete);
        file.append(encoded, 0, encoded.length);
        return complete;
    }

    private Place appendPlain(Key key, ObjectBuffer payload) {
        Key complete = key.withPayload(payload.size(), payload.size());
        appendKey(complete);
        file.append(payload);
        return new Place(complete.position(), complete.recordLength());
    }

    private void appendKey(Key key) {
        ObjectBuffer header = new ObjectBuffer(0);
        key.write(header);
        file.append(header);
    }

    /** Leaves bytes out that belong to no record, as files have where objects were deleted. */
    public void leaveGap(long bytes) {
        for (long left = bytes; left > 0; left -= LARGEST_GAP) {
            int length = (int) Math.max(4, Math.min(left, LARGEST_GAP));
            long first = file.position();
            file.append(new ObjectBuffer(0).writeInt(-length));
            file.skip(length - 4L);
            gaps.add(new Gap(first, first + length - 1));
        }
    }

    /** Writes what binds the records together and gives the file its name. */
    public void commit() {
        Place descriptions = appendDescriptions();
        finish(root);
        Place free = appendFree();
        writeHeader(descriptions, free);
        file.commit();
    }

    private Place appendDescriptions() {
        Key key = key("TList", "StreamerInfo", "Doubly linked list", 1, BEGIN);
        ObjectBuffer payload = new ObjectBuffer(key.keyLength());
        StreamerTable.write(payload, classes);
        Key complete = append(key, payload, encoder);
        return new Place(complete.position(), complete.recordLength());
    }

    private void finish(Directory directory) {
        directory.children().values().forEach(this::finish);
        Key key = key(directory == root ? "TFile" : "TDirectory", directory.name(), "", 1, directory.position());
        ObjectBuffer payload = new ObjectBuffer(key.keyLength());
        payload.writeInt(directory.keys().size());
        directory.keys().forEach(object -> object.write(payload));
        Place keys = appendPlain(key, payload);
        ObjectBuffer block = new ObjectBuffer(0);
        directory.writeBlock(block, time, uuid, keys.position(), keys.length());
        file.patch(directory.blockPosition(), block);
    }

    private Place appendFree() {
        Key key = key("TFile", root.name(), "", 1, BEGIN);
        int fixed = key.keyLength();
        // The last segment begins where the file ends, which depends on how wide the segments are written.
        long end = file.position()
                + fixed
                + gaps.stream().mapToLong(Container::width).sum()
                + 10;
        if (end > Key.FIRST_WIDE) {
            end += 8;
        }
        List<Gap> segments = new ArrayList<>(gaps);
        segments.add(new Gap(end, lastFree(end)));
        ObjectBuffer payload = new ObjectBuffer(fixed);
        for (Gap gap : segments) {
            if (width(gap) == 18) {
                payload.writeShort(1001).writeLong(gap.first()).writeLong(gap.last());
            } else {
                payload.writeShort(1).writeInt((int) gap.first()).writeInt((int) gap.last());
            }
        }
        return appendPlain(key, payload);
    }

    private static int width(Gap gap) {
        return gap.last() > Key.FIRST_WIDE ? 18 : 10;
    }

    /** Where the space after the file is taken to end: at 2·10⁹, further on for files that are larger. */
    private static long lastFree(long end) {
        long last = Key.FIRST_WIDE;
        while (last < end) {
            last += LARGEST_GAP;
        }
        return last;
    }

    private void writeHeader(Place descriptions, Place free) {
        long end = file.position();
        boolean wide = end > Key.FIRST_WIDE;
        ObjectBuffer header = new ObjectBuffer(0);
        header.writeBytes("root".getBytes(StandardCharsets.US_ASCII), 0, 4);
        header.writeInt(wide ? WIDE_FILE + ROOT_VERSION : ROOT_VERSION).writeInt(BEGIN);
        writePosition(header, wide, end);
        writePosition(header, wide, free.position());
        header.writeInt(free.length()).writeInt(gaps.size() + 1).writeInt(root.nameLength());
        header.writeByte(wide ? 8 : 4).writeInt(encoder.code());
        writePosition(header, wide, descriptions.position());
        header.writeInt(descriptions.length());
        header.writeShort(1).writeLong(uuid.getMostSignificantBits()).writeLong(uuid.getLeastSignificantBits());
        file.patch(0, header);
    }

    private static void writePosition(ObjectBuffer out, boolean wide, long position) {
        if (wide) {
            out.writeLong(position);
        } else {
            out.writeInt((int) position);
        }
    }
}
