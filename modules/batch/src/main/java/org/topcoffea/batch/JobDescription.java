package org.topcoffea.batch;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.topcoffea.spi.Resources;

/**
 * What a job runs and what it needs.
 *
 * @param name shown in the queue: letters, digits and {@code . _ -}
 * @param command the command and its arguments, never through a shell; a file of the job is named {@code ./NAME}
 * @param files what goes with the job
 * @param environment variables set for the command; they travel in a file that only its owner can read, so the queue does
 *     not show them
 * @param resources what one job asks for; {@link Resources#UNSPECIFIED} leaves it to the batch system
 * @param placement where and how jobs may run
 * @param wrapper a shell command that the command is appended to, or empty
 */
public record JobDescription(
        String name,
        List<String> command,
        List<JobFile> files,
        Map<String, String> environment,
        Resources resources,
        Placement placement,
        String wrapper) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** Copies the collections and checks what no batch system could express. */
    public JobDescription {
        command = List.copyOf(command);
        files = List.copyOf(files);
        environment = Map.copyOf(environment);
        check(NAME.matcher(name).matches(), "'" + name + "' cannot be the name of a job: use letters, digits, . _ -");
        check(!command.isEmpty(), "a job needs a command");
        environment
                .keySet()
                .forEach(key ->
                        check(VARIABLE.matcher(key).matches(), "'" + key + "' cannot be the name of a variable"));
        check(
                files.stream().map(JobFile::name).distinct().count() == files.size(),
                "two files of a job have one name: "
                        + files.stream().map(JobFile::name).collect(Collectors.joining(", ")));
    }

    /** The same, placed elsewhere. */
    public JobDescription with(Placement other) {
        return new JobDescription(name, command, files, environment, resources, other, wrapper);
    }

    private static void check(boolean holds, String problem) {
        if (!holds) {
            throw new BatchException(BatchError.BAD_DESCRIPTION, problem);
        }
    }
}
