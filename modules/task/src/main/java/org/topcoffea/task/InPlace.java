package org.topcoffea.task;

/** The words by which our manager and our worker agree that tasks run in warm runners, without command lines. */
public final class InPlace {
    /**
     * The {@code coprocess} line of a task whose {@code cmd} body is {@link TaskDescription#toJson()}; its result has
     * {@link TaskReport#toJson()} as output and {@link TaskReport#exitCode()} as exit code.
     */
    public static final String COPROCESS = "topcoffea";

    /** The feature of a worker that carries out such tasks. */
    public static final String FEATURE = "topcoffea-tasks";

    /** How the feature begins that tells which runtime a worker is; sixteen hexadecimal digits of its hash follow. */
    public static final String RUNTIME_FEATURE = "topcoffea-runtime-";

    /** The feature of a worker that keeps credentials for such tasks. */
    public static final String CREDENTIALS_FEATURE = "topcoffea-credentials";

    /** The name of the {@link RunDescription} in the directory of every task. */
    public static final String RUN_FILE = "run.json";

    /** How the name of a plugin's archive begins, in caches ({@link PluginArchive#cacheName()}). */
    public static final String PLUGIN_PREFIX = "plugin-";

    private InPlace() {}
}
