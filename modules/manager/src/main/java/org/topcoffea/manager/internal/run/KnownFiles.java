package org.topcoffea.manager.internal.run;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.topcoffea.manager.internal.store.Entry;
import org.topcoffea.manager.internal.store.RunJournal;
import org.topcoffea.plan.FileMetadata;
import org.topcoffea.plan.InputFile;
import org.topcoffea.plan.MetadataCache;
import org.topcoffea.runner.RunPlan;

/** What is known of event files, from earlier lives of this run and from the cache of the user. */
final class KnownFiles implements Counting {
    private final RunPlan plan;
    private final MetadataCache cache;
    private final RunJournal journal;
    private final Map<InputFile, FileMetadata> earlier;
    private final Consumer<Runnable> background;

    KnownFiles(RunPlan plan, MetadataCache cache, RunJournal journal, Consumer<Runnable> background) {
        this.plan = plan;
        this.cache = cache;
        this.journal = journal;
        this.earlier = journal.past().files();
        this.background = background;
    }

    /** Writes entries that only save work: if that fails, the work is done again some day. */
    static void append(RunJournal journal, List<? extends Entry> entries) {
        try {
            journal.append(entries);
        } catch (IOException e) {
            System.getLogger(KnownFiles.class.getName())
                    .log(System.Logger.Level.WARNING, "the journal cannot be written: {0}", e.toString());
        }
    }

    @Override
    public Optional<FileMetadata> known(InputFile file) {
        FileMetadata found = earlier.get(file);
        if (found != null) {
            return Optional.of(found);
        }
        Optional<FileMetadata> cached = cache.get(file.file(), file.tree());
        cached.ifPresent(metadata ->
                background.accept(() -> append(journal, List.of(new Entry.Counted(file, metadata)))));
        return cached;
    }

    @Override
    public void counted(InputFile file, FileMetadata metadata) {
        background.accept(() -> {
            cache.put(file.file(), file.tree(), metadata);
            append(journal, List.of(new Entry.Counted(file, metadata)));
        });
    }

    @Override
    public void forget(InputFile file) {
        background.accept(() -> cache.forget(file.file(), file.tree()));
    }

    @Override
    public boolean limited() {
        return plan.chunkLimit().isPresent();
    }
}
