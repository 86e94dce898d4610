package org.topcoffea.environment;

import java.nio.file.Path;
import java.util.List;

/**
 * The build of a plugin source tree that is used.
 *
 * @param state the sources as they are now
 * @param builtKey the {@linkplain SourceState#key key} of the sources it was built from; another one than that of the state if
 *     an older build is used on purpose
 * @param rebuilt whether it was built just now
 * @param jars its jars, in a directory of their own that can serve as a plugin directory
 */
public record BuiltSource(SourceState state, String builtKey, boolean rebuilt, List<Path> jars) {
    /** Copies the list. */
    public BuiltSource {
        jars = List.copyOf(jars);
    }

    /** Whether the build is of the sources as they are. */
    public boolean current() {
        return builtKey.equals(state.key());
    }
}
