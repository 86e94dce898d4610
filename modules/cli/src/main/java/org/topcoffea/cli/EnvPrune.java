package org.topcoffea.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.topcoffea.environment.Archive;
import org.topcoffea.environment.LeftOvers;
import org.topcoffea.environment.PluginSources;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Removes archives, builds of plugin sources, and what killed workers have left. */
@Command(
        name = "prune",
        description = {
            "Remove archives that no running program uses, those used longest ago first; builds of plugin sources but"
                    + " the",
            "last of each; and, if told so, what workers have left that were killed."
        })
final class EnvPrune implements Callable<Integer> {
    private static final long MEGABYTE = 1_000_000;

    @Option(
            names = "--keep",
            paramLabel = "MB",
            description = "Keep this much of archives; with 0, no builds of plugin sources are kept. [0]")
    private long keep;

    @Option(
            names = "--workers",
            description = {
                "Also remove workspaces and unpacked runtimes of workers of this machine that are no more, from"
                        + " temporary",
                "directories. Not where containers share these: their processes are not seen from outside."
            })
    private boolean workers;

    EnvPrune() {}

    @Override
    public Integer call() {
        for (Archive archive : EnvCommand.cache().prune(Math.max(0, keep) * MEGABYTE)) {
            Console.line("removed " + archive.name() + "  " + FileReportText.bytes(archive.size()));
        }
        for (Path build : new PluginSources(EnvCommand.cache(), Console::note).prune(keep <= 0)) {
            Console.line("removed " + build);
        }
        if (workers) {
            for (Path left : LeftOvers.in(temporary(System.getenv()))) {
                LeftOvers.remove(left);
                Console.line("removed " + left);
            }
        }
        return ExitCode.COMPLETE.code();
    }

    /** Where workers make their workspaces by themselves. */
    private static List<Path> temporary(Map<String, String> environment) {
        Stream<String> named =
                Stream.of("CCTOOLS_TEMP", "TMPDIR", "TEMP", "TMP").map(name -> environment.getOrDefault(name, ""));
        return Stream.concat(named, Stream.of("/tmp", "/var/tmp"))
                .filter(path -> !path.isBlank())
                .map(Path::of)
                .distinct()
                .toList();
    }
}
