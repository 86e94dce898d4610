package org.topcoffea.manager.internal.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.topcoffea.plan.FileMetadata;
import org.topcoffea.plan.InputFile;
import org.topcoffea.runner.ChunkMetrics;
import org.topcoffea.scheduler.CategoryMemory;

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
     * What is known of a category from its tasks.
     *
     * @param memory as the scheduler tells it
     */
    record Learnt(CategoryMemory memory) implements Entry {}

    /** As bytes of a journal record. */
    default byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(kind());
            switch (this) {
                case Begun begun -> {
                    out.writeUTF(begun.runId());
                    out.writeUTF(begun.fingerprint());
                    out.writeLong(begun.time());
                }
                case Counted counted -> {
                    EntryFields.write(out, counted.file());
                    EntryFields.write(out, counted.metadata());
                }
                case Stored stored -> {
                    out.writeUTF(stored.part());
                    EntryFields.writeMetrics(out, stored.metrics());
                }
                case Merged merged -> {
                    out.writeUTF(merged.part());
                    EntryFields.writeNames(out, merged.replaced());
                }
                case Learnt learnt -> EntryFields.write(out, learnt.memory());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private int kind() {
        return switch (this) {
            case Begun begun -> 1;
            case Counted counted -> 2;
            case Stored stored -> 3;
            case Merged merged -> 4;
            case Learnt learnt -> 5;
        };
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
            case 5 -> new Learnt(EntryFields.readMemory(in));
            default -> throw new IOException("an entry of kind " + kind + " is not known to this version");
        };
    }
}
