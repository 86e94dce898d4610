package org.topcoffea.cli;

import java.util.concurrent.Callable;
import org.topcoffea.environment.Archive;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Removes archives. */
@Command(name = "prune", description = "Remove archives that no running program uses, those used longest ago first.")
final class EnvPrune implements Callable<Integer> {
    private static final long MEGABYTE = 1_000_000;

    @Option(names = "--keep", paramLabel = "MB", description = "Keep this much. [0]")
    private long keep;

    EnvPrune() {}

    @Override
    public Integer call() {
        for (Archive archive : EnvCommand.cache().prune(Math.max(0, keep) * MEGABYTE)) {
            Console.line("removed " + archive.name() + "  " + FileReportText.bytes(archive.size()));
        }
        return ExitCode.COMPLETE.code();
    }
}
