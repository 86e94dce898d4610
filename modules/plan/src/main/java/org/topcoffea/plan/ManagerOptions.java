package org.topcoffea.plan;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.topcoffea.spi.Resources;

/**
 * How the manager of remote workers works, checked.
 *
 * @param firstPort the first port to try; 0 for any free one
 * @param lastPort the last port to try
 * @param name the name that workers look for
 * @param catalog catalog servers as {@code host[:port],...}; empty for those of the environment
 * @param passwordFile the secret that workers must know; its whole content, a newline at the end included
 * @param ssl whether connections are encrypted
 * @param sslKey the private key; empty for a new one
 * @param sslCert the certificate; empty for a new one
 * @param credentials which workers are sent the credentials of the user
 * @param task what a task may use at most; cores are always given
 * @param resourceMode how allocations are learnt
 * @param splitOnExhaustion whether a chunk is cut whose task needs more than it may use
 * @param fastTerminate how many times longer than usual a task may run; empty for any time
 * @param retries how often a task is tried again
 * @param chunksPerAccum how many results a worker merges before they travel, at least 2
 * @param targetSeconds how long a task should take; empty for chunks of fixed size
 * @param targetMemory how many MB a task should need; empty for chunks of fixed size
 * @param localWorkers how many workers to start on this machine
 * @param resume whether to continue an interrupted run
 * @param logs the files to write
 */
public record ManagerOptions(
        int firstPort,
        int lastPort,
        String name,
        String catalog,
        Optional<Path> passwordFile,
        boolean ssl,
        Optional<Path> sslKey,
        Optional<Path> sslCert,
        CredentialSharing credentials,
        Resources task,
        ResourceMode resourceMode,
        boolean splitOnExhaustion,
        OptionalDouble fastTerminate,
        int retries,
        int chunksPerAccum,
        OptionalLong targetSeconds,
        OptionalLong targetMemory,
        int localWorkers,
        boolean resume,
        Logs logs) {
    /**
     * Where the manager writes what happens; each may be left out.
     *
     * @param debug what manager and workers say
     * @param statistics numbers over time
     * @param transactions what happens to tasks and workers
     * @param tasks a line for each task
     */
    public record Logs(
            Optional<Path> debug, Optional<Path> statistics, Optional<Path> transactions, Optional<Path> tasks) {
        /** No log at all. */
        public static final Logs NONE =
                new Logs(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    static ManagerOptions of(OptionCheck check) {
        OptionCheck.Ports ports = check.ports();
        Optional<Path> key = check.optionalPath(RunOption.SSL_KEY);
        Optional<Path> certificate = check.optionalPath(RunOption.SSL_CERT);
        if (key.isPresent() != certificate.isPresent()) {
            check.report(
                    key.isPresent() ? RunOption.SSL_KEY : RunOption.SSL_CERT, "needs both --ssl-key and --ssl-cert");
        }
        return new ManagerOptions(
                ports.first(),
                ports.last(),
                name(check),
                check.text(RunOption.CATALOG).strip(),
                check.optionalPath(RunOption.PASSWORD_FILE),
                check.settings().flag("ssl") || key.isPresent(),
                key,
                certificate,
                check.credentialSharing(),
                task(check),
                check.resourceMode(),
                check.settings().flag("split-on-exhaustion"),
                check.factor(RunOption.FAST_TERMINATE),
                check.natural(RunOption.RETRIES).orElse(0),
                Math.max(2, check.natural(RunOption.CHUNKS_PER_ACCUM).orElse(2)),
                check.atLeastOne(RunOption.TARGET_SECONDS),
                check.atLeastOne(RunOption.TARGET_MEMORY),
                check.natural(RunOption.LOCAL_WORKERS).orElse(0),
                check.settings().flag("resume"),
                logs(check));
    }

    private static String name(OptionCheck check) {
        String user = System.getProperty("user.name", "user");
        String name = check.notBlank(RunOption.MANAGER_NAME).strip().replace("${USER}", user);
        if (name.chars().anyMatch(c -> c <= ' ' || c == '"' || c == '\\' || c > '~')) {
            check.report(RunOption.MANAGER_NAME, "must be one word of plain characters, not '" + name + "'");
        }
        return name;
    }

    private static Resources task(OptionCheck check) {
        return new Resources(
                positive(check, RunOption.CORES),
                positive(check, RunOption.MEMORY),
                positive(check, RunOption.DISK),
                Resources.UNSPECIFIED);
    }

    private static long positive(OptionCheck check, RunOption option) {
        OptionalLong value = check.atLeastOne(option);
        OptionalInt small = check.natural(option);
        return value.isPresent() && small.isPresent() && small.getAsInt() > 0
                ? small.getAsInt()
                : Resources.UNSPECIFIED;
    }

    private static Logs logs(OptionCheck check) {
        return new Logs(
                check.optionalPath(RunOption.DEBUG_LOG),
                check.optionalPath(RunOption.STATS_LOG),
                check.optionalPath(RunOption.TRANSACTIONS_LOG),
                check.optionalPath(RunOption.TASKS_LOG));
    }
}
