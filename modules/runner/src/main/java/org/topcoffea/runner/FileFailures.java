package org.topcoffea.runner;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.topcoffea.plan.BadFiles;
import org.topcoffea.plan.BadFiles.Kind;
import org.topcoffea.remote.RemoteError;
import org.topcoffea.root.RootError;
import org.topcoffea.spi.ErrorCode;

/** Which failures are those of event files, and of what kind. */
final class FileFailures {
    private FileFailures() {}

    /** The kind of a failure, which may have happened in another process; empty if it is not one of an event file. */
    static Optional<Kind> kind(ErrorCode code) {
        return switch (code) {
            case RootError root -> Optional.of(ofRoot(root));
            case RemoteError remote -> ofRemote(remote);
            case RunnerError runner ->
                runner == RunnerError.FILE_CHANGED ? Optional.of(Kind.CORRUPT) : Optional.empty();
            default ->
                Stream.<ErrorCode[]>of(RootError.values(), RemoteError.values(), RunnerError.values())
                        .flatMap(Arrays::stream)
                        .filter(known -> known.name().equals(code.name()) && known.blame() == code.blame())
                        .findFirst()
                        .flatMap(FileFailures::kind);
        };
    }

    private static Kind ofRoot(RootError error) {
        return switch (error) {
            case MISSING -> Kind.MISSING;
            case UNREADABLE -> Kind.DENIED;
            case NOT_ROOT, TRUNCATED, CORRUPT, NO_SUCH_TREE, NO_SUCH_OBJECT -> Kind.CORRUPT;
            case UNSUPPORTED -> Kind.UNSUPPORTED;
        };
    }

    private static Optional<Kind> ofRemote(RemoteError error) {
        return switch (error) {
            case MISSING -> Optional.of(Kind.MISSING);
            case DENIED, TLS_FAILED, BAD_CREDENTIAL -> Optional.of(Kind.DENIED);
            case CORRUPT, CHANGED, BAD_ANSWER -> Optional.of(Kind.CORRUPT);
            case TIMED_OUT, UNREACHABLE, OVERLOADED -> Optional.of(Kind.TIMEOUT);
            case UNSUPPORTED -> Optional.of(Kind.UNSUPPORTED);
            case UNWRITABLE -> Optional.empty();
        };
    }

    /** What to do about a failure; failures that are not those of event files end a run. */
    static BadFiles.Action action(BadFiles rules, ErrorCode code) {
        return kind(code).map(rules::action).orElse(BadFiles.Action.ABORT);
    }
}
