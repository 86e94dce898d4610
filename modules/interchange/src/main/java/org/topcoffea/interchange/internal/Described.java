package org.topcoffea.interchange.internal;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A JSON object of an archive together with what it describes, so that a missing key can be told.
 *
 * @param what what it describes, for messages
 * @param json its keys and values
 */
public record Described(String what, Map<String, Object> json) {
    /** Whether there is such a key. */
    public boolean has(String key) {
        return json.containsKey(key);
    }

    /** The value of a key as the given class. */
    public <T> T get(String key, Class<T> type) throws IOException {
        Object value = json.get(key);
        if (!type.isInstance(value)) {
            throw new IOException(what + " has " + (value == null ? "no '" + key + "'" : "the wrong '" + key + "'")
                    + ", where " + type.getSimpleName() + " belongs");
        }
        return type.cast(value);
    }

    /** The text of a key, or a default. */
    public String text(String key, String otherwise) {
        return json.get(key) instanceof String text ? text : otherwise;
    }

    /** Whether a key is true; false if it is missing. */
    public boolean flag(String key) {
        return Boolean.TRUE.equals(json.get(key));
    }

    /** The number of a key. */
    public double number(String key) throws IOException {
        return get(key, Number.class).doubleValue();
    }

    /** The whole number of a key. */
    public int integer(String key) throws IOException {
        double number = number(key);
        if (number != (int) number) {
            throw new IOException(what + " has " + number + " as '" + key + "', where a whole number belongs");
        }
        return (int) number;
    }

    /** The object of a key; empty if it is missing. */
    @SuppressWarnings("unchecked") // Json reads only maps with text keys
    public Described child(String key) {
        Object value = json.get(key);
        return new Described(what + "." + key, value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of());
    }

    /** The objects of a list. */
    @SuppressWarnings("unchecked") // Json reads only maps with text keys
    public List<Described> children(String key) throws IOException {
        List<Object> list = get(key, List.class);
        for (Object element : list) {
            if (!(element instanceof Map)) {
                throw new IOException(what + " has a '" + key + "' that is no object");
            }
        }
        return list.stream()
                .map(element -> new Described(what + "." + key, (Map<String, Object>) element))
                .toList();
    }
}
