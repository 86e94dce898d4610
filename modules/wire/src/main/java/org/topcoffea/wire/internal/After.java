package org.topcoffea.wire.internal;

import org.jspecify.annotations.Nullable;

/** Takes the outcome of work on disk. */
interface After<T extends @Nullable Object> {
    void accept(T made) throws Exception;
}
