package org.topcoffea.wire.internal;

import java.util.Map;

/** A part of a filter, with a value for each record: text, number, boolean, or {@link #ABSENT}. */
@FunctionalInterface
public interface FilterTerm {
    /** The value of a field that is not there, and of everything that cannot be computed. */
    Object ABSENT = new Object();

    /** The value for a record. */
    Object value(Map<String, Object> fields);

    /** Whether a value counts as true. */
    static boolean truth(Object value) {
        return value instanceof Boolean flag ? flag : value instanceof Number number && number.doubleValue() != 0;
    }

    /** Two values joined by an operator. */
    static Object join(String operator, Object left, Object right) {
        return switch (operator) {
            case "==" -> equal(left, right);
            case "!=" -> !equal(left, right);
            case "<", "<=", ">", ">=" -> ordered(operator, left, right);
            default -> computed(operator, left, right);
        };
    }

    private static boolean equal(Object left, Object right) {
        if (left instanceof Number a && right instanceof Number b) {
            return a.doubleValue() == b.doubleValue();
        }
        return left != ABSENT && left.equals(right);
    }

    private static boolean ordered(String operator, Object left, Object right) {
        int order;
        if (left instanceof Number a && right instanceof Number b) {
            order = Double.compare(a.doubleValue(), b.doubleValue());
        } else if (left instanceof String a && right instanceof String b) {
            order = a.compareTo(b);
        } else {
            return false;
        }
        return switch (operator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    private static Object computed(String operator, Object left, Object right) {
        if (operator.equals("+") && left instanceof String a && right instanceof String b) {
            return a + b;
        }
        if (left instanceof Number x && right instanceof Number y) {
            double a = x.doubleValue();
            double b = y.doubleValue();
            return switch (operator) {
                case "+" -> a + b;
                case "-" -> a - b;
                case "*" -> a * b;
                case "/" -> b == 0 ? ABSENT : a / b;
                default -> b == 0 ? ABSENT : a % b;
            };
        }
        return ABSENT;
    }
}
