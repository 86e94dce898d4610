package org.topcoffea.environment.internal.source;

import java.io.IOException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * Where JGit takes its settings from: the user's own and the repository's. It starts no {@code git} to find those of the
 * machine and writes nothing to the home directory, which may be read-only.
 */
final class Settings extends SystemReader.Delegate {
    private static boolean installed;

    private Settings(SystemReader base) {
        super(base);
    }

    static synchronized void install() {
        if (!installed) {
            SystemReader.setInstance(new Settings(SystemReader.getInstance()));
            installed = true;
        }
    }

    @Override
    public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
        return new Nothing(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
        return new Nothing(parent, fs);
    }

    private static final class Nothing extends FileBasedConfig {
        Nothing(@Nullable Config parent, FS fs) {
            super(parent, new java.io.File("/dev/null"), fs);
        }

        @Override
        public void load() {}

        @Override
        public boolean isOutdated() {
            return false;
        }

        @Override
        public void save() throws IOException {}
    }
}
