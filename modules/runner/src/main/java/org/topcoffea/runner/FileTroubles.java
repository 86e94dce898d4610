package org.topcoffea.runner;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.topcoffea.plan.BadFiles;
import org.topcoffea.plan.Chunk;
import org.topcoffea.plan.InputFile;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.ErrorCode;

/** The event files of a run that cannot be read: what is to be done about each, and whether they are too many. Not thread-safe. */
public final class FileTroubles {
    private static final int MOST_ATTEMPTS = 3;

    private final int files;
    private final Map<Object, Integer> attempts = new HashMap<>();
    private final Set<InputFile> bad = new HashSet<>();
    private BadFiles rules;

    /**
     * No troubles yet.
     *
     * @param rules what to do
     * @param files how many files the run has
     */
    public FileTroubles(BadFiles rules, int files) {
        this.rules = rules;
        this.files = files;
    }

    void handle(BadFiles given) {
        rules = given;
    }

    /**
     * A file could not be opened. What is not the fault of a file ends a run, and so does a file, unless the user says otherwise.
     *
     * @param file the file
     * @param code how it failed
     */
    public BadFiles.Action notCounted(InputFile file, ErrorCode code) {
        BadFiles.Action action = FileFailures.action(rules, code);
        return action == BadFiles.Action.RETRY && !again(file) ? BadFiles.Action.SKIP : action;
    }

    /**
     * A chunk failed.
     *
     * @param chunk the chunk
     * @param code how it failed
     * @return whether it is to be processed again, later
     */
    public boolean retry(Chunk chunk, ErrorCode code) {
        return FileFailures.action(rules, code) == BadFiles.Action.RETRY && again(chunk);
    }

    private boolean again(Object what) {
        return attempts.merge(what, 1, Integer::sum) < MOST_ATTEMPTS;
    }

    /** Whether a failure is that of an event file, and not of what is done with it. */
    public static boolean isOfFile(ErrorCode code) {
        return FileFailures.kind(code).isPresent();
    }

    /**
     * Events of a file are left out.
     *
     * @param file the file
     * @param reason why
     * @return why the run has to end, if these are too many files
     */
    public Optional<AnalysisException> leftOut(InputFile file, String reason) {
        bad.add(file);
        return rules.budget().exceededBy(bad.size(), files)
                ? Optional.of(new AnalysisException(
                        RunnerError.TOO_MANY_BAD_FILES,
                        bad.size() + " of " + files
                                + " files cannot be read, more than --max-bad-files allows; the last: " + reason))
                : Optional.empty();
    }
}
