package org.topcoffea.spi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The values of a processor's parameters: given ones over defaults, checked against their types. */
public final class Parameters {
    private final Map<String, Parameter> declared = new LinkedHashMap<>();
    private final Map<String, String> values = new LinkedHashMap<>();

    /**
     * Checks given values against what the processor declares.
     *
     * @param declared the parameters that exist
     * @param given values by name; others have their defaults
     * @throws AnalysisException {@link UserError#BAD_PARAMETER} for an unknown name or a value of the wrong type
     */
    public Parameters(List<Parameter> declared, Map<String, String> given) {
        for (Parameter parameter : declared) {
            this.declared.put(parameter.name(), parameter);
            values.put(parameter.name(), parameter.defaultValue());
        }
        given.forEach((name, value) -> {
            if (!this.declared.containsKey(name)) {
                throw bad("unknown parameter '" + name + "': the processor has " + this.declared.keySet());
            }
            values.put(name, value);
        });
        this.declared.values().forEach(this::check);
    }

    private void check(Parameter parameter) {
        switch (parameter.type()) {
            case FLAG -> flag(parameter.name());
            case INTEGER -> integer(parameter.name());
            case NUMBER -> number(parameter.name());
            case TEXT -> text(parameter.name());
            case LIST -> list(parameter.name());
        }
    }

    /** All values as text, by name, in the order of declaration. */
    public Map<String, String> asMap() {
        return new LinkedHashMap<>(values);
    }

    /** The value of a flag. */
    public boolean flag(String name) {
        return switch (value(name, Parameter.Type.FLAG)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw bad("parameter '" + name + "' must be true or false, not '" + values.get(name) + "'");
        };
    }

    /** The value of a whole number. */
    public long integer(String name) {
        try {
            return Long.parseLong(value(name, Parameter.Type.INTEGER));
        } catch (NumberFormatException e) {
            throw bad("parameter '" + name + "' must be a whole number, not '" + values.get(name) + "'");
        }
    }

    /** The value of a decimal number. */
    public double number(String name) {
        try {
            return Double.parseDouble(value(name, Parameter.Type.NUMBER));
        } catch (NumberFormatException e) {
            throw bad("parameter '" + name + "' must be a number, not '" + values.get(name) + "'");
        }
    }

    /** The value of a text. */
    public String text(String name) {
        return value(name, Parameter.Type.TEXT);
    }

    /** The elements of a list; empty when the text is empty. */
    public List<String> list(String name) {
        List<String> elements = new ArrayList<>();
        for (String element : value(name, Parameter.Type.LIST).split(",", -1)) {
            if (!element.isBlank()) {
                elements.add(element.strip());
            }
        }
        return List.copyOf(elements);
    }

    private String value(String name, Parameter.Type type) {
        Parameter parameter = declared.get(name);
        if (parameter == null || parameter.type() != type) {
            throw bad("the processor declares no parameter '" + name + "' of type " + type);
        }
        return Objects.requireNonNull(values.get(name));
    }

    private static AnalysisException bad(String message) {
        return new AnalysisException(UserError.BAD_PARAMETER, message);
    }
}
