package org.topcoffea.cli;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import org.topcoffea.environment.EnvironmentCache;
import picocli.CommandLine.Command;

/** Lists the archives that are kept. */
@Command(name = "list", description = "List the archives that are kept, the latest used first.")
final class EnvList implements Callable<Integer> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    EnvList() {}

    @Override
    public Integer call() {
        EnvironmentCache cache = EnvCommand.cache();
        List<EnvironmentCache.Kept> all = cache.list();
        for (EnvironmentCache.Kept kept : all) {
            Console.line(TIME.format(kept.used().atZone(ZoneId.systemDefault())) + "  "
                    + FileReportText.bytes(kept.archive().size()) + "  "
                    + kept.archive().name());
        }
        long total = all.stream().mapToLong(kept -> kept.archive().size()).sum();
        Console.note(all.size() + " archives, " + FileReportText.bytes(total) + ", in " + cache.directory());
        return ExitCode.COMPLETE.code();
    }
}
