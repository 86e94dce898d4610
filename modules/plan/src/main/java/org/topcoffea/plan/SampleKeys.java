package org.topcoffea.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The keys of a sample file, each asked for by its type; what is missing or mistyped is reported. */
final class SampleKeys {
    /** Without these a sample cannot be processed. */
    static final List<String> REQUIRED =
            List.of("xsec", "year", "histAxisName", "WCnames", "files", "nEvents", "nSumOfWeights", "isData");

    private static final int SHOWN_CHARACTERS = 40;

    /**
     * A value and the place of its key.
     *
     * @param value the value
     * @param location where its key is
     */
    record Field(JsonNode value, Location location) {}

    private final String file;
    private final Map<String, Field> fields;
    private final Problems problems;

    SampleKeys(String file, Map<String, Field> fields, Problems problems) {
        this.file = file;
        this.fields = fields;
        this.problems = problems;
    }

    Set<String> all() {
        return fields.keySet();
    }

    boolean has(String key) {
        return fields.containsKey(key);
    }

    void report(String key, String what) {
        Field field = fields.get(key);
        Location location = field == null ? new Location(file, 0) : field.location();
        problems.add(PlanError.BAD_SAMPLE_FILE, location + ": key '" + key + "' " + what);
    }

    private Optional<JsonNode> required(String key) {
        Field field = fields.get(key);
        if (field == null) {
            List<String> others = fields.keySet().stream()
                    .filter(other -> !REQUIRED.contains(other))
                    .toList();
            report(
                    key,
                    "is missing"
                            + Suggestions.closest(key, others)
                                    .map(o -> "; is '" + o + "' meant to be it?")
                                    .orElse(""));
            return Optional.empty();
        }
        return Optional.of(field.value());
    }

    private void mistyped(String key, String expected, JsonNode value) {
        String text = value.toString();
        String shown = text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
        report(key, "must be " + expected + ", not " + shown);
    }

    double number(String key) {
        Optional<JsonNode> value = required(key);
        if (value.isPresent()
                && !(value.get().isNumber() && Double.isFinite(value.get().doubleValue()))) {
            mistyped(key, "a finite number", value.get());
        }
        return value.map(JsonNode::doubleValue).orElse(0.0);
    }

    /** A count of events; older files have it as a decimal number. */
    long count(String key) {
        Optional<JsonNode> value = required(key);
        if (value.isEmpty()) {
            return 0;
        }
        double number = value.get().doubleValue();
        if (!value.get().isNumber() || number < 0 || number > 0x1p53 || number != Math.rint(number)) {
            mistyped(key, "a whole number ≥ 0", value.get());
        }
        return (long) number;
    }

    String text(String key) {
        Optional<JsonNode> value = required(key);
        if (value.isPresent()
                && (!value.get().isTextual() || value.get().textValue().isBlank())) {
            mistyped(key, "a text that is not empty", value.get());
        }
        return value.map(JsonNode::asText).orElse("");
    }

    private Optional<JsonNode> optional(String key) {
        return Optional.ofNullable(fields.get(key)).map(Field::value);
    }

    /** The year is a text; older files have it as a number. */
    String year(String key) {
        return optional(key)
                .filter(JsonNode::isIntegralNumber)
                .map(JsonNode::asText)
                .orElseGet(() -> text(key));
    }

    String optionalText(String key) {
        JsonNode value = optional(key).orElse(NullNode.instance);
        if (!value.isTextual() && !value.isNull()) {
            mistyped(key, "a text", value);
        }
        return value.isTextual() ? value.textValue() : "";
    }

    boolean flag(String key) {
        Optional<JsonNode> value = required(key);
        if (value.isPresent() && !value.get().isBoolean()) {
            mistyped(key, "true or false", value.get());
        }
        return value.map(JsonNode::booleanValue).orElse(false);
    }

    List<String> names(String key) {
        Optional<JsonNode> value = required(key);
        if (value.isEmpty()) {
            return List.of();
        }
        if (!value.get().isArray()) {
            mistyped(key, "a list of texts", value.get());
            return List.of();
        }
        List<String> names = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (JsonNode element : value.get()) {
            if (!element.isTextual() || element.textValue().isBlank()) {
                mistyped(key, "a list of texts that are not empty", element);
            } else if (!seen.add(element.textValue())) {
                report(key, "names '" + element.textValue() + "' twice");
            } else {
                names.add(element.textValue());
            }
        }
        return names;
    }

    /** Scalars as text and lists of texts joined by commas; empty for null and everything deeper. */
    Optional<String> asText(String key) {
        JsonNode value = optional(key).orElse(NullNode.instance);
        if (value.isArray() && !value.isEmpty()) {
            List<String> elements = new ArrayList<>();
            for (JsonNode element : value) {
                if (!element.isTextual()) {
                    return Optional.empty();
                }
                elements.add(element.textValue());
            }
            return Optional.of(String.join(",", elements));
        }
        return value.isValueNode() && !value.isNull() ? Optional.of(value.asText()) : Optional.empty();
    }
}
