package org.topcoffea.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The option that says where plugins are. */
final class PluginOption {
    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            description = {
                "A directory of plugins; may be repeated. Searched before $TOPCOFFEA_PLUGINS, the bundled ones",
                "and ~/.local/share/topcoffea/plugins."
            })
    private List<Path> directories = new ArrayList<>();

    PluginOption() {}

    List<Path> directories() {
        return directories;
    }
}
