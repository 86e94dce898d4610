package org.topcoffea.cli;

import java.nio.file.Path;
import java.util.List;
import org.topcoffea.batch.BatchBackend;
import org.topcoffea.batch.BatchBackends;
import org.topcoffea.plugin.Plugins;

/** The batch systems of the image and of plugins. */
final class Backends {
    private Backends() {}

    /** The backend of a name; plugins are only looked at for a name that the image does not know. */
    static BatchBackend named(String name, List<Path> pluginDirectories) {
        BatchBackends bundled = BatchBackends.ofImage();
        boolean known = bundled.all().stream()
                .anyMatch(backend ->
                        backend.name().equals(name) || backend.aliases().contains(name));
        if (known) {
            return bundled.named(name);
        }
        Plugins plugins = Image.plugins(pluginDirectories);
        plugins.refusals().forEach(refusal -> Console.note("refused: " + refusal.getMessage()));
        return bundled.and(plugins.batchBackends()).named(name);
    }
}
