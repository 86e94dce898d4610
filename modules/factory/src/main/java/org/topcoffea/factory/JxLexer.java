package org.topcoffea.factory;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Splits the text of a configuration file into tokens. Comments run from {@code #} to the end of the line. */
final class JxLexer {
    enum Kind {
        STRING,
        INTEGER,
        REAL,
        SYMBOL,
        SIGN,
        END
    }

    /** A token and where it starts, counted from 1. */
    record Token(Kind kind, String text, int line, int column) {
        boolean is(String sign) {
            return kind == Kind.SIGN && text.equals(sign);
        }

        @Override
        public String toString() {
            return kind == Kind.END ? "the end of the file" : "'" + text + "'";
        }
    }

    private static final Set<String> LONG_SIGNS = Set.of("==", "!=", "<=", ">=", "&&", "||");
    private static final String SIGNS = "{}[](),:+-*/%<>=!.";

    private final String file;
    private final String text;
    private int position;
    private int line = 1;
    private int lineStart;

    private JxLexer(String file, String text) {
        this.file = file;
        this.text = text;
    }

    static List<Token> tokens(String file, String text) {
        JxLexer lexer = new JxLexer(file, text);
        List<Token> tokens = new ArrayList<>();
        do {
            tokens.add(lexer.next());
        } while (tokens.getLast().kind() != Kind.END);
        return tokens;
    }

    private Token next() {
        skipBlanks();
        int start = position;
        int column = position - lineStart + 1;
        if (position >= text.length()) {
            return new Token(Kind.END, "", line, column);
        }
        char c = text.charAt(position);
        if (c == '"' || c == '\'') {
            return new Token(Kind.STRING, string(c, column), line, column);
        }
        if (Character.isDigit(c)) {
            return number(start, column);
        }
        if (Character.isLetter(c) || c == '_') {
            while (position < text.length() && isWord(text.charAt(position))) {
                position++;
            }
            return new Token(Kind.SYMBOL, text.substring(start, position), line, column);
        }
        if (position + 2 <= text.length() && LONG_SIGNS.contains(text.substring(position, position + 2))) {
            position += 2;
        } else if (SIGNS.indexOf(c) >= 0) {
            position++;
        } else {
            throw error(file, line, column, "the character '" + c + "' means nothing here");
        }
        return new Token(Kind.SIGN, text.substring(start, position), line, column);
    }

    private void skipBlanks() {
        boolean comment = false;
        for (; position < text.length(); position++) {
            char c = text.charAt(position);
            if (c == '\n') {
                line++;
                lineStart = position + 1;
                comment = false;
            } else if (c == '#') {
                comment = true;
            } else if (!comment && !Character.isWhitespace(c)) {
                return;
            }
        }
    }

    private Token number(int start, int column) {
        boolean real = false;
        for (; position < text.length(); position++) {
            char c = text.charAt(position);
            boolean exponent = (c == 'e' || c == 'E') && position > start;
            boolean sign = (c == '+' || c == '-') && "eE".indexOf(text.charAt(position - 1)) >= 0;
            if (c == '.' || exponent || sign) {
                real = true;
            } else if (!Character.isDigit(c)) {
                break;
            }
        }
        return new Token(real ? Kind.REAL : Kind.INTEGER, text.substring(start, position), line, column);
    }

    private String string(char quote, int column) {
        StringBuilder value = new StringBuilder();
        for (position++; position < text.length() && text.charAt(position) != '\n'; position++) {
            char c = text.charAt(position);
            if (c == quote) {
                position++;
                return value.toString();
            }
            value.append(c == '\\' ? escape(column) : c);
        }
        throw error(file, line, column, "this text has no closing " + quote + " on its line");
    }

    private char escape(int column) {
        position++;
        char c = position < text.length() ? text.charAt(position) : '\n';
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> unicode(column);
            case '\n' -> throw error(file, line, column, "this text has no closing quote on its line");
            default -> c;
        };
    }

    private char unicode(int column) {
        try {
            char c = (char) Integer.parseInt(text.substring(position + 1, position + 5), 16);
            position += 4;
            return c;
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw error(file, line, column, "\\u in this text is not followed by four hexadecimal digits");
        }
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    static FactoryException error(String file, int line, int column, String what) {
        return new FactoryException(FactoryError.BAD_SYNTAX, file + ":" + line + ":" + column + ": " + what);
    }
}
