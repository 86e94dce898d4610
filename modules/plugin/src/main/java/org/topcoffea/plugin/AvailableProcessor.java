package org.topcoffea.plugin;

import java.nio.file.Path;
import java.util.List;
import org.topcoffea.spi.ProcessorInfo;

/**
 * A processor that was found and can be made.
 *
 * @param info its name, version, summary and parameters
 * @param module the module that provides it
 * @param moduleVersion the version of that module, or empty when none was recorded
 * @param origin the jar, or the directory of jars, that it was loaded from
 * @param jars all jars of the plugin, sorted by file name
 */
public record AvailableProcessor(
        ProcessorInfo info, String module, String moduleVersion, Path origin, List<PluginJar> jars) {
    /** Copies the list. */
    public AvailableProcessor {
        jars = List.copyOf(jars);
    }

    /** The name that users select it by. */
    public String name() {
        return info.name();
    }
}
