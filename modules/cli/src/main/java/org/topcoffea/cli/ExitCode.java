package org.topcoffea.cli;

import org.topcoffea.plan.PlanError;
import org.topcoffea.runner.RunnerError;
import org.topcoffea.spi.AnalysisException;
import picocli.CommandLine.TypeConversionException;

/** What the process tells its caller when it ends. */
enum ExitCode {
    /** Everything asked for was done. */
    COMPLETE(0, "complete"),
    /** Nothing useful came out, for a reason outside the input. */
    FAILED(1, "failed"),
    /** The command line or an options file is wrong. */
    USAGE(2, "bad usage"),
    /** An input, a plugin or the output directory is wrong; found before work started. */
    INPUT(3, "bad input"),
    /** A result was written, but some events are missing from it; missing.json lists them. */
    PARTIAL(4, "partial result"),
    /** Two things that were compared differ. */
    DIFFERENT(5, "different");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    int code() {
        return code;
    }

    String meaning() {
        return meaning;
    }

    /** The exit code for a failure that ended a command. */
    static ExitCode of(Throwable failure) {
        if (failure instanceof TypeConversionException) {
            return USAGE;
        }
        if (failure instanceof AnalysisException known) {
            if (known.code() instanceof PlanError plan && isUsage(plan)) {
                return USAGE;
            }
            if (known.code() == RunnerError.PROCESSOR_FAILED || known.code() == RunnerError.STOPPED) {
                return FAILED;
            }
            return switch (known.blame()) {
                case USER, DATA -> INPUT;
                case RESOURCE, TRANSIENT, INTERNAL -> FAILED;
            };
        }
        return FAILED;
    }

    private static boolean isUsage(PlanError error) {
        return switch (error) {
            case BAD_OPTIONS_FILE, UNKNOWN_OPTION, BAD_OPTION_VALUE, BAD_OPTION_COMBINATION, BAD_WC_LIST -> true;
            default -> false;
        };
    }
}
