package org.topcoffea.batch;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The jobs of one submitter.
 *
 * @param tag what all of them carry and no others: letters and digits
 * @param directory where submit files, outputs and logs lie; only its owner can read it
 * @param environment the variables that the batch system's commands are run with, among them PATH
 */
public record JobGroup(String tag, Path directory, Map<String, String> environment) {
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9]{4,40}");

    /** Checks the tag and makes the directory absolute. */
    public JobGroup {
        if (!TAG.matcher(tag).matches()) {
            throw new BatchException(BatchError.BAD_DIRECTORY, "'" + tag + "' cannot be the tag of a group of jobs");
        }
        directory = directory.toAbsolutePath().normalize();
        environment = Map.copyOf(environment);
    }

    /** Where files that go with jobs lie. */
    public Path files() {
        return directory.resolve("files");
    }

    /** Where jobs' outputs and logs lie. */
    public Path logs() {
        return directory.resolve("log");
    }

    /** Leaves out the variables: there may be secrets among them. */
    @Override
    public String toString() {
        return "group " + tag + " in " + directory;
    }
}
