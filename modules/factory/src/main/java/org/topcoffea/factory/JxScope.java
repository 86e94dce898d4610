package org.topcoffea.factory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Evaluates the expressions of a configuration file. A symbol is the value of the key of that name, wherever in the file it
 * stands. Whole numbers stay whole: {@code 7/2} is 3.
 */
final class JxScope {
    private final String file;
    private final Map<String, JxExpression> keys;
    private final Set<String> underWay = new HashSet<>();

    JxScope(String file, Map<String, JxExpression> keys) {
        this.file = file;
        this.keys = keys;
    }

    /** A Long, Double, String, Boolean, List, Map or {@link JxExpression.Null}. */
    Object value(JxExpression expression) {
        return switch (expression) {
            case JxExpression.Constant constant -> constant.value();
            case JxExpression.Symbol symbol -> symbol(symbol);
            case JxExpression.Unary unary -> unary(unary);
            case JxExpression.Binary binary -> binary(binary);
            case JxExpression.Call call -> call(call);
            case JxExpression.Array array ->
                array.elements().stream().map(this::value).toList();
            case JxExpression.Members object -> {
                Map<String, Object> members = new LinkedHashMap<>();
                object.members().forEach((key, member) -> members.put(key, value(member)));
                yield members;
            }
        };
    }

    private Object symbol(JxExpression.Symbol symbol) {
        JxExpression meant = keys.get(symbol.name());
        if (meant == null) {
            throw error(symbol, "there is no key '" + symbol.name() + "' in this file (a text stands in quotes)");
        }
        if (!underWay.add(symbol.name())) {
            throw error(symbol, "the value of '" + symbol.name() + "' depends on itself");
        }
        try {
            return value(meant);
        } finally {
            underWay.remove(symbol.name());
        }
    }

    private Object unary(JxExpression.Unary unary) {
        Object operand = value(unary.operand());
        if (unary.operator().equals("not")) {
            return !truth(operand, unary);
        }
        boolean minus = unary.operator().equals("-");
        if (operand instanceof Long number) {
            return minus ? -number : number;
        }
        if (operand instanceof Double number) {
            return minus ? -number : number;
        }
        throw error(unary, "'" + unary.operator() + "' needs a number, not " + shown(operand));
    }

    private Object binary(JxExpression.Binary binary) {
        Object left = value(binary.left());
        switch (binary.operator()) {
            case "and":
                return truth(left, binary) && truth(value(binary.right()), binary);
            case "or":
                return truth(left, binary) || truth(value(binary.right()), binary);
            default:
                break;
        }
        Object right = value(binary.right());
        boolean numbers = left instanceof Number && right instanceof Number;
        if (left instanceof Long a && right instanceof Long b) {
            return whole(binary, a, b);
        }
        if (numbers) {
            return real(binary, ((Number) left).doubleValue(), ((Number) right).doubleValue());
        }
        return switch (binary.operator()) {
            case "==" -> left.equals(right);
            case "!=" -> !left.equals(right);
            case "+" -> joined(binary, left, right);
            default -> throw mismatch(binary, left, right);
        };
    }

    private Object joined(JxExpression.Binary binary, Object left, Object right) {
        if (left instanceof String a && right instanceof String b) {
            return a + b;
        }
        if (left instanceof List<?> a && right instanceof List<?> b) {
            List<Object> both = new ArrayList<>(a);
            both.addAll(b);
            return both;
        }
        throw mismatch(binary, left, right);
    }

    private Object whole(JxExpression.Binary binary, long a, long b) {
        try {
            return switch (binary.operator()) {
                case "+" -> Math.addExact(a, b);
                case "-" -> Math.subtractExact(a, b);
                case "*" -> Math.multiplyExact(a, b);
                case "/" -> a / b;
                case "%" -> a % b;
                default -> compared(binary.operator(), Long.compare(a, b));
            };
        } catch (ArithmeticException e) {
            throw error(binary, b == 0 ? "division by zero" : "the result is too large");
        }
    }

    private Object real(JxExpression.Binary binary, double a, double b) {
        if (b == 0 && "/%".contains(binary.operator())) {
            throw error(binary, "division by zero");
        }
        return switch (binary.operator()) {
            case "+" -> a + b;
            case "-" -> a - b;
            case "*" -> a * b;
            case "/" -> a / b;
            case "%" -> a % b;
            default -> compared(binary.operator(), Double.compare(a, b));
        };
    }

    private static Object compared(String operator, int order) {
        return switch (operator) {
            case "==" -> order == 0;
            case "!=" -> order != 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    private Object call(JxExpression.Call call) {
        List<Object> arguments = call.arguments().stream().map(this::value).toList();
        Object first = arguments.size() == 1 ? arguments.getFirst() : JxExpression.Null.NULL;
        switch (call.name()) {
            case "ceil", "floor":
                if (first instanceof Number number) {
                    double value = number.doubleValue();
                    return call.name().equals("ceil") ? Math.ceil(value) : Math.floor(value);
                }
                break;
            case "len":
                if (first instanceof String text) {
                    return (long) text.length();
                }
                if (first instanceof List<?> list) {
                    return (long) list.size();
                }
                break;
            default:
                throw error(call, "there is no function '" + call.name() + "' here: there are ceil, floor, len");
        }
        throw error(call, call.name() + "() needs one " + (call.name().equals("len") ? "text or list" : "number"));
    }

    private boolean truth(Object value, JxExpression where) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw error(where, shown(value) + " is neither true nor false");
    }

    private FactoryException mismatch(JxExpression.Binary where, Object left, Object right) {
        return error(where, "'" + where.operator() + "' cannot be used with " + shown(left) + " and " + shown(right));
    }

    FactoryException error(JxExpression where, String what) {
        return JxLexer.error(file, where.line(), where.column(), what);
    }

    static String shown(Object value) {
        return switch (value) {
            case String text -> "the text '" + text + "'";
            case Boolean truth -> truth.toString();
            case List<?> _ -> "a list";
            case Map<?, ?> _ -> "an object";
            default -> value.toString();
        };
    }
}
