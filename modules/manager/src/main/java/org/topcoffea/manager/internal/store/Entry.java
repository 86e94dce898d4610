package org.topcoffea.manager.internal.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.topcoffea.plan.Chunk;
import org.topcoffea.plan.FileMetadata;
import org.topcoffea.plan.InputFile;
import org.topcoffea.runner.ChunkMetrics;

/** What the journal of a run says, one by one. */
public sealed interface Entry {
    /**
     * The run began; always the first.
     *
     * @param runId tells this run from all others
     * @param fingerprint a hash of all that makes results comparable
     * @param time when, in milliseconds since 1970
     */
    record Begun(String runId, String fingerprint, long time) implements Entry {}

    /**
     * The events of a file were counted.
     *
     * @param file the file
     * @param metadata what is in it
     */
    record Counted(InputFile file, FileMetadata metadata) implements Entry {}

    /**
     * A partial result is on the disk, whole; the events in it are done.
     *
     * @param part its name in the store
     * @param metrics what the chunks in it cost
     */
    record Stored(String part, List<ChunkMetrics> metrics) implements Entry {
        /** Copies the list. */
        public Stored {
            metrics = List.copyOf(metrics);
        }
    }

    /**
     * Partial results were merged into one that is on the disk, whole, and takes their place.
     *
     * @param part the name of the merged one
     * @param replaced the names of the others
     */
    record Merged(String part, List<String> replaced) implements Entry {
        /** Copies the list. */
        public Merged {
            replaced = List.copyOf(replaced);
        }
    }

    /**
     * What a task needed.
     *
     * @param category the category of the task
     * @param events how many events it processed
     * @param seconds how long it took
     * @param cores cores it used, rounded up
     * @param memory its peak memory in MB
     * @param disk its peak disk in MB
     */
    record Measured(String category, long events, double seconds, long cores, long memory, long disk)
            implements Entry {}

    /** As bytes of a journal record. */
    default byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            switch (this) {
                case Begun begun -> {
                    out.writeByte(1);
                    out.writeUTF(begun.runId());
                    out.writeUTF(begun.fingerprint());
                    out.writeLong(begun.time());
                }
                case Counted counted -> {
                    out.writeByte(2);
                    EntryFields.write(out, counted.file());
                    EntryFields.write(out, counted.metadata());
                }
                case Stored stored -> {
                    out.writeByte(3);
                    out.writeUTF(stored.part());
                    EntryFields.writeMetrics(out, stored.metrics());
                }
                case Merged merged -> {
                    out.writeByte(4);
                    out.writeUTF(merged.part());
                    EntryFields.writeNames(out, merged.replaced());
                }
                case Measured measured -> EntryFields.write(out, measured);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads an entry back.
     *
     * @throws IOException if the bytes are of another version
     */
    static Entry decode(byte[] record) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(record));
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case 1 -> new Begun(in.readUTF(), in.readUTF(), in.readLong());
            case 2 -> new Counted(EntryFields.readFile(in), EntryFields.readMetadata(in));
            case 3 -> new Stored(in.readUTF(), EntryFields.readMetrics(in));
            case 4 -> new Merged(in.readUTF(), EntryFields.readNames(in));
            case EntryFields.MEASURED ->
                new Measured(in.readUTF(), in.readLong(), in.readDouble(), in.readLong(), in.readLong(), in.readLong());
            default -> throw new IOException("an entry of kind " + kind + " is not known to this version");
        };
    }

    /** How the parts of entries are written. */
    final class EntryFields {
        static final int MEASURED = 5;
        private static final int MAXIMUM_COUNT = 1 << 24;

        private EntryFields() {}

        private static void write(DataOutputStream out, Measured measured) throws IOException {
            out.writeByte(MEASURED);
            out.writeUTF(measured.category());
            out.writeLong(measured.events());
            out.writeDouble(measured.seconds());
            out.writeLong(measured.cores());
            out.writeLong(measured.memory());
            out.writeLong(measured.disk());
        }

        private static void write(DataOutputStream out, InputFile file) throws IOException {
            out.writeUTF(file.dataset());
            out.writeUTF(file.file());
            out.writeUTF(file.tree());
        }

        private static InputFile readFile(DataInputStream in) throws IOException {
            return new InputFile(in.readUTF(), in.readUTF(), in.readUTF());
        }

        private static void write(DataOutputStream out, FileMetadata metadata) throws IOException {
            out.writeLong(metadata.entries());
            out.writeLong(metadata.uuid().getMostSignificantBits());
            out.writeLong(metadata.uuid().getLeastSignificantBits());
            long[] clusters = metadata.clusters();
            out.writeInt(clusters.length);
            for (long cluster : clusters) {
                out.writeLong(cluster);
            }
        }

        private static FileMetadata readMetadata(DataInputStream in) throws IOException {
            long entries = in.readLong();
            UUID uuid = new UUID(in.readLong(), in.readLong());
            long[] clusters = new long[count(in)];
            for (int i = 0; i < clusters.length; i++) {
                clusters[i] = in.readLong();
            }
            return new FileMetadata(entries, clusters, uuid);
        }

        private static void writeMetrics(DataOutputStream out, List<ChunkMetrics> metrics) throws IOException {
            out.writeInt(metrics.size());
            for (ChunkMetrics one : metrics) {
                write(out, one.chunk().input());
                out.writeLong(one.chunk().start());
                out.writeLong(one.chunk().stop());
                out.writeLong(one.chunk().uuid().getMostSignificantBits());
                out.writeLong(one.chunk().uuid().getLeastSignificantBits());
                out.writeUTF(one.where());
                out.writeLong(one.started());
                out.writeDouble(one.wallSeconds());
                out.writeDouble(one.cpuSeconds());
                out.writeLong(one.events());
                out.writeLong(one.bytesRead());
                out.writeLong(one.bytesDecompressed());
                out.writeInt(one.attempt());
            }
        }

        private static List<ChunkMetrics> readMetrics(DataInputStream in) throws IOException {
            int count = count(in);
            List<ChunkMetrics> metrics = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                InputFile file = readFile(in);
                long start = in.readLong();
                long stop = in.readLong();
                UUID uuid = new UUID(in.readLong(), in.readLong());
                Chunk chunk = new Chunk(file.dataset(), file.file(), file.tree(), start, stop, uuid);
                metrics.add(new ChunkMetrics(
                        chunk,
                        in.readUTF(),
                        in.readLong(),
                        in.readDouble(),
                        in.readDouble(),
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        in.readInt()));
            }
            return metrics;
        }

        private static void writeNames(DataOutputStream out, List<String> names) throws IOException {
            out.writeInt(names.size());
            for (String name : names) {
                out.writeUTF(name);
            }
        }

        private static List<String> readNames(DataInputStream in) throws IOException {
            int count = count(in);
            List<String> names = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                names.add(in.readUTF());
            }
            return names;
        }

        private static int count(DataInputStream in) throws IOException {
            int count = in.readInt();
            if (count < 0 || count > MAXIMUM_COUNT) {
                throw new IOException("a count of " + count + " is not plausible");
            }
            return count;
        }
    }
}
