package org.topcoffea.environment;

/** What to do with plugin sources that are not what was built last. */
public enum RebuildMode {
    /** Build them. */
    REBUILD,
    /** Say so and use the last build. Sources that were never built are built. */
    WARN,
    /** Refuse to run with changes that were not committed; build what is committed. */
    FAIL,
    /** Use the last build without a word. Sources that were never built are built. */
    REUSE
}
