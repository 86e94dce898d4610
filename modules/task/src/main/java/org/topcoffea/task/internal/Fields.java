package org.topcoffea.task.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.task.TaskError;

/** The fields of a JSON object, each asked for once with its type; whoever has asked for all says so, and others are refused. */
public final class Fields {
    private final String what;
    private final ObjectNode object;
    private final Set<String> asked = new HashSet<>();

    Fields(String what, ObjectNode object) {
        this.what = what;
        this.object = object;
    }

    private JsonNode node(String name) {
        asked.add(name);
        JsonNode node = object.get(name);
        if (node == null) {
            throw bad(name, "is missing");
        }
        return node;
    }

    private AnalysisException bad(String name, String fault) {
        return new AnalysisException(TaskError.MALFORMED, what + ": \"" + name + "\" " + fault);
    }

    /** Whether there is such a field. */
    public boolean has(String name) {
        return object.has(name);
    }

    /** A text. */
    public String text(String name) {
        JsonNode node = node(name);
        if (!node.isTextual()) {
            throw bad(name, "is not a text");
        }
        return node.textValue();
    }

    /** A whole number from {@code least} on. */
    public long integer(String name, long least) {
        JsonNode node = node(name);
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < least) {
            throw bad(name, "is not a whole number from " + least + " on");
        }
        return node.longValue();
    }

    /** A number. */
    public double number(String name) {
        JsonNode node = node(name);
        if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
            throw bad(name, "is not a number");
        }
        return node.doubleValue();
    }

    /** A truth value. */
    public boolean flag(String name) {
        JsonNode node = node(name);
        if (!node.isBoolean()) {
            throw bad(name, "is not true or false");
        }
        return node.booleanValue();
    }

    /** One of some constants, by its name. */
    public <E extends Enum<E>> E constant(String name, Class<E> type) {
        String text = text(name);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(text)) {
                return constant;
            }
        }
        throw bad(name, "is none of " + List.of(type.getEnumConstants()));
    }

    /** A UUID. */
    public UUID uuid(String name) {
        return checked(name, () -> UUID.fromString(text(name)));
    }

    /** A list of texts. */
    public List<String> texts(String name) {
        return list(name, node -> {
            if (!node.isTextual()) {
                throw bad(name, "has an element that is not a text");
            }
            return node.textValue();
        });
    }

    /** A list of whole numbers. */
    public long[] integers(String name) {
        return list(name, node -> {
                    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
                        throw bad(name, "has an element that is not a whole number");
                    }
                    return node.longValue();
                })
                .stream()
                .mapToLong(Long::longValue)
                .toArray();
    }

    /** A list of objects. */
    public <T> List<T> objects(String name, Function<Fields, T> element) {
        return list(name, node -> element.apply(fields(name, node)));
    }

    /** An object. */
    public Fields object(String name) {
        return fields(name, node(name));
    }

    /** An object of any names with texts. */
    public Map<String, String> textMap(String name) {
        Map<String, String> map = new TreeMap<>();
        Fields entries = object(name);
        entries.object.fieldNames().forEachRemaining(key -> map.put(key, entries.text(key)));
        return map;
    }

    /** An object of any names with numbers. */
    public Map<String, Double> numberMap(String name) {
        Map<String, Double> map = new TreeMap<>();
        Fields entries = object(name);
        entries.object.fieldNames().forEachRemaining(key -> map.put(key, entries.number(key)));
        return map;
    }

    private Fields fields(String name, JsonNode node) {
        if (!(node instanceof ObjectNode child)) {
            throw bad(name, "is not an object");
        }
        return new Fields(what + ", " + name, child);
    }

    private <T> List<T> list(String name, Function<JsonNode, T> element) {
        if (!(node(name) instanceof ArrayNode array)) {
            throw bad(name, "is not a list");
        }
        List<T> elements = new ArrayList<>(array.size());
        array.forEach(node -> elements.add(element.apply(node)));
        return elements;
    }

    /**
     * Makes a value whose own checks may refuse it.
     *
     * @throws AnalysisException {@link TaskError#MALFORMED} with the reason
     */
    public <T> T checked(String name, java.util.function.Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw bad(name, "is refused: " + e.getMessage());
        }
    }

    /** The value, once all fields were asked for; refuses an object with others. */
    public <T> T done(T value) {
        object.fieldNames().forEachRemaining(name -> {
            if (!asked.contains(name)) {
                throw bad(name, "is not known here");
            }
        });
        return value;
    }
}
