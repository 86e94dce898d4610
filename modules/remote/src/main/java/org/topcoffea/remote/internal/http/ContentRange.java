package org.topcoffea.remote.internal.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code Content-Range} (RFC 9110, 14.4).
 *
 * @param first the first byte
 * @param last the last byte
 * @param total the size of the file; -1 where the server does not tell
 */
record ContentRange(long first, long last, long total) {
    private static final Pattern PATTERN = Pattern.compile("\\s*bytes\\s+(\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)\\s*");

    static Optional<ContentRange> parse(String text) {
        Matcher matcher = PATTERN.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long first = Long.parseLong(matcher.group(1));
        long last = Long.parseLong(matcher.group(2));
        long total = matcher.group(3).equals("*") ? -1 : Long.parseLong(matcher.group(3));
        return last < first || (total >= 0 && last >= total)
                ? Optional.empty()
                : Optional.of(new ContentRange(first, last, total));
    }

    long length() {
        return last - first + 1;
    }
}
