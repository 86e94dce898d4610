package org.topcoffea.cli;

import java.nio.file.Path;
import org.topcoffea.environment.EnvironmentCache;
import org.topcoffea.spi.AnalysisException;
import picocli.CommandLine.Command;

/** What is sent to workers: made, listed, shown, removed. */
@Command(
        name = "env",
        description = "Make and look at what workers are sent: the runtime, and an archive for each plugin.",
        subcommands = {EnvBuild.class, EnvList.class, EnvShow.class, EnvPrune.class, EnvSeal.class})
final class EnvCommand {
    EnvCommand() {}

    static EnvironmentCache cache() {
        return EnvironmentCache.ofUser();
    }

    /** The image this program runs from. */
    static Path image() {
        return Path.of(System.getProperty("java.home"));
    }

    /** The key of this image, or why there is none. */
    static String runtime() {
        try {
            return org.topcoffea.environment.RuntimeArchive.key(image());
        } catch (AnalysisException e) {
            return "none: " + e.getMessage();
        }
    }
}
