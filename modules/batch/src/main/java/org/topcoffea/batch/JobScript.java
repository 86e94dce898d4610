package org.topcoffea.batch;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The shell script that a batch system starts: goes to the job's files, sets its variables, says to the
 * command what the slot offers, passes the request to end on to it, and ends with its exit code. For POSIX {@code sh}.
 */
public final class JobScript {
    /** Where the files of a job are when it starts, and what the batch system tells it. */
    public enum Surroundings {
        /** Files are in the working directory, and the batch system keeps exit code and output. */
        TRANSFERRED,
        /** Files are in the group's directory, where the job leaves its process number and its exit code, too. */
        SHARED
    }

    private JobScript() {}

    /**
     * Writes the script.
     *
     * @param job what to run
     * @param group whose job it is
     * @param surroundings where its files are
     * @param identity a shell word that becomes the identifier of the job where it runs, such as {@code "$SLURM_JOB_ID"}
     * @param slot shell commands that may set CORES, MEMORY, DISK (MB) and GPUS to what the slot offers, or empty
     */
    public static String of(
            JobDescription job, JobGroup group, Surroundings surroundings, String identity, String slot) {
        StringBuilder text = new StringBuilder("#!/bin/sh\n# " + job.name() + " of group " + group.tag() + "\n");
        text.append("umask 077\njob=").append(identity).append("\nchild=\nstopped=\n");
        boolean shared = surroundings == Surroundings.SHARED;
        text.append(shared ? sharedEnd(group) : TRANSFERRED_END);
        if (shared) {
            String files = quoted(group.files().toString());
            text.append("cd ")
                    .append(files)
                    .append(" || { echo \"cannot enter \"")
                    .append(files);
            text.append("\": is it on a file system that this machine shares?\"; finish 70; }\n");
        }
        text.append("PATH=${PATH:-/usr/local/bin:/usr/bin:/bin}; export PATH\n");
        text.append("for name in CORES MEMORY DISK GPUS; do unset $name; done\n")
                .append(slot);
        String environment = JobFiles.environmentName(job);
        if (!environment.isEmpty()) {
            text.append(". ./").append(environment).append(" || finish 70\n");
        }
        return text.append(TRAP).append(command(job)).append(WAIT).toString();
    }

    /** A word that a shell takes as it is. */
    public static String quoted(String word) {
        boolean plain = !word.isEmpty()
                && word.chars()
                        .allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "._-/:=,@%+".indexOf(c) >= 0));
        return plain ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private static final String TRANSFERRED_END = """
        finish() {
            exit "$1"
        }
        """;

    private static String sharedEnd(JobGroup group) {
        return """
            log=%s
            rm -f "$log/status.$job"
            echo $$ >"$log/pid.$job"
            finish() {
                echo "$1" >"$log/status.$job.part" && mv "$log/status.$job.part" "$log/status.$job"
                exit "$1"
            }
            """.formatted(quoted(group.logs().toString()));
    }

    private static final String TRAP = """
        trap 'stopped=yes; [ -z "$child" ] || kill -TERM "$child" 2>/dev/null' TERM INT
        """;

    private static final String WAIT = """
        child=$!
        [ -z "$stopped" ] || kill -TERM "$child" 2>/dev/null
        while :; do
            wait "$child"
            code=$?
            kill -0 "$child" 2>/dev/null || break
        done
        finish "$code"
        """;

    private static String command(JobDescription job) {
        List<String> words = job.command();
        String line = words.stream().map(JobScript::quoted).collect(Collectors.joining(" "));
        return (job.wrapper().isBlank() ? "" : job.wrapper().strip() + " ") + line + " &\n";
    }
}
