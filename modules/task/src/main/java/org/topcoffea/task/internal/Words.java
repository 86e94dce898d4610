package org.topcoffea.task.internal;

import java.util.regex.Pattern;

/** The words of a line, one after the other. */
public final class Words {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}");

    private final String[] words;
    private int next;

    /** The words of a text, which single blanks separate. */
    public Words(String text) {
        this.words = text.split(" ", -1);
    }

    private String take() {
        if (next == words.length) {
            throw new IllegalArgumentException("a word is missing");
        }
        return words[next++];
    }

    /** A plain name. */
    public String word() {
        String word = take();
        if (!NAME.matcher(word).matches()) {
            throw new IllegalArgumentException("'" + word + "' is not a plain name");
        }
        return word;
    }

    /** A whole number, not negative. */
    public long count() {
        long count = integer();
        if (count < 0) {
            throw new IllegalArgumentException(count + " is negative");
        }
        return count;
    }

    /** A whole number. */
    public long integer() {
        return Long.parseLong(take());
    }

    /** A finite number. */
    public double number() {
        double number = Double.parseDouble(take());
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException(number + " is not finite");
        }
        return number;
    }

    /** Whether there are no more. */
    public boolean end() {
        return next == words.length || (next == 0 && words.length == 1 && words[0].isEmpty());
    }
}
