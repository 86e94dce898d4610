package org.topcoffea.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.topcoffea.batch.BatchError;
import org.topcoffea.batch.BatchException;

/** Times as users write them: a number of seconds, or a number with s, m, h or d. */
final class TimeText {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})([smhd]?)");

    private TimeText() {}

    static Duration parse(String option, String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new BatchException(
                    BatchError.BAD_DESCRIPTION,
                    option + " '" + text + "' is not a time: give seconds, or a number with s, m, h or d");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofSeconds(number);
        };
    }
}
