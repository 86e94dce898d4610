package org.topcoffea.manager.internal.store;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.topcoffea.plan.Chunk;
import org.topcoffea.plan.FileMetadata;
import org.topcoffea.plan.InputFile;
import org.topcoffea.runner.ChunkMetrics;
import org.topcoffea.scheduler.CategoryMemory;
import org.topcoffea.spi.Resources;

/** How the parts of entries are written. */
final class EntryFields {
    private static final int MAXIMUM_COUNT = 1 << 24;

    private EntryFields() {}

    static void write(DataOutputStream out, CategoryMemory memory) throws IOException {
        out.writeUTF(memory.category());
        write(out, memory.maxSeen());
        write(out, memory.first());
        out.writeLong(memory.tasks());
        out.writeDouble(memory.time());
        out.writeDouble(memory.size());
        out.writeInt(memory.completions());
        out.writeInt(memory.histograms().size());
        for (List<CategoryMemory.Bucket> histogram : memory.histograms()) {
            out.writeInt(histogram.size());
            for (CategoryMemory.Bucket bucket : histogram) {
                out.writeLong(bucket.top());
                out.writeLong(bucket.count());
                out.writeDouble(bucket.time());
            }
        }
    }

    static CategoryMemory readMemory(DataInputStream in) throws IOException {
        String category = in.readUTF();
        Resources maxSeen = readResources(in);
        Resources first = readResources(in);
        long tasks = in.readLong();
        double time = in.readDouble();
        double size = in.readDouble();
        int completions = in.readInt();
        List<List<CategoryMemory.Bucket>> histograms = new ArrayList<>();
        for (int i = count(in); i > 0; i--) {
            List<CategoryMemory.Bucket> histogram = new ArrayList<>();
            for (int j = count(in); j > 0; j--) {
                histogram.add(new CategoryMemory.Bucket(in.readLong(), in.readLong(), in.readDouble()));
            }
            histograms.add(histogram);
        }
        return new CategoryMemory(category, maxSeen, first, tasks, time, size, completions, histograms);
    }

    static void write(DataOutputStream out, Resources resources) throws IOException {
        out.writeLong(resources.cores());
        out.writeLong(resources.memory());
        out.writeLong(resources.disk());
        out.writeLong(resources.gpus());
    }

    static Resources readResources(DataInputStream in) throws IOException {
        return new Resources(in.readLong(), in.readLong(), in.readLong(), in.readLong());
    }

    static void write(DataOutputStream out, InputFile file) throws IOException {
        out.writeUTF(file.dataset());
        out.writeUTF(file.file());
        out.writeUTF(file.tree());
    }

    static InputFile readFile(DataInputStream in) throws IOException {
        return new InputFile(in.readUTF(), in.readUTF(), in.readUTF());
    }

    static void write(DataOutputStream out, FileMetadata metadata) throws IOException {
        out.writeLong(metadata.entries());
        out.writeLong(metadata.uuid().getMostSignificantBits());
        out.writeLong(metadata.uuid().getLeastSignificantBits());
        long[] clusters = metadata.clusters();
        out.writeInt(clusters.length);
        for (long cluster : clusters) {
            out.writeLong(cluster);
        }
    }

    static FileMetadata readMetadata(DataInputStream in) throws IOException {
        long entries = in.readLong();
        UUID uuid = new UUID(in.readLong(), in.readLong());
        long[] clusters = new long[count(in)];
        for (int i = 0; i < clusters.length; i++) {
            clusters[i] = in.readLong();
        }
        return new FileMetadata(entries, clusters, uuid);
    }

    static void writeMetrics(DataOutputStream out, List<ChunkMetrics> metrics) throws IOException {
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

    static List<ChunkMetrics> readMetrics(DataInputStream in) throws IOException {
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

    static void writeNames(DataOutputStream out, List<String> names) throws IOException {
        out.writeInt(names.size());
        for (String name : names) {
            out.writeUTF(name);
        }
    }

    static List<String> readNames(DataInputStream in) throws IOException {
        int count = count(in);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(in.readUTF());
        }
        return names;
    }

    static int count(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MAXIMUM_COUNT) {
            throw new IOException("a count of " + count + " is not plausible");
        }
        return count;
    }
}
