package org.topcoffea.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How long a worker waits for what. */
final class WorkerTimes {
    @Option(
            names = {"-t", "--timeout"},
            paramLabel = "TIME",
            converter = Time.class,
            description = "Both of the next two; in seconds, or with s, m, h or d.")
    private @Nullable Duration both;

    @Option(
            names = "--idle-timeout",
            paramLabel = "TIME",
            converter = Time.class,
            description = "Leave the manager after so long without work [900].")
    private @Nullable Duration idle;

    @Option(
            names = "--connect-timeout",
            paramLabel = "TIME",
            converter = Time.class,
            description = "End after so long without a manager [900].")
    private @Nullable Duration connect;

    @Option(
            names = {"-i", "--min-backoff"},
            paramLabel = "TIME",
            converter = Time.class,
            description = "The first pause before another attempt [1].")
    private Duration minBackoff = Duration.ofSeconds(1);

    @Option(
            names = {"-b", "--max-backoff"},
            paramLabel = "TIME",
            converter = Time.class,
            description = "The longest pause [60].")
    private Duration maxBackoff = Duration.ofSeconds(60);

    @Option(names = "--wall-time", paramLabel = "TIME", converter = Time.class, description = "End after so long.")
    private Duration wallTime = Duration.ZERO;

    @Option(
            names = "--vacate-time",
            paramLabel = "TIME",
            converter = Time.class,
            description = "How long handing over may take when this worker has to end [25].")
    private Duration vacate = Duration.ofSeconds(25);

    private static final Duration USUAL = Duration.ofSeconds(900);

    WorkerTimes() {}

    /** Seconds, or a number with a unit. */
    static final class Time implements ITypeConverter<Duration> {
        private static final Pattern FORM = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)([smhd]?)");

        Time() {}

        @Override
        public Duration convert(String text) {
            Matcher matcher = FORM.matcher(text.strip());
            if (!matcher.matches()) {
                throw new TypeConversionException("'" + text + "' is no time, such as 900, 15m or 2h");
            }
            long unit = switch (matcher.group(2)) {
                case "m" -> 60;
                case "h" -> 3_600;
                case "d" -> 86_400;
                default -> 1;
            };
            return Duration.ofMillis(Math.round(Double.parseDouble(matcher.group(1)) * unit * 1e3));
        }
    }

    private Duration first(@Nullable Duration own) {
        if (own != null) {
            return own;
        }
        return both != null ? both : USUAL;
    }

    Duration idle() {
        return first(idle);
    }

    Duration connect() {
        return first(connect);
    }

    Duration minBackoff() {
        return minBackoff;
    }

    Duration maxBackoff() {
        return maxBackoff;
    }

    Duration wallTime() {
        return wallTime;
    }

    Duration vacate() {
        return vacate;
    }
}
