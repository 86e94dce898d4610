package org.topcoffea.wire;

import java.util.Locale;
import java.util.Optional;

/** What can be asked of a manager at its port. The answer is always one JSON array. */
public enum StatusQuery {
    /** One object: the manager's catalog record. */
    QUEUE_STATUS,
    /** One object for each worker. */
    WORKER_STATUS,
    /** One object for each task. */
    TASK_STATUS,
    /** One object for each category. */
    WABLE_STATUS,
    /** The same as {@link #QUEUE_STATUS}. */
    RESOURCES_STATUS;

    /** The word on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The query with this word. */
    public static Optional<StatusQuery> of(String word) {
        for (StatusQuery query : values()) {
            if (query.word().equals(word)) {
                return Optional.of(query);
            }
        }
        return Optional.empty();
    }
}
