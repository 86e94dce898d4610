package org.topcoffea.plan;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks the values of run options one by one and collects what does not fit.
 *
 * @param settings the values
 * @param problems what does not fit so far
 */
record OptionCheck(Settings settings, Problems problems) {
    private static final Pattern PORTS = Pattern.compile("(\\d{1,6})(?:-(\\d{1,6}))?");
    private static final int MAXIMUM_WORKERS = 4096;

    void report(RunOption option, String what) {
        String name = option.parameter().name();
        problems.add(PlanError.BAD_OPTION_VALUE, settings.setting(name).origin() + ": option '" + name + "' " + what);
    }

    String text(RunOption option) {
        return settings.text(option.parameter().name());
    }

    /** A fast test is for this machine: it needs no workers, and says so when they are asked for. */
    Executor executorOfTest() {
        Executor executor = executor();
        if (executor != Executor.WORK_QUEUE) {
            return executor;
        }
        if (settings.isGiven("executor")) {
            problems.add(
                    PlanError.BAD_OPTION_COMBINATION,
                    settings.setting("executor").origin()
                            + ": --test runs on this machine; use -x local or leave -x out");
        }
        return Executor.LOCAL;
    }

    Executor executor() {
        String name = text(RunOption.EXECUTOR).toLowerCase(Locale.ROOT).replace('-', '_');
        switch (name) {
            case "local", "futures":
                return Executor.LOCAL;
            case "iterative":
                return Executor.ITERATIVE;
            case "work_queue":
                return Executor.WORK_QUEUE;
            default:
                List<String> known = List.of("work_queue", "local", "futures", "iterative");
                String hint = Suggestions.hint(name, known);
                report(
                        RunOption.EXECUTOR,
                        "must be work_queue, local, futures or iterative, not '" + name + "'" + hint);
        }
        return Executor.LOCAL;
    }

    OptionalLong atLeastOne(RunOption option) {
        OptionalLong value = settings.integer(option.parameter().name());
        if (value.isPresent() && value.getAsLong() < 1) {
            report(option, "must be at least 1, not " + value.getAsLong());
        }
        return value;
    }

    OptionalInt workers() {
        OptionalLong value = atLeastOne(RunOption.NWORKERS);
        if (value.isPresent() && value.getAsLong() > MAXIMUM_WORKERS) {
            report(RunOption.NWORKERS, "must be at most " + MAXIMUM_WORKERS + ", not " + value.getAsLong());
            return OptionalInt.empty();
        }
        return value.isPresent() ? OptionalInt.of((int) value.getAsLong()) : OptionalInt.empty();
    }

    String notBlank(RunOption option) {
        if (text(option).isBlank()) {
            report(option, "must not be empty");
        }
        return text(option);
    }

    String fileName(RunOption option) {
        String name = notBlank(option);
        if (name.contains("/") || name.contains("\0") || name.equals(".") || name.equals("..")) {
            report(option, "must be a plain name; the directory is given by --outpath, not '" + name + "'");
        }
        return name;
    }

    Path path(RunOption option, String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            report(option, "is not a path: " + e.getReason());
            return Path.of("");
        }
    }

    /** A path that may be left out. */
    Optional<Path> optionalPath(RunOption option) {
        return text(option).isBlank() ? Optional.empty() : Optional.of(path(option, text(option)));
    }

    /** A whole number of at least 0, if there is one; at most two thousand million. */
    OptionalInt natural(RunOption option) {
        OptionalLong value = settings.integer(option.parameter().name());
        if (value.isPresent() && (value.getAsLong() < 0 || value.getAsLong() > Integer.MAX_VALUE)) {
            report(option, "must be a number from 0 to " + Integer.MAX_VALUE + ", not " + value.getAsLong());
            return OptionalInt.empty();
        }
        return value.isPresent() ? OptionalInt.of((int) value.getAsLong()) : OptionalInt.empty();
    }

    /** A factor that is 0 for never, or greater than 1. */
    OptionalDouble factor(RunOption option) {
        String value = text(option);
        double number = value.isBlank() ? 0 : Double.parseDouble(value);
        if (number == 0) {
            return OptionalDouble.empty();
        }
        if (!(number > 1)) {
            report(option, "must be greater than 1, or 0 for never, not " + value);
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(number);
    }

    ResourceMode resourceMode() {
        String name = text(RunOption.RESOURCE_MODE).toLowerCase(Locale.ROOT).replace('_', '-');
        for (ResourceMode mode : ResourceMode.values()) {
            if (mode.spelling().equals(name)) {
                return mode;
            }
        }
        if (name.equals("auto")) {
            return ResourceMode.MAX_SEEN;
        }
        report(
                RunOption.RESOURCE_MODE,
                "must be one of " + String.join(", ", ResourceMode.spellings()) + ", not '" + name + "'");
        return ResourceMode.MAX_SEEN;
    }

    CredentialSharing credentialSharing() {
        String name = text(RunOption.CREDENTIALS_TO_WORKERS).strip().toLowerCase(Locale.ROOT);
        for (CredentialSharing sharing : CredentialSharing.values()) {
            if (sharing.spelling().equals(name)) {
                return sharing;
            }
        }
        report(
                RunOption.CREDENTIALS_TO_WORKERS,
                "must be one of " + String.join(", ", CredentialSharing.spellings()) + ", not '" + name + "'");
        return CredentialSharing.NONE;
    }

    /** The first and the last port. */
    Ports ports() {
        Matcher matcher = PORTS.matcher(text(RunOption.PORT).strip());
        if (matcher.matches()) {
            int first = Integer.parseInt(matcher.group(1));
            int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
            boolean any = first == 0 && last == 0;
            if (any || (first >= 1 && first <= last && last <= 65_535)) {
                return new Ports(first, last);
            }
        }
        report(
                RunOption.PORT,
                "must be a port, a range of ports such as 9123-9130, or 0 for any free one, not '"
                        + text(RunOption.PORT) + "'");
        return new Ports(0, 0);
    }

    /**
     * A range of ports.
     *
     * @param first the first; 0 for any
     * @param last the last
     */
    record Ports(int first, int last) {}
}
