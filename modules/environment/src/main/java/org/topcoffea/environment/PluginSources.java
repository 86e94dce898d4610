package org.topcoffea.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.topcoffea.environment.internal.archive.PathLock;
import org.topcoffea.environment.internal.source.Builds;
import org.topcoffea.environment.internal.source.GitTree;
import org.topcoffea.environment.internal.source.Maven;
import org.topcoffea.environment.internal.source.SourceFiles;
import org.topcoffea.spi.AnalysisException;

/**
 * Plugins used straight from their sources: whenever a directory is not what was built last, judged by the bytes of its files,
 * its own Maven build makes the jars anew. Builds are kept by content, so that going back to an earlier state builds nothing.
 */
public final class PluginSources {
    private static final int NAMED = 8;
    private static final double NANOS = 1e9;

    private final Path directory;
    private final Consumer<String> told;

    /**
     * Keeps builds in a directory.
     *
     * @param cache the user's cache of environments
     * @param told is told in one line each what changed and what is done about it
     */
    public PluginSources(EnvironmentCache cache, Consumer<String> told) {
        this.directory = cache.directory().resolve("sources");
        this.told = told;
    }

    /**
     * Looks at a source tree.
     *
     * @throws AnalysisException {@link EnvironmentError#BAD_SOURCE}
     */
    public SourceState state(Path source) {
        return look(source).state();
    }

    private record Look(SourceState state, SourceFiles files) {}

    private static Look look(Path source) {
        Path top = source.toAbsolutePath().normalize();
        if (!Files.isRegularFile(top.resolve("pom.xml"))) {
            throw new AnalysisException(
                    EnvironmentError.BAD_SOURCE,
                    source + " is no plugin source tree: it has no pom.xml; 'topcoffea plugins new' writes one");
        }
        try (GitTree git = GitTree.of(top)) {
            SourceFiles files = SourceFiles.of(top, git.paths());
            return new Look(new SourceState(top, files.key(), git.commit(), git.uncommitted()), files);
        } catch (IOException e) {
            throw unreadable(top, e);
        }
    }

    private static AnalysisException unreadable(Path source, IOException e) {
        return new AnalysisException(
                EnvironmentError.BAD_SOURCE, "plugin sources in " + source + " cannot be used (" + e + ")", e);
    }

    /**
     * The build of a source tree, after building it if the mode says so.
     *
     * @throws AnalysisException {@link EnvironmentError#BAD_SOURCE}, {@link EnvironmentError#UNCOMMITTED_CHANGES} or
     *     {@link EnvironmentError#BUILD_FAILED}
     */
    public BuiltSource refresh(Path source, RebuildMode mode) {
        Path top = source.toAbsolutePath().normalize();
        Builds builds = new Builds(directory, top);
        try {
            Files.createDirectories(builds.directory());
            try (PathLock _ = PathLock.of(builds.directory().resolve("lock"))) {
                return refresh(look(source), builds, mode);
            }
        } catch (IOException e) {
            throw unreadable(top, e);
        }
    }

    private BuiltSource refresh(Look look, Builds builds, RebuildMode mode) throws IOException {
        SourceState state = look.state();
        if (mode == RebuildMode.FAIL && !state.uncommitted().isEmpty()) {
            throw new AnalysisException(
                    EnvironmentError.UNCOMMITTED_CHANGES,
                    "plugin sources in " + state.directory() + " have uncommitted changes (" + some(state.uncommitted())
                            + "): commit them, or choose another --unstaged");
        }
        List<Path> known = builds.jars(state.key());
        if (!known.isEmpty()) {
            builds.remember(state, look.files());
            return new BuiltSource(state, state.key(), false, known);
        }
        Optional<Builds.Last> last = builds.last();
        String changed = describe(state, look.files(), last);
        boolean old = mode == RebuildMode.WARN || mode == RebuildMode.REUSE;
        if (last.isPresent() && old && !builds.jars(last.get().key()).isEmpty()) {
            if (mode == RebuildMode.WARN) {
                told.accept("warning: " + changed + ": using the last build all the same");
            }
            return new BuiltSource(
                    state, last.get().key(), false, builds.jars(last.get().key()));
        }
        return build(look, builds, changed);
    }

    private BuiltSource build(Look look, Builds builds, String changed) throws IOException {
        SourceState state = look.state();
        told.accept(changed + ": building");
        long start = System.nanoTime();
        List<Path> made = new Maven(state.directory(), builds.directory().resolve("build.log")).build();
        SourceState after = state(state.directory());
        if (!after.key().equals(state.key())) {
            // Edited, or generated into the tree, while it was built: whose jars these are is not known.
            told.accept("plugin sources in " + state.directory() + " changed while they were built: building again");
            made = new Maven(state.directory(), builds.directory().resolve("build.log")).build();
            look = look(state.directory());
        }
        List<Path> jars = builds.keep(look.state().key(), made);
        builds.remember(look.state(), look.files());
        told.accept(String.format(
                java.util.Locale.ROOT,
                "built %s in %.1f s",
                jars.stream().map(jar -> jar.getFileName().toString()).collect(Collectors.joining(", ")),
                (System.nanoTime() - start) / NANOS));
        return new BuiltSource(look.state(), look.state().key(), true, jars);
    }

    /** What is new since the last build, by name. */
    private static String describe(SourceState state, SourceFiles files, Optional<Builds.Last> last) {
        String begin = "plugin sources in " + state.directory() + " (" + state.describe() + ")";
        if (last.isEmpty()) {
            return begin + " were never built";
        }
        List<String> changes = files.changesSince(last.get().files());
        List<String> commits = state.commit().isPresent() && last.get().commit().isPresent()
                ? GitTree.commits(state.directory(), last.get().commit().get())
                : List.of();
        String news = commits.isEmpty() ? "" : ", new commits: " + some(commits);
        return begin + " changed since the last build: " + some(changes) + news;
    }

    private static String some(List<String> all) {
        String first = all.stream().limit(NAMED).collect(Collectors.joining(", "));
        return all.size() > NAMED ? first + " and " + (all.size() - NAMED) + " more" : first;
    }

    /**
     * The source trees that have builds.
     *
     * @return their directories, sorted
     */
    public List<Path> known() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.flatMap(kept -> Builds.source(kept).stream()).sorted().toList();
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    /**
     * Removes builds: all but the last one of each source tree, and those of trees that are not there any more.
     *
     * @param all whether the last ones go, too
     * @return what was removed
     * @throws AnalysisException {@link EnvironmentError#BAD_SOURCE} if the directory of builds cannot be changed
     */
    public List<Path> prune(boolean all) {
        List<Path> removed = new ArrayList<>();
        for (Path source : known()) {
            Builds builds = new Builds(directory, source);
            try (PathLock _ = PathLock.of(builds.directory().resolve("lock"))) {
                removed.addAll(builds.prune(all || !Files.isDirectory(source)));
            } catch (IOException e) {
                throw unreadable(builds.directory(), e);
            }
        }
        return removed;
    }
}
