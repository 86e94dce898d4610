package org.topcoffea.plan;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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

    /**
     * What those who run a worker say for the machine it is on: {@code TOPCOFFEA_COLUMN_CACHE} as {@code --column-cache},
     * {@code TOPCOFFEA_FALLBACK_PREFIX} as {@code --fallback-prefix}.
     *
     * @param environment the environment variables
     * @throws PlanException if the directory is not a path
     */
    public static FileAccess of(Map<String, String> environment) {
        Problems problems = new Problems();
        Cache cache =
                Cache.parse(environment.getOrDefault("TOPCOFFEA_COLUMN_CACHE", ""), "TOPCOFFEA_COLUMN_CACHE", problems);
        problems.throwIfAny();
        FileAccess standard = standard();
        List<String> prefixes = Stream.of(environment
                        .getOrDefault("TOPCOFFEA_FALLBACK_PREFIX", "")
                        .split(",", -1))
                .map(String::strip)
                .filter(prefix -> !prefix.isEmpty())
                .toList();
        return new FileAccess(
                prefixes,
                cache.directory(),
                cache.bytes(),
                standard.readTimeout(),
                standard.readAttempts(),
                standard.badFiles());
    }

    /** The same with other rules for files that cannot be read. */
    public FileAccess withBadFiles(BadFiles rules) {
        return new FileAccess(fallbackPrefixes, columnCache, columnCacheBytes, readTimeout, readAttempts, rules);
    }

    /** The same for any working directory. */
    public FileAccess absolute() {
        return new FileAccess(
                fallbackPrefixes,
                columnCache.map(path -> path.toAbsolutePath().normalize()),
                columnCacheBytes,
                readTimeout,
                readAttempts,
                badFiles);
    }

    /**
     * The same on a machine where others have a say, see {@link #of(Map)}: their directory takes the place of the one here, and
     * their prefixes come before those here.
     *
     * @param environment the environment variables there
     */
    public FileAccess on(Map<String, String> environment) {
        FileAccess local = of(environment);
        return new FileAccess(
                Stream.concat(local.fallbackPrefixes.stream(), fallbackPrefixes.stream())
                        .distinct()
                        .toList(),
                local.columnCache.or(() -> columnCache),
                local.columnCache.isPresent() ? local.columnCacheBytes : columnCacheBytes,
                readTimeout,
                readAttempts,
                badFiles);
    }

    private record Cache(Optional<Path> directory, long bytes) {
        static Cache parse(String text, String where, Problems problems) {
            Matcher matcher = CACHE.matcher(text);
            if (text.isBlank() || !matcher.matches()) {
                return new Cache(Optional.empty(), DEFAULT_CACHE);
            }
            long bytes = matcher.group(2) == null ? DEFAULT_CACHE : size(matcher.group(2), matcher.group(3));
            try {
                return new Cache(Optional.of(Path.of(matcher.group(1))), bytes);
            } catch (InvalidPathException e) {
                problems.add(PlanError.BAD_OPTION_VALUE, where + " is not a path: " + e.getReason());
                return new Cache(Optional.empty(), bytes);
            }
        }
    }

    static FileAccess of(Settings settings, Problems problems) {
        Cache cache = Cache.parse(
                settings.text("column-cache"),
                settings.setting("column-cache").origin() + ": option 'column-cache'",
                problems);
        return new FileAccess(
                settings.list("fallback-prefix"),
                cache.directory(),
                cache.bytes(),
                positive("read-timeout", settings, problems),
                positive("read-attempts", settings, problems),
                BadFiles.of(settings, problems));
    }

    private static long size(String number, String unit) {
        int shift = unit.isEmpty() ? 0 : 10 * (1 + "kmgt".indexOf(unit.toLowerCase(Locale.ROOT)));
        long value = Long.parseLong(number);
        return value > Long.MAX_VALUE >> shift ? Long.MAX_VALUE : value << shift;
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
