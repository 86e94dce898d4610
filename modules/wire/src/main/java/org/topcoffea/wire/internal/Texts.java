package org.topcoffea.wire.internal;

/** Makes text from outside fit for a log. */
public final class Texts {
    private static final int LIMIT = 80;

    private Texts() {}

    /** The beginning of a text, on one line, without control characters. */
    public static String shortened(String text) {
        String start = text.length() > LIMIT ? text.substring(0, LIMIT) + "…" : text;
        StringBuilder clean = new StringBuilder(start.length());
        start.chars().forEach(c -> clean.append(c < ' ' || c == 0x7f || (c >= 0x80 && c < 0xa0) ? '?' : (char) c));
        return clean.toString();
    }
}
