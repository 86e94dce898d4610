package org.topcoffea.spi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A failure with a {@linkplain ErrorCode code}. The message is one line that says what is wrong, where (file, line,
 * branch, offset) and what to do about it.
 */
public class AnalysisException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ErrorCode code;

    /**
     * Makes a failure that was not caused by another one.
     *
     * @param code the kind of failure
     * @param message what, where and what to do, in one line
     */
    public AnalysisException(ErrorCode code, String message) {
        this(code, message, null);
    }

    /**
     * Makes a failure caused by another one.
     *
     * @param code the kind of failure
     * @param message what, where and what to do, in one line
     * @param cause the underlying failure, if there is one
     */
    public AnalysisException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = Objects.requireNonNull(code, "code");
    }

    /** The kind of failure. */
    public ErrorCode code() {
        return code;
    }

    /** Who or what has to change. */
    public Blame blame() {
        return code.blame();
    }
}
