package org.topcoffea.batch;

import java.util.regex.Pattern;

/**
 * What a batch system calls a job, such as {@code 17.0} of HTCondor or {@code 42_3} of SLURM.
 *
 * @param text letters, digits, and {@code . _ - : @}
 */
public record JobId(String text) implements Comparable<JobId> {
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:@-]*");

    /** Checks that the text can stand on a command line and in a journal as it is. */
    public JobId {
        if (!VALID.matcher(text).matches()) {
            throw new BatchException(BatchError.UNREACHABLE, "'" + text + "' is not the identifier of a job");
        }
    }

    @Override
    public int compareTo(JobId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
