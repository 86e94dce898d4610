package org.topcoffea.scheduler;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Times in words. */
final class Times {
    private Times() {}

    static String text(long micros) {
        return micros == Long.MAX_VALUE
                ? "further notice"
                : Instant.EPOCH
                        .plus(micros, ChronoUnit.MICROS)
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString();
    }

    static String seconds(long micros) {
        return String.format(Locale.ROOT, "%.1f s", micros / 1e6);
    }
}
