package org.topcoffea.wire.internal;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.wire.WireError;

/** POSIX extended regular expressions, as project names are given, as patterns of Java. */
public final class PosixPattern {
    private static final Map<String, String> CLASSES = Map.ofEntries(
            Map.entry("alpha", "\\p{Alpha}"),
            Map.entry("digit", "\\p{Digit}"),
            Map.entry("alnum", "\\p{Alnum}"),
            Map.entry("upper", "\\p{Upper}"),
            Map.entry("lower", "\\p{Lower}"),
            Map.entry("space", "\\s"),
            Map.entry("blank", "\\p{Blank}"),
            Map.entry("punct", "\\p{Punct}"),
            Map.entry("print", "\\p{Print}"),
            Map.entry("graph", "\\p{Graph}"),
            Map.entry("cntrl", "\\p{Cntrl}"),
            Map.entry("xdigit", "\\p{XDigit}"));

    private PosixPattern() {}

    /** The pattern, for the whole of a text. */
    public static Pattern of(String expression) {
        StringBuilder java = new StringBuilder();
        boolean bracket = false;
        for (int i = 0; i < expression.length(); i++) {
            char c = expression.charAt(i);
            int end = bracket && expression.startsWith("[:", i) ? expression.indexOf(":]", i) : -1;
            String known = end < 0 ? null : CLASSES.get(expression.substring(i + 2, end));
            if (known != null) {
                java.append(known);
                i = end + 1;
            } else if (bracket && (c == '[' || c == '\\' || c == '&')) {
                java.append('\\').append(c);
            } else {
                boolean first = bracket
                        && (java.charAt(java.length() - 1) == '['
                                || java.toString().endsWith("[^"));
                java.append(first && c == ']' ? "\\]" : c);
                bracket = bracket ? c != ']' || first : c == '[' && (i == 0 || expression.charAt(i - 1) != '\\');
            }
        }
        try {
            return Pattern.compile(java.toString());
        } catch (PatternSyntaxException e) {
            throw new AnalysisException(
                    WireError.BAD_VALUE,
                    "'" + expression + "' is no pattern for names of projects: " + e.getDescription(),
                    e);
        }
    }

    /** Whether a text matches from its beginning to its end. */
    public static boolean matches(Pattern pattern, String text) {
        return pattern.matcher(text).matches();
    }
}
