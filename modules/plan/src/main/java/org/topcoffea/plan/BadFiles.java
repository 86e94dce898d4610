package org.topcoffea.plan;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What to do about event files that cannot be read.
 *
 * @param actions one for each kind of failure
 * @param budget how many files may be left out before the run ends
 */
public record BadFiles(Map<Kind, Action> actions, Budget budget) {
    /** Kinds of failure. */
    public enum Kind {
        /** There is no such file. */
        MISSING,
        /** Somebody refuses: permissions, credentials, trust. */
        DENIED,
        /** Its content is damaged, or not what it should be. */
        CORRUPT,
        /** No server gave it in time. */
        TIMEOUT,
        /** It is in order but cannot be read by this program. */
        UNSUPPORTED
    }

    /** What to do. */
    public enum Action {
        /** End the run. */
        ABORT,
        /** Leave the file out, and say so in the result. */
        SKIP,
        /** Try again later, some times; then leave it out. */
        RETRY
    }

    /**
     * How many files may be left out.
     *
     * @param number so many
     * @param fraction or so many of all files, the larger counts
     */
    public record Budget(long number, double fraction) {
        /** Any number of files. */
        public static final Budget UNLIMITED = new Budget(Long.MAX_VALUE, 1);

        /** Whether so many files are too many. */
        public boolean exceededBy(long bad, long all) {
            return bad > Math.max(number, (long) Math.floor(fraction * all));
        }
    }

    /** Copies the map, which must have all kinds. */
    public BadFiles {
        if (actions.size() != Kind.values().length) {
            throw new IllegalArgumentException("not all kinds: " + actions);
        }
        actions = Map.copyOf(actions);
    }

    /** The same for all kinds of failure. */
    public static BadFiles always(Action action) {
        Map<Kind, Action> actions = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            actions.put(kind, action);
        }
        return new BadFiles(actions, Budget.UNLIMITED);
    }

    /** What to do about a kind of failure. */
    public Action action(Kind kind) {
        return actions.getOrDefault(kind, Action.ABORT);
    }

    /** Reads the options {@code --bad-files}, {@code --max-bad-files} and {@code --skip-bad-files}. */
    static BadFiles of(Settings settings, Problems problems) {
        Action usual = settings.flag("skip-bad-files") ? Action.SKIP : Action.ABORT;
        Map<Kind, Action> actions = new EnumMap<>(always(usual).actions());
        for (String item : settings.list("bad-files")) {
            int equals = item.indexOf('=');
            List<Kind> kinds = equals < 0 ? List.of(Kind.values()) : find(Kind.values(), item.substring(0, equals));
            List<Action> action = find(Action.values(), item.substring(equals + 1));
            if (kinds.isEmpty() || action.size() != 1) {
                problems.add(
                        PlanError.BAD_OPTION_VALUE,
                        settings.setting("bad-files").origin() + ": option 'bad-files' must be abort, skip or retry,"
                                + " or KIND=ACTION with one of the kinds missing,"
                                + " denied, corrupt, timeout, unsupported, not '"
                                + item + "'");
            } else {
                kinds.forEach(kind -> actions.put(kind, action.getFirst()));
            }
        }
        return new BadFiles(actions, budget(settings, problems));
    }

    private static <E extends Enum<E>> List<E> find(E[] values, String name) {
        return List.of(values).stream()
                .filter(value -> value.name().equals(name.strip().toUpperCase(Locale.ROOT)))
                .toList();
    }

    private static Budget budget(Settings settings, Problems problems) {
        String text = settings.text("max-bad-files").strip();
        if (text.isEmpty()) {
            return Budget.UNLIMITED;
        }
        if (text.matches("\\d{1,9}")) {
            return new Budget(Long.parseLong(text), 0);
        }
        if (text.matches("\\d{1,3}(\\.\\d{1,9})?%")) {
            return new Budget(0, Double.parseDouble(text.substring(0, text.length() - 1)) / 100);
        }
        problems.add(
                PlanError.BAD_OPTION_VALUE,
                settings.setting("max-bad-files").origin()
                        + ": option 'max-bad-files' must be a number or a percentage such as 1%, not '" + text + "'");
        return Budget.UNLIMITED;
    }
}
