package org.topcoffea.batch;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A file that goes with jobs: the batch system transfers it, or the jobs find it on a shared file system. It is copied into
 * the group's directory first, so later changes of the source do not reach jobs that still wait.
 *
 * @param source where it is now
 * @param name its name in the job's working directory: no path, letters, digits and {@code . _ + -}
 * @param kind what it is
 */
public record JobFile(Path source, String name, Kind kind) {
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9_+][A-Za-z0-9._+-]*");

    /** What a file of a job is. */
    public enum Kind {
        /** Read by the job. */
        DATA,
        /** Run by the job. */
        PROGRAM,
        /** Readable by its owner only, here and there. */
        SECRET
    }

    /** Checks the name. */
    public JobFile {
        if (!VALID.matcher(name).matches()) {
            throw new BatchException(
                    BatchError.BAD_DESCRIPTION,
                    "'" + name + "' cannot be the name of a job's file: use letters, digits and . _ + -");
        }
    }
}
