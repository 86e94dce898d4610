package org.topcoffea.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How much a task is given before anybody knows what it needs, and after. */
public enum ResourceMode {
    /** What was declared, always. */
    FIXED,
    /** The most that any task of its category was seen to need. */
    MAX_SEEN,
    /** What lets most tasks run at once, though some have to be tried again with more. */
    MAX_THROUGHPUT,
    /** What leaves least unused, though some have to be tried again with more. */
    MIN_WASTE;

    /** As it is written on the command line, for example {@code max-seen}. */
    public String spelling() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** All spellings. */
    static List<String> spellings() {
        return Arrays.stream(values()).map(ResourceMode::spelling).toList();
    }
}
