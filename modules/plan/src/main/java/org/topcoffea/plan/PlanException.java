package org.topcoffea.plan;

import java.util.List;
import java.util.stream.Collectors;
import org.topcoffea.spi.AnalysisException;

/**
 * One or more problems with the description of a run. All problems that can be found at once are reported at once: the
 * message has one line for each.
 */
public final class PlanException extends AnalysisException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 40;

    private final transient List<Problem> problems;

    /**
     * One problem.
     *
     * @param code its kind
     * @param message where, what and what to do, in one line
     */
    public record Problem(PlanError code, String message) {}

    /**
     * Makes a failure of a single problem.
     *
     * @param code its kind
     * @param message where, what and what to do, in one line
     */
    public PlanException(PlanError code, String message) {
        this(List.of(new Problem(code, message)));
    }

    /**
     * Makes a failure of several problems; the first one gives the code.
     *
     * @param problems at least one
     */
    public PlanException(List<Problem> problems) {
        super(problems.getFirst().code(), text(problems));
        this.problems = List.copyOf(problems);
    }

    private static String text(List<Problem> problems) {
        String lines = problems.stream().limit(SHOWN).map(Problem::message).collect(Collectors.joining("\n"));
        return problems.size() <= SHOWN ? lines : lines + "\n… and " + (problems.size() - SHOWN) + " more problems";
    }

    /** All problems, in the order in which they were met. */
    public List<Problem> problems() {
        return problems;
    }
}
