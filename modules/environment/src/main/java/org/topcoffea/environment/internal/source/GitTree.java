package org.topcoffea.environment.internal.source;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.Status;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.NotIgnoredFilter;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/** A directory as git sees it, which may be not at all: what git cannot tell does not stop anybody. */
public final class GitTree implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(GitTree.class.getName());
    private static final int NAMED_COMMITS = 50;
    private static final int SHORT_COMMIT = 10;

    private final @Nullable Repository repository;
    private final String prefix;

    private GitTree(@Nullable Repository repository, String prefix) {
        this.repository = repository;
        this.prefix = prefix;
    }

    /** Finds the repository that a directory is in. */
    public static GitTree of(Path directory) {
        Settings.install();
        try {
            Path real = directory.toRealPath();
            FileRepositoryBuilder builder = new FileRepositoryBuilder().findGitDir(real.toFile());
            if (builder.getGitDir() == null) {
                return new GitTree(null, "");
            }
            Repository repository = builder.build();
            Path top = repository.getWorkTree().toPath().toRealPath();
            return new GitTree(repository, top.relativize(real).toString());
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, "git cannot tell of {0}: {1}", directory, e.toString());
            return new GitTree(null, "");
        }
    }

    /** The paths of the files that belong to the directory: tracked ones, and untracked ones that are not ignored. */
    public Optional<Set<String>> paths() throws IOException {
        if (repository == null) {
            return Optional.empty();
        }
        try (TreeWalk walk = new TreeWalk(repository)) {
            walk.addTree(new FileTreeIterator(repository));
            walk.addTree(new DirCacheIterator(repository.readDirCache()));
            TreeFilter known = new NotIgnoredFilter(0);
            walk.setFilter(prefix.isEmpty() ? known : AndTreeFilter.create(PathFilter.create(prefix), known));
            walk.setRecursive(true);
            Set<String> paths = new TreeSet<>();
            while (walk.next()) {
                paths.add(inside(walk.getPathString()));
            }
            return Optional.of(paths);
        }
    }

    private String inside(String path) {
        return prefix.isEmpty() ? path : path.substring(prefix.length() + 1);
    }

    /** The commit that is checked out. */
    public Optional<String> commit() throws IOException {
        return repository == null
                ? Optional.empty()
                : Optional.ofNullable(repository.resolve(Constants.HEAD)).map(ObjectId::getName);
    }

    /** What differs from the commit, or is not in it, by kind and name. */
    public List<String> uncommitted() throws IOException {
        if (repository == null) {
            return List.of();
        }
        // Closed with the tree, not here.
        @SuppressWarnings("resource")
        Git git = new Git(repository);
        try {
            var command = git.status();
            if (!prefix.isEmpty()) {
                command.addPath(prefix);
            }
            Status status = command.call();
            List<String> all = new ArrayList<>();
            add(all, "modified ", status.getModified());
            add(all, "staged ", status.getChanged());
            add(all, "added ", status.getAdded());
            add(all, "removed ", status.getRemoved());
            add(all, "deleted ", status.getMissing());
            add(all, "conflicting ", status.getConflicting());
            add(all, "untracked ", status.getUntracked());
            return all;
        } catch (GitAPIException e) {
            throw new IOException(e);
        }
    }

    private void add(List<String> all, String kind, Collection<String> paths) {
        new TreeSet<>(paths).forEach(path -> all.add(kind + inside(path)));
    }

    /** The commits that came after another one, the newest first: short id and subject. */
    public static List<String> commits(Path directory, String since) {
        try (GitTree tree = of(directory)) {
            if (tree.repository == null) {
                return List.of();
            }
            List<String> commits = new ArrayList<>();
            @SuppressWarnings("resource")
            Git git = new Git(tree.repository);
            ObjectId head = tree.repository.resolve(Constants.HEAD);
            for (RevCommit commit : git.log()
                    .add(head)
                    .not(ObjectId.fromString(since))
                    .setMaxCount(NAMED_COMMITS)
                    .call()) {
                commits.add(commit.getName().substring(0, SHORT_COMMIT) + " '" + commit.getShortMessage() + "'");
            }
            return commits;
        } catch (IOException | GitAPIException | RuntimeException e) {
            LOG.log(Level.DEBUG, "git cannot tell what came after {0} in {1}: {2}", since, directory, e.toString());
            return List.of();
        }
    }

    @Override
    public void close() {
        if (repository != null) {
            repository.close();
        }
    }
}
