package org.topcoffea.wire.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.wire.WireError;

/** Parses filters. From loose to tight: or, and, not, comparison, sum, product, sign. */
public final class FilterParser {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:(\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*')|(\\d+(?:\\.\\d*)?(?:[eE][+-]?\\d+)?)"
                    + "|([A-Za-z_]\\w*)|(==|!=|<=|>=|&&|\\|\\||[-<>!+*/%()])|(\\S))");
    private static final int LIMIT = 8192;
    private static final int DEPTH = 100;
    private static final Set<String> RESERVED = Set.of("and", "or", "not");
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");

    private final String text;
    private final List<String> tokens = new ArrayList<>();
    private int next;
    private int depth;

    private FilterParser(String text) {
        this.text = text;
    }

    /** The term of an expression. */
    public static FilterTerm parse(String expression) {
        FilterParser parser = new FilterParser(expression);
        parser.split();
        FilterTerm term = parser.any();
        if (parser.next < parser.tokens.size()) {
            throw parser.unexpected();
        }
        return term;
    }

    private void split() {
        if (text.length() > LIMIT) {
            throw new AnalysisException(WireError.BAD_FILTER, "a filter of more than " + LIMIT + " characters");
        }
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (end < text.length() && matcher.find(end) && matcher.start() == end) {
            if (matcher.group(5) != null) {
                throw new AnalysisException(
                        WireError.BAD_FILTER,
                        "'" + matcher.group(5) + "' in the filter '" + Texts.shortened(text) + "'");
            }
            tokens.add(matcher.group().strip());
            end = matcher.end();
        }
    }

    private FilterTerm any() {
        if (++depth > DEPTH) {
            throw new AnalysisException(WireError.BAD_FILTER, "more than " + DEPTH + " parentheses in a filter");
        }
        FilterTerm term = all();
        while (accept("or") || accept("||")) {
            FilterTerm left = term;
            FilterTerm right = all();
            term = fields -> FilterTerm.truth(left.value(fields)) || FilterTerm.truth(right.value(fields));
        }
        depth--;
        return term;
    }

    private FilterTerm all() {
        FilterTerm term = inverted();
        while (accept("and") || accept("&&")) {
            FilterTerm left = term;
            FilterTerm right = inverted();
            term = fields -> FilterTerm.truth(left.value(fields)) && FilterTerm.truth(right.value(fields));
        }
        return term;
    }

    private FilterTerm inverted() {
        boolean invert = false;
        while (accept("not") || accept("!")) {
            invert = !invert;
        }
        FilterTerm term = compared();
        return invert ? fields -> !FilterTerm.truth(term.value(fields)) : term;
    }

    private FilterTerm compared() {
        FilterTerm term = sum();
        while (next < tokens.size() && COMPARISONS.contains(tokens.get(next))) {
            term = joined(tokens.get(next++), term, sum());
        }
        return term;
    }

    private FilterTerm sum() {
        FilterTerm term = product();
        while (next < tokens.size()
                && (tokens.get(next).equals("+") || tokens.get(next).equals("-"))) {
            term = joined(tokens.get(next++), term, product());
        }
        return term;
    }

    private FilterTerm product() {
        FilterTerm term = single();
        while (next < tokens.size() && "*/%".contains(tokens.get(next))) {
            term = joined(tokens.get(next++), term, single());
        }
        return term;
    }

    private static FilterTerm joined(String operator, FilterTerm left, FilterTerm right) {
        return fields -> FilterTerm.join(operator, left.value(fields), right.value(fields));
    }

    private FilterTerm single() {
        if (next == tokens.size()) {
            throw unexpected();
        }
        String token = tokens.get(next++);
        char first = token.charAt(0);
        if (first == '"' || first == '\'') {
            return constant(token.substring(1, token.length() - 1).replaceAll("\\\\(.)", "$1"));
        }
        if (Character.isDigit(first)) {
            return constant(Double.valueOf(token));
        }
        if (first == '-') {
            return joined("-", constant(0.0), number());
        }
        if (first == '(') {
            FilterTerm inside = any();
            if (!accept(")")) {
                throw unexpected();
            }
            return inside;
        }
        if (RESERVED.contains(token)
                || !Character.isJavaIdentifierStart(first)
                || next < tokens.size() && tokens.get(next).equals("(")) {
            next--;
            throw unexpected();
        }
        return named(token);
    }

    private FilterTerm number() {
        if (next == tokens.size() || !Character.isLetterOrDigit(tokens.get(next).charAt(0))) {
            throw unexpected();
        }
        return single();
    }

    private static FilterTerm named(String name) {
        return switch (name) {
            case "true" -> constant(Boolean.TRUE);
            case "false" -> constant(Boolean.FALSE);
            case "null" -> constant(FilterTerm.ABSENT);
            default -> fields -> fields.getOrDefault(name, FilterTerm.ABSENT);
        };
    }

    private static FilterTerm constant(Object value) {
        return fields -> value;
    }

    private boolean accept(String token) {
        boolean found = next < tokens.size() && tokens.get(next).equals(token);
        next += found ? 1 : 0;
        return found;
    }

    private AnalysisException unexpected() {
        String where =
                next < tokens.size() ? "'" + tokens.get(next) + "' is not expected" : "something is missing at the end";
        return new AnalysisException(
                WireError.BAD_FILTER,
                where + " in the filter '" + Texts.shortened(text)
                        + "': fields, texts, numbers, == != < <= > >=, + - * / %,"
                        + " and, or, not and parentheses can be used");
    }
}
