package org.topcoffea.worker.internal.session;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.topcoffea.task.WorkerNotice;
import org.topcoffea.wire.WorkerMessage;
import org.topcoffea.worker.internal.workspace.Cache;

/**
 * Partial results in the cache that the manager has not taken yet: what was collected for it, and what was written when it was
 * lost or the worker had to leave. They stay until the manager drops them. Confined to the worker's own thread.
 */
public final class HeldResults {
    private final Cache cache;
    private final Map<String, String> runs = new LinkedHashMap<>();

    /** Nothing is held yet. */
    public HeldResults(Cache cache) {
        this.cache = cache;
    }

    /** Notes that an object of the cache is a partial result. */
    void add(String runId, String cacheName) {
        if (!runId.isEmpty()) {
            runs.put(cacheName, runId);
        }
    }

    /** Notes that the manager has dropped an object. */
    void dropped(String cacheName) {
        runs.remove(cacheName);
    }

    /** The names of all of them. */
    public Set<String> names() {
        return Set.copyOf(runs.keySet());
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return runs.isEmpty();
    }

    /** Forgets and drops all. */
    public void clear() {
        runs.keySet().forEach(cache::drop);
        runs.clear();
    }

    /** What to say of them. */
    List<WorkerNotice> notices() {
        List<WorkerNotice> notices = new ArrayList<>();
        runs.forEach((name, runId) -> {
            try {
                notices.add(new WorkerNotice.Holds(runId, name, Files.size(cache.path(name))));
            } catch (IOException e) {
                // It is gone, so nobody can be offered it.
                System.getLogger("wq").log(System.Logger.Level.WARNING, "{0} is lost: {1}", name, e);
            }
        });
        notices.add(new WorkerNotice.HoldsTold(notices.size()));
        return notices;
    }

    /** The same as a part of a greeting; empty if there is nothing. */
    public List<WorkerMessage.Info> greeting() {
        return runs.isEmpty()
                ? List.of()
                : notices().stream()
                        .map(notice -> new WorkerMessage.Info(notice.field(), notice.text()))
                        .toList();
    }
}
