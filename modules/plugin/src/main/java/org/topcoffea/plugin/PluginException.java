package org.topcoffea.plugin;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.topcoffea.spi.AnalysisException;

/** A refused plugin or an unknown processor: one line with what, where and what to do. */
public final class PluginException extends AnalysisException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Path origin;

    PluginException(PluginError code, @Nullable Path origin, String message) {
        this(code, origin, message, null);
    }

    PluginException(PluginError code, @Nullable Path origin, String message, @Nullable Throwable cause) {
        super(code, message, cause);
        this.origin = origin;
    }

    /** The jar or directory that was refused, if the failure belongs to one. */
    public Optional<Path> origin() {
        return Optional.ofNullable(origin);
    }
}
