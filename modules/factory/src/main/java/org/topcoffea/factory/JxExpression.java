package org.topcoffea.factory;

import java.util.List;
import java.util.Map;

/** An expression of a configuration file, with the place where it begins. */
sealed interface JxExpression {
    /** Line, counted from 1. */
    int line();

    /** Column, counted from 1. */
    int column();

    /** A number, a text, true, false or null. */
    record Constant(Object value, int line, int column) implements JxExpression {}

    /** The value of another key of the file. */
    record Symbol(String name, int line, int column) implements JxExpression {}

    /** One operand and an operator: {@code -}, {@code not}. */
    record Unary(String operator, JxExpression operand, int line, int column) implements JxExpression {}

    /** Two operands and an operator between them. */
    record Binary(String operator, JxExpression left, JxExpression right, int line, int column)
            implements JxExpression {}

    /** A function of values. */
    record Call(String name, List<JxExpression> arguments, int line, int column) implements JxExpression {}

    /** Values in brackets. */
    record Array(List<JxExpression> elements, int line, int column) implements JxExpression {}

    /** Values by key. */
    record Members(Map<String, JxExpression> members, int line, int column) implements JxExpression {}

    /** What stands for nothing. */
    enum Null {
        /** The only one. */
        NULL;

        @Override
        public String toString() {
            return "null";
        }
    }
}
