package org.topcoffea.plugin;

import org.topcoffea.spi.Blame;
import org.topcoffea.spi.ErrorCode;

/** Why a plugin was refused, or a processor was not found. */
public enum PluginError implements ErrorCode {
    /** A plugin directory is missing, is no directory or cannot be read. */
    UNREADABLE_DIRECTORY,
    /** A file named {@code .jar} is not a readable jar. */
    NOT_A_JAR,
    /** A jar that should hold processors has no {@code module-info.class}. */
    NO_MODULE_DESCRIPTOR,
    /** A plugin provides no event processor. */
    NO_PROCESSOR,
    /** A plugin requires a module that neither the image nor its own directory has. */
    MISSING_MODULE,
    /** A plugin requires a module of the image that is not open to plugins. */
    NOT_PUBLIC_API,
    /** A plugin was built for a version of the public API that this image does not offer. */
    OTHER_API_VERSION,
    /** A plugin carries a copy of a module of topcoffea. */
    BUNDLED_API,
    /** Two plugins, or two jars of one plugin, have one module name. */
    DUPLICATE_MODULE,
    /** Two processors have one name. */
    DUPLICATE_PROCESSOR,
    /** Two types of accumulators have one name. */
    DUPLICATE_ACCUMULATOR_TYPE,
    /** The modules of a plugin do not fit together or cannot be linked. */
    UNRESOLVABLE,
    /** A provider failed in its constructor or when asked to describe itself. */
    PROVIDER_FAILED,
    /** A processor describes itself wrongly: its name, its version or a parameter is not valid. */
    BAD_DESCRIPTION,
    /** No processor has the name that was asked for. */
    UNKNOWN_PROCESSOR,
    /** No type of accumulator has the name found in encoded data. */
    UNKNOWN_ACCUMULATOR_TYPE,
    /** A new plugin was given a name that cannot be one. */
    BAD_PLUGIN_NAME,
    /** A new plugin cannot be written where it was asked for. */
    CANNOT_WRITE_SKELETON;

    @Override
    public Blame blame() {
        return Blame.USER;
    }
}
