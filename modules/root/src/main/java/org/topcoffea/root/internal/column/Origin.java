package org.topcoffea.root.internal.column;

import org.jspecify.annotations.Nullable;
import org.topcoffea.root.BasketStore;
import org.topcoffea.root.ByteSource;

/**
 * Where a tree's bytes come from.
 *
 * @param source the file
 * @param store keeps what was decompressed before; null if nothing does
 */
public record Origin(ByteSource source, @Nullable BasketStore store) {}
