package org.topcoffea.factory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.topcoffea.factory.JxLexer.Kind;
import org.topcoffea.factory.JxLexer.Token;

/**
 * Parses the language of configuration files: JSON, and beyond it {@code #} comments, a comma after the last element, and
 * expressions wherever there is a value (JX of the Cooperative Computing Tools, without comprehensions and templates).
 */
final class JxParser {
    /** From weakest to strongest. */
    private static final List<Set<String>> OPERATORS = List.of(
            Set.of("or", "||"),
            Set.of("and", "&&"),
            Set.of("==", "!=", "<", "<=", ">", ">="),
            Set.of("+", "-"),
            Set.of("*", "/", "%"));

    private static final int DEEPEST = 100;

    private final String file;
    private final List<Token> tokens;
    private int position;
    private int depth;

    private JxParser(String file, String text) {
        this.file = file;
        this.tokens = JxLexer.tokens(file, text);
    }

    /**
     * Parses a whole file, which has to be an object.
     *
     * @throws FactoryException {@link FactoryError#BAD_SYNTAX} with file, line and column
     */
    static Map<String, JxExpression> parse(String file, String text) {
        JxParser parser = new JxParser(file, text);
        JxExpression whole = parser.primary();
        if (!(whole instanceof JxExpression.Members object)) {
            throw JxLexer.error(file, whole.line(), whole.column(), "the file has to be one object: { ... }");
        }
        if (parser.current().kind() != Kind.END) {
            throw parser.unexpected("the end of the file");
        }
        return object.members();
    }

    private JxExpression expression(int level) {
        if (level == OPERATORS.size()) {
            return unary();
        }
        JxExpression left = expression(level + 1);
        while (isOperator(current(), OPERATORS.get(level))) {
            Token operator = advance();
            left = new JxExpression.Binary(
                    word(operator.text()), left, expression(level + 1), operator.line(), operator.column());
        }
        return left;
    }

    private static boolean isOperator(Token token, Set<String> operators) {
        return (token.kind() == Kind.SIGN || token.kind() == Kind.SYMBOL) && operators.contains(token.text());
    }

    private static String word(String operator) {
        return switch (operator) {
            case "||" -> "or";
            case "&&" -> "and";
            case "!" -> "not";
            default -> operator;
        };
    }

    private JxExpression unary() {
        Token token = current();
        if (token.is("-") || token.is("+") || token.is("!") || isOperator(token, Set.of("not"))) {
            advance();
            deeper(token);
            JxExpression operand = unary();
            depth--;
            return new JxExpression.Unary(word(token.text()), operand, token.line(), token.column());
        }
        return primary();
    }

    private JxExpression primary() {
        Token token = advance();
        deeper(token);
        JxExpression parsed = switch (token.kind()) {
            case STRING -> new JxExpression.Constant(token.text(), token.line(), token.column());
            case INTEGER, REAL -> number(token);
            case SYMBOL -> symbol(token);
            case SIGN ->
                switch (token.text()) {
                    case "{" -> object(token);
                    case "[" -> new JxExpression.Array(list("]"), token.line(), token.column());
                    case "(" -> parenthesis();
                    default -> throw unexpected(token, "a value");
                };
            case END -> throw unexpected(token, "a value");
        };
        depth--;
        return parsed;
    }

    private void deeper(Token token) {
        if (++depth > DEEPEST) {
            throw JxLexer.error(file, token.line(), token.column(), "nested too deeply");
        }
    }

    private JxExpression parenthesis() {
        JxExpression inner = expression(0);
        expect(")");
        return inner;
    }

    private JxExpression number(Token token) {
        try {
            Object value = token.kind() == Kind.INTEGER
                    ? (Object) Long.parseLong(token.text())
                    : (Object) Double.parseDouble(token.text());
            return new JxExpression.Constant(value, token.line(), token.column());
        } catch (NumberFormatException e) {
            throw JxLexer.error(file, token.line(), token.column(), token + " is not a number");
        }
    }

    private JxExpression symbol(Token token) {
        if (current().is("(")) {
            advance();
            return new JxExpression.Call(token.text(), list(")"), token.line(), token.column());
        }
        return switch (token.text()) {
            case "true" -> new JxExpression.Constant(true, token.line(), token.column());
            case "false" -> new JxExpression.Constant(false, token.line(), token.column());
            case "null" -> new JxExpression.Constant(JxExpression.Null.NULL, token.line(), token.column());
            default -> new JxExpression.Symbol(token.text(), token.line(), token.column());
        };
    }

    private List<JxExpression> list(String end) {
        List<JxExpression> elements = new ArrayList<>();
        while (!current().is(end)) {
            elements.add(expression(0));
            if (!current().is(end)) {
                expect(",");
            }
        }
        advance();
        return elements;
    }

    private JxExpression object(Token start) {
        Map<String, JxExpression> members = new LinkedHashMap<>();
        while (!current().is("}")) {
            Token key = advance();
            if (key.kind() != Kind.STRING) {
                throw unexpected(key, "a key in quotes");
            }
            expect(":");
            if (members.put(key.text(), expression(0)) != null) {
                throw JxLexer.error(file, key.line(), key.column(), "the key " + key + " is given twice");
            }
            if (!current().is("}")) {
                expect(",");
            }
        }
        advance();
        return new JxExpression.Members(members, start.line(), start.column());
    }

    private Token current() {
        return tokens.get(position);
    }

    private Token advance() {
        Token token = tokens.get(position);
        position = Math.min(position + 1, tokens.size() - 1);
        return token;
    }

    private void expect(String sign) {
        if (!current().is(sign)) {
            throw unexpected("'" + sign + "'");
        }
        advance();
    }

    private FactoryException unexpected(String wanted) {
        return unexpected(current(), wanted);
    }

    private FactoryException unexpected(Token token, String wanted) {
        return JxLexer.error(
                file, token.line(), token.column(), "here is " + token + " where " + wanted + " is expected");
    }
}
