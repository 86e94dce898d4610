package org.topcoffea.scheduler;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A host and how its workers do. */
final class Host {
    final String name;
    final Set<WorkerEntry> workers = new LinkedHashSet<>();

    @Nullable
    BlockedHost blocked;
    /** How often it was blocked, which makes the next time longer. */
    int blocks;
    /** Failures of different tasks since something went well here. */
    int failures;

    long lastFailed;
    /** Good tasks anywhere when the first of these failures happened. */
    long goodBefore;

    Host(String name) {
        this.name = name;
    }

    /** Whether tasks can be done here, as far as it is known. */
    boolean serves() {
        return workers.stream().anyMatch(WorkerEntry::usable);
    }

    /** Whether there is anything to remember. */
    boolean matters() {
        return !workers.isEmpty() || blocked != null || blocks > 0;
    }
}
