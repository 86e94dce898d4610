package org.topcoffea.root.writer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.topcoffea.codec.Compression;
import org.topcoffea.root.writer.internal.Baskets;
import org.topcoffea.root.writer.internal.BranchRecord;
import org.topcoffea.root.writer.internal.Container;
import org.topcoffea.root.writer.internal.Directory;
import org.topcoffea.root.writer.internal.Key;
import org.topcoffea.root.writer.internal.ObjectBuffer;
import org.topcoffea.root.writer.internal.PayloadEncoder;
import org.topcoffea.root.writer.internal.TreeRecord;

/**
 * Writes the entries of one tree. Branches are declared first, then filled. At most one cluster is held in memory. Confined to the
 * thread of its file.
 */
public final class TreeWriter {
    private final Container container;
    private final Directory directory;
    private final String name;
    private final TreeOptions options;
    private final Map<String, BranchWriter> branches = new LinkedHashMap<>();
    private final Map<Integer, PayloadEncoder> encoders = new LinkedHashMap<>();
    private BranchWriter[] order = {};
    private byte[] scratch = new byte[1 << 16];
    private long entries;
    private long nextFlush;
    private boolean finished;

    TreeWriter(Container container, Directory directory, String name, TreeOptions options) {
        this.container = container;
        this.directory = directory;
        this.name = name;
        this.options = options;
    }

    /**
     * Declares a branch.
     *
     * @param branch its description; a counter that it names must be declared before
     * @return what takes its values
     * @throws IllegalStateException if there are entries already
     */
    public BranchWriter branch(Branch branch) {
        if (entries > 0 || finished) {
            throw new IllegalStateException(place() + ": branch " + branch.name() + " comes after the first entry");
        }
        if (branches.containsKey(branch.name())) {
            throw new IllegalArgumentException(place() + " already has a branch " + branch.name());
        }
        int limit = branch.basketEntries() == 0 ? options.clusterEntries() : branch.basketEntries();
        Baskets baskets = new Baskets(container, directory, name, branch.name(), encoder(branch));
        BranchWriter writer = new BranchWriter(this, branch, counter(branch), baskets, limit);
        branches.put(branch.name(), writer);
        order = branches.values().toArray(BranchWriter[]::new);
        return writer;
    }

    private @Nullable BranchWriter counter(Branch branch) {
        if (branch.counter().isEmpty()) {
            return null;
        }
        String counterName = branch.counter().get();
        BranchWriter counter = branches.get(counterName);
        if (counter == null || !counter.branch().counting()) {
            throw new IllegalArgumentException(
                    place() + ", branch " + branch.name() + ": " + counterName + " is not declared as a counter");
        }
        return counter;
    }

    private PayloadEncoder encoder(Branch branch) {
        if (branch.compression().isEmpty()) {
            return container.encoder();
        }
        Compression compression = branch.compression().get();
        int level = compression == Compression.NONE ? 0 : branch.level();
        return encoders.computeIfAbsent(
                compression.ordinal() * 100 + level, unused -> new PayloadEncoder(compression, level));
    }

    /** Completes one entry. Each branch must have got its values. */
    public void fill() {
        fill(1);
    }

    /** Completes some entries whose values were put at once. */
    public void fill(int count) {
        if (finished) {
            throw new IllegalStateException(place() + " is finished");
        }
        if (count < 1) {
            throw new IllegalArgumentException(place() + ": " + count + " entries");
        }
        for (BranchWriter branch : order) {
            branch.complete(count);
        }
        entries += count;
        if (entries >= nextFlush) {
            flush();
        }
    }

    /** Writes all baskets that are full and finds the entry at which the next one will be. */
    private void flush() {
        nextFlush = Long.MAX_VALUE;
        for (BranchWriter branch : order) {
            long end = end(branch);
            while (end <= entries) {
                branch.flush((int) (end - branch.firstEntry()));
                end = end(branch);
            }
            nextFlush = Math.min(nextFlush, end);
        }
    }

    private long end(BranchWriter branch) {
        long cluster = options.clusterEntries();
        long clusterEnd = options.aligned() ? (branch.firstEntry() / cluster + 1) * cluster : Long.MAX_VALUE;
        return branch.basketEnd(clusterEnd);
    }

    /** The number of complete entries. */
    public long entries() {
        return entries;
    }

    /** Writes what is left and the tree's own record; later calls do nothing. Completing the file finishes its trees. */
    public void finish() {
        if (finished) {
            return;
        }
        finished = true;
        List<BranchRecord> records = new ArrayList<>();
        for (BranchWriter branch : order) {
            if (branch.firstEntry() < entries) {
                branch.flush((int) (entries - branch.firstEntry()));
            }
            records.add(branch.record());
        }
        Key key = container.key("TTree", name, options.title(), 1, directory.position());
        ObjectBuffer payload = new ObjectBuffer(key.keyLength());
        long cluster = options.aligned() ? options.clusterEntries() : 0;
        TreeRecord.write(payload, name, options.title(), entries, cluster, records);
        container.appendObject(directory, key, payload, TreeRecord.classes(records));
        release();
    }

    /** Frees what encoders hold outside of the heap. */
    void release() {
        encoders.values().forEach(PayloadEncoder::close);
        encoders.clear();
        scratch = new byte[0];
    }

    /** Where this tree is, for messages. */
    String place() {
        return container.file().target() + ", tree " + name;
    }

    /** Memory that is used by one basket after the other. */
    byte[] scratch(int length) {
        if (length > scratch.length) {
            scratch = new byte[Math.max(length, (int) Math.min(2L * scratch.length, Integer.MAX_VALUE - 16))];
        }
        return scratch;
    }
}
