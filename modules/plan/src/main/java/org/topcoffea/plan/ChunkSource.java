package org.topcoffea.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The chunks of a run, as the metadata of its files becomes known. Files may be {@linkplain #offer offered} in any order
 * and their chunks are available at once. With a limit of chunks for each sample, the first chunks in file order are
 * taken: a file then waits for those before it, and the result does not depend on the order of offers. Not thread-safe.
 */
public final class ChunkSource {
    /** The files of one sample, in their order, and how far they have got. */
    private static final class Queue {
        final List<InputFile> files = new ArrayList<>();
        final Set<InputFile> expected = new HashSet<>();
        final Map<InputFile, Optional<FileMetadata>> known = new HashMap<>();
        int next;
        long taken;
        long target;
    }

    private record Cut(Queue queue, InputFile file, FileMetadata metadata, ChunkCursor cursor) {}

    private final Map<String, Queue> queues = new HashMap<>();
    private final Deque<Cut> ready = new ArrayDeque<>();
    private final ChunkRule rule;
    private final OptionalLong limit;

    /**
     * Prepares for the files of a run.
     *
     * @param files all files, in load order
     * @param rule how files are cut
     * @param limit the most chunks of one sample, at least 1; empty for all
     */
    public ChunkSource(List<InputFile> files, ChunkRule rule, OptionalLong limit) {
        this.rule = rule;
        this.limit = limit;
        for (InputFile file : files) {
            Queue queue = queues.computeIfAbsent(file.dataset(), name -> new Queue());
            queue.target = rule.target();
            if (!queue.expected.add(file)) {
                throw new IllegalArgumentException(file + " is named twice");
            }
            queue.files.add(file);
        }
    }

    /**
     * Gives the metadata of a file.
     *
     * @throws IllegalArgumentException if the file is not one of this run or was offered or skipped before
     */
    public void offer(InputFile file, FileMetadata metadata) {
        known(file, Optional.of(metadata));
    }

    /** Gives up on a file whose metadata cannot be had, so that those behind it do not wait. */
    public void skip(InputFile file) {
        known(file, Optional.empty());
    }

    private void known(InputFile file, Optional<FileMetadata> metadata) {
        Queue queue = queue(file);
        if (!queue.expected.contains(file) || queue.known.putIfAbsent(file, metadata) != null) {
            throw new IllegalArgumentException(file + " is not expected, or was given before");
        }
        if (limit.isEmpty()) {
            metadata.ifPresent(found -> cut(queue, file, found));
            return;
        }
        while (queue.next < queue.files.size() && queue.known.containsKey(queue.files.get(queue.next))) {
            InputFile next = queue.files.get(queue.next++);
            Optional.ofNullable(queue.known.get(next)).flatMap(m -> m).ifPresent(found -> cut(queue, next, found));
        }
    }

    private Queue queue(InputFile file) {
        Queue queue = queues.get(file.dataset());
        if (queue == null) {
            throw new IllegalArgumentException("no sample '" + file.dataset() + "' in this run");
        }
        return queue;
    }

    private void cut(Queue queue, InputFile file, FileMetadata metadata) {
        ready.add(new Cut(queue, file, metadata, rule.cursor(metadata)));
    }

    /** Whether the metadata of this file can still matter: false when its sample has all the chunks it may have. */
    public boolean wants(InputFile file) {
        Queue queue = queue(file);
        return limit.isEmpty() || queue.taken < limit.getAsLong();
    }

    /**
     * The next chunk, or empty when none can be had before another file is offered or skipped.
     */
    public Optional<Chunk> poll() {
        while (!ready.isEmpty()) {
            Cut cut = ready.peek();
            if (cut.cursor().hasNext() && wants(cut.file())) {
                if (limit.isEmpty()) {
                    cut.cursor().retarget(cut.queue().target);
                }
                cut.queue().taken++;
                return Optional.of(
                        Chunk.of(cut.file(), cut.cursor().next(), cut.metadata().uuid()));
            }
            ready.remove();
        }
        return Optional.empty();
    }

    /** Changes the target of all chunks from the next one on, across files; not possible with a limit of chunks. */
    public void retarget(long newTarget) {
        if (limit.isPresent()) {
            throw new IllegalStateException("the size of chunks cannot change when their number is limited");
        }
        queues.keySet().forEach(dataset -> retarget(dataset, newTarget));
    }

    /** Changes the target of the chunks of one sample from the next one on; not possible with a limit of chunks. */
    public void retarget(String dataset, long newTarget) {
        if (limit.isPresent()) {
            throw new IllegalStateException("the size of chunks cannot change when their number is limited");
        }
        if (newTarget < 1) {
            throw new IllegalArgumentException("a chunk needs a target of at least 1 entry, not " + newTarget);
        }
        Queue queue = queues.get(dataset);
        if (queue == null) {
            throw new IllegalArgumentException("no sample '" + dataset + "' in this run");
        }
        queue.target = newTarget;
    }

    /** Whether every file was offered, skipped or is not wanted, and all chunks were taken. */
    public boolean finished() {
        boolean cut = ready.stream().noneMatch(c -> c.cursor().hasNext() && wants(c.file()));
        return cut && queues.values().stream().allMatch(this::finished);
    }

    private boolean finished(Queue queue) {
        return queue.known.size() == queue.files.size() || (limit.isPresent() && queue.taken >= limit.getAsLong());
    }
}
