package org.topcoffea.manager.internal.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.topcoffea.plan.FileMetadata;
import org.topcoffea.plan.InputFile;
import org.topcoffea.runner.ChunkMetrics;
import org.topcoffea.scheduler.CategoryMemory;

/** The journal of a run, and what the records in it add up to. Thread-safe. */
public final class RunJournal implements Closeable {
    private final Journal journal;
    private final Past past = new Past();

    /** What was known when the journal was opened. */
    public static final class Past {
        private Optional<Entry.Begun> begun = Optional.empty();
        private final Map<InputFile, FileMetadata> files = new LinkedHashMap<>();
        private final Set<String> parts = new LinkedHashSet<>();
        private final List<ChunkMetrics> metrics = new ArrayList<>();
        private final Map<String, CategoryMemory> memories = new LinkedHashMap<>();

        private Past() {}

        /** How the run began; empty for a new journal. */
        public Optional<Entry.Begun> begun() {
            return begun;
        }

        /** Files whose events were counted. */
        public Map<InputFile, FileMetadata> files() {
            return files;
        }

        /** The parts that make up what is done. */
        public Set<String> parts() {
            return parts;
        }

        /** What the chunks in these parts cost. */
        public List<ChunkMetrics> metrics() {
            return metrics;
        }

        /** What was learnt of each category. */
        public Collection<CategoryMemory> memories() {
            return memories.values();
        }

        private void add(Entry entry) {
            switch (entry) {
                case Entry.Begun first -> begun = Optional.of(first);
                case Entry.Counted counted -> files.put(counted.file(), counted.metadata());
                case Entry.Stored stored -> {
                    parts.add(stored.part());
                    metrics.addAll(stored.metrics());
                }
                case Entry.Merged merged -> {
                    merged.replaced().forEach(parts::remove);
                    parts.add(merged.part());
                }
                case Entry.Learnt learnt -> memories.put(learnt.memory().category(), learnt.memory());
            }
        }
    }

    private RunJournal(Journal journal) throws IOException {
        this.journal = journal;
        for (byte[] record : journal.found()) {
            past.add(Entry.decode(record));
        }
        journal.found().clear();
    }

    /** Opens the journal of a run, or begins one. */
    public static RunJournal open(Path file) throws IOException {
        return open(file, Disk.REAL);
    }

    /** The same on another disk. */
    public static RunJournal open(Path file, Disk disk) throws IOException {
        Journal journal = Journal.open(file, disk);
        try {
            return new RunJournal(journal);
        } catch (IOException e) {
            journal.close();
            throw e;
        }
    }

    /** What was known when the journal was opened. */
    public Past past() {
        return past;
    }

    /** How many bytes of an unfinished record were cut off when it was opened. */
    public long lost() {
        return journal.lost();
    }

    /**
     * Writes entries and waits until they are on the disk.
     *
     * @throws IOException if that fails; then none of them counts
     */
    public synchronized void append(List<? extends Entry> entries) throws IOException {
        journal.appendAll(entries.stream().map(Entry::encode).toList());
    }

    /** Writes one entry and waits until it is on the disk. */
    public void append(Entry entry) throws IOException {
        append(List.of(entry));
    }

    @Override
    public synchronized void close() throws IOException {
        journal.close();
    }
}
