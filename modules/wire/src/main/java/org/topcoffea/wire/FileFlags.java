package org.topcoffea.wire;

/** Flags of a {@link TaskFile}; added up. */
public final class FileFlags {
    /** Forget the file after the task. */
    public static final int NONE = 0;
    /** Keep the file in the worker's cache. */
    public static final int CACHE = 1;
    /** Send what was appended to the file while the task runs. */
    public static final int WATCH = 16;
    /** Fetch only when the task failed. */
    public static final int FAILURE_ONLY = 32;
    /** Fetch only when the task succeeded. */
    public static final int SUCCESS_ONLY = 64;

    private FileFlags() {}
}
