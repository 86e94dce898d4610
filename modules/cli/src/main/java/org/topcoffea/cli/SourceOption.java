package org.topcoffea.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.topcoffea.environment.BuiltSource;
import org.topcoffea.environment.PluginSources;
import org.topcoffea.environment.RebuildMode;
import org.topcoffea.plan.PlanError;
import org.topcoffea.runner.Provenance;
import org.topcoffea.spi.AnalysisException;
import picocli.CommandLine.Option;

/** The options that say which plugins are used from their sources. */
final class SourceOption {
    @Option(
            names = "--plugin-source",
            paramLabel = "DIR",
            description = "A Maven project of a plugin, built anew when its files change; may be repeated.")
    private List<Path> sources = new ArrayList<>();

    @Option(
            names = "--unstaged",
            paramLabel = "MODE",
            description = {
                "What to do with plugin sources that changed: rebuild them, warn and use the last build,",
                "fail if something is not committed, or reuse the last build. [rebuild]"
            })
    private RebuildMode mode = RebuildMode.REBUILD;

    SourceOption() {}

    List<Path> sources() {
        return sources;
    }

    /** Builds what has to be and returns the directories to load plugins from. */
    List<Path> builds() {
        return directories(refresh(sources, mode));
    }

    /** What is to be done in a run; to show its options, nothing is built that was built before. */
    static RebuildMode mode(List<String> given, boolean help) {
        String name = given.isEmpty() ? "rebuild" : given.getLast();
        try {
            return help ? RebuildMode.REUSE : RebuildMode.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new AnalysisException(
                    PlanError.BAD_OPTION_VALUE,
                    "option 'unstaged' is '" + name + "': there are rebuild, warn, fail and reuse",
                    e);
        }
    }

    /** For the record: which commits, and whether that is all. */
    static List<Provenance.Source> provenance(List<BuiltSource> built) {
        return built.stream()
                .map(source -> new Provenance.Source(
                        source.state().directory(),
                        source.builtKey(),
                        source.state().commit().orElse(""),
                        source.state().uncommitted(),
                        source.current()))
                .toList();
    }

    static List<BuiltSource> refresh(List<Path> sources, RebuildMode mode) {
        PluginSources all = new PluginSources(EnvCommand.cache(), Console::note);
        return sources.stream().map(source -> all.refresh(source, mode)).toList();
    }

    static List<Path> directories(List<BuiltSource> built) {
        return built.stream()
                .map(BuiltSource::jars)
                .map(jars -> jars.getFirst().getParent())
                .toList();
    }
}
