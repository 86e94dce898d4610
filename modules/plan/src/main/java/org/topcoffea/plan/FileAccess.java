package org.topcoffea.plan;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How event files are reached.
 *
 * @param fallbackPrefixes where remote files may be, too
 * @param columnCache the directory for decompressed columns; empty if they are not kept
 * @param columnCacheBytes about the most bytes to be kept there
 * @param readTimeout seconds without a byte after which a request has failed, at least 1
 * @param readAttempts how often something is asked for, at least 1
 * @param badFiles what to do about files that cannot be read
 */
public record FileAccess(
        List<String> fallbackPrefixes,
        Optional<Path> columnCache,
        long columnCacheBytes,
        int readTimeout,
        int readAttempts,
        BadFiles badFiles) {
    private static final Pattern CACHE = Pattern.compile("(.+?)(?::(\\d{1,12})([kKmMgGtT]?)[bB]?)?");
    private static final long DEFAULT_CACHE = 10L << 30;
    private static final int LONGEST = 86_400;

    /** Copies the list. */
    public FileAccess {
        fallbackPrefixes = List.copyOf(fallbackPrefixes);
    }

    /** What is used when nothing is said. */
    public static FileAccess standard() {
        return new FileAccess(
                List.of(), Optional.empty(), DEFAULT_CACHE, 60, 5, BadFiles.always(BadFiles.Action.ABORT));
    }

    static FileAccess of(Settings settings, Problems problems) {
        String cache = settings.text("column-cache");
        Matcher matcher = CACHE.matcher(cache);
        Optional<Path> directory = Optional.empty();
        long bytes = DEFAULT_CACHE;
        if (!cache.isBlank() && matcher.matches()) {
            directory = path(matcher.group(1), settings, problems);
            if (matcher.group(2) != null) {
                bytes = bytes(matcher.group(2), matcher.group(3));
            }
        }
        return new FileAccess(
                settings.list("fallback-prefix"),
                directory,
                bytes,
                positive("read-timeout", settings, problems),
                positive("read-attempts", settings, problems),
                BadFiles.of(settings, problems));
    }

    private static long bytes(String number, String unit) {
        int shift = unit.isEmpty() ? 0 : 10 * (1 + "kmgt".indexOf(unit.toLowerCase(Locale.ROOT)));
        long value = Long.parseLong(number);
        return value > Long.MAX_VALUE >> shift ? Long.MAX_VALUE : value << shift;
    }

    private static Optional<Path> path(String text, Settings settings, Problems problems) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            problems.add(
                    PlanError.BAD_OPTION_VALUE,
                    settings.setting("column-cache").origin() + ": option 'column-cache' is not a path: "
                            + e.getReason());
            return Optional.empty();
        }
    }

    private static int positive(String name, Settings settings, Problems problems) {
        OptionalLong value = settings.integer(name);
        if (value.isPresent() && (value.getAsLong() < 1 || value.getAsLong() > LONGEST)) {
            problems.add(
                    PlanError.BAD_OPTION_VALUE,
                    settings.setting(name).origin() + ": option '" + name + "' must be between 1 and " + LONGEST
                            + ", not " + value.getAsLong());
            return 1;
        }
        return (int) value.orElse(1);
    }
}
