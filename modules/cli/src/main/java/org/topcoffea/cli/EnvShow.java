package org.topcoffea.cli;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.topcoffea.environment.PluginSources;
import org.topcoffea.environment.SourceState;
import org.topcoffea.spi.AnalysisException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what a run would send, without making it. */
@Command(
        name = "show",
        description =
                "Show the runtime of this image and the state of plugin sources: commits and what is not committed.")
final class EnvShow implements Callable<Integer> {
    @Mixin
    private SourceOption option = new SourceOption();

    EnvShow() {}

    @Override
    public Integer call() {
        Console.line("runtime  " + EnvCommand.runtime());
        Console.line("image    " + EnvCommand.image());
        PluginSources sources = new PluginSources(EnvCommand.cache(), Console::note);
        Set<Path> all = new LinkedHashSet<>(option.sources());
        if (all.isEmpty()) {
            all.addAll(sources.known());
        }
        boolean healthy = true;
        for (Path source : all) {
            try {
                print(sources.state(source));
            } catch (AnalysisException e) {
                Console.line("source   " + source + "  " + e.getMessage());
                healthy &= option.sources().isEmpty();
            }
        }
        return (healthy ? ExitCode.COMPLETE : ExitCode.INPUT).code();
    }

    private static void print(SourceState state) {
        Console.line("source   " + state.directory() + "  " + state.describe());
        state.uncommitted().forEach(change -> Console.line("           " + change));
    }
}
