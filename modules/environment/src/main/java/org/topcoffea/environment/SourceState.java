package org.topcoffea.environment;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is in a directory of plugin sources.
 *
 * @param directory the directory
 * @param key the SHA-256 of all files that belong to it (what git ignores does not), 64 hexadecimal digits
 * @param commit the commit that is checked out, 40 hexadecimal digits; empty outside git and before the first commit
 * @param uncommitted what differs from that commit or is unknown to git, for example {@code modified src/main/java/A.java};
 *     empty outside git
 */
public record SourceState(Path directory, String key, Optional<String> commit, List<String> uncommitted) {
    private static final int SHORT_COMMIT = 10;

    /** Copies the list. */
    public SourceState {
        uncommitted = List.copyOf(uncommitted);
    }

    /** Whether the commit alone does not tell what is in the directory. */
    public boolean dirty() {
        return commit.isEmpty() || !uncommitted.isEmpty();
    }

    /** One line: commit and number of changes. */
    public String describe() {
        if (commit.isEmpty()) {
            return "not under git";
        }
        String at = "commit " + commit.get().substring(0, SHORT_COMMIT);
        return uncommitted.isEmpty() ? at : at + " and " + uncommitted.size() + " uncommitted changes";
    }
}
