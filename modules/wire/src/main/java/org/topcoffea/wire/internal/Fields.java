package org.topcoffea.wire.internal;

import java.util.StringTokenizer;

/** The words of one line. */
final class Fields {
    private final String line;
    private final StringTokenizer words;

    Fields(String line) {
        this.line = line;
        this.words = new StringTokenizer(line, " \t");
    }

    String word() throws Fault {
        if (!words.hasMoreTokens()) {
            throw Fault.protocol("a field is missing in '" + Texts.shortened(line) + "'");
        }
        return words.nextToken();
    }

    /** A decoded name. */
    String name() throws Fault {
        return UrlName.decode(word());
    }

    /** A whole number, also written with a fraction, which is cut off. */
    long number() throws Fault {
        return number(word());
    }

    private long number(String word) throws Fault {
        try {
            return word.indexOf('.') < 0 ? Long.parseLong(word) : (long) Double.parseDouble(word);
        } catch (NumberFormatException e) {
            throw Fault.protocol("'" + Texts.shortened(word) + "' is no number in '" + Texts.shortened(line) + "'");
        }
    }

    int small() throws Fault {
        long value = number();
        if (value < Integer.MIN_VALUE || value > Integer.MAX_VALUE) {
            throw Fault.protocol("a number is too large in '" + Texts.shortened(line) + "'");
        }
        return (int) value;
    }

    /** The size of something: not negative. */
    long size() throws Fault {
        return size(number());
    }

    private long size(long value) throws Fault {
        if (value < 0) {
            throw Fault.protocol("a size is negative in '" + Texts.shortened(line) + "'");
        }
        return value;
    }

    /** What comes after the words that were taken; may be empty. */
    String rest() {
        return words.hasMoreTokens() ? words.nextToken("").strip() : "";
    }

    /** A name that may contain spaces, followed by one number: both from what is left of the line. */
    NameAndNumber nameAndNumber() throws Fault {
        String rest = words.hasMoreTokens() ? words.nextToken("").substring(1) : "";
        int space = rest.lastIndexOf(' ');
        if (space < 1) {
            throw Fault.protocol("a field is missing in '" + Texts.shortened(line) + "'");
        }
        return new NameAndNumber(rest.substring(0, space), number(rest.substring(space + 1)));
    }

    long size(NameAndNumber pair) throws Fault {
        return size(pair.number());
    }

    record NameAndNumber(String name, long number) {}
}
