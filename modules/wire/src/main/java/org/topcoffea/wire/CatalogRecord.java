package org.topcoffea.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.wire.internal.Json;

/**
 * One JSON object of a catalog or a status answer. Reading is lenient: a field that is absent or of another type counts as not
 * given, and numbers may stand in strings.
 */
public final class CatalogRecord {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private final Map<String, Object> fields;

    private CatalogRecord(Map<String, Object> fields) {
        this.fields = fields;
    }

    /**
     * Makes a record.
     *
     * @param fields strings, numbers, booleans, lists and maps of these
     */
    public static CatalogRecord of(Map<String, ?> fields) {
        return new CatalogRecord(Collections.unmodifiableMap(new LinkedHashMap<>(fields)));
    }

    /**
     * Reads one object.
     *
     * @throws AnalysisException {@link WireError#PROTOCOL} when it is none
     */
    public static CatalogRecord parse(String json) {
        return of(Json.object(json));
    }

    /**
     * Reads an array of objects; elements that are no objects are left out.
     *
     * @throws AnalysisException {@link WireError#PROTOCOL} when it is no array
     */
    public static List<CatalogRecord> parseList(String json) {
        return Json.objects(json).stream().map(CatalogRecord::of).toList();
    }

    /** All fields. */
    public Map<String, Object> fields() {
        return fields;
    }

    /** A text, or a number or boolean as text; the alternative when it is not given. */
    public String text(String field, String otherwise) {
        Object value = fields.get(field);
        return value instanceof String || value instanceof Number || value instanceof Boolean
                ? value.toString()
                : otherwise;
    }

    /** A number; the alternative when it is not given. */
    public double real(String field, double otherwise) {
        Object value = fields.get(field);
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        try {
            return value instanceof String text ? Double.parseDouble(text) : otherwise;
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** A whole number, fractions cut off; the alternative when it is not given. */
    public long number(String field, long otherwise) {
        Object value = fields.get(field);
        if (value instanceof Long || value instanceof Integer) {
            return ((Number) value).longValue();
        }
        double real = real(field, Double.NaN);
        return Double.isNaN(real) ? otherwise : (long) real;
    }

    /** A boolean; numbers other than 0 are true, and what is not given is false. */
    public boolean flag(String field) {
        Object value = fields.get(field);
        return value instanceof Boolean flag ? flag : number(field, 0) != 0 || "true".equals(value);
    }

    /** A list; empty when it is not given. */
    public List<?> list(String field) {
        return fields.get(field) instanceof List<?> list ? list : List.of();
    }

    /** The objects of a list; empty when it is not given. */
    public List<CatalogRecord> records(String field) {
        return list(field).stream()
                .filter(Map.class::isInstance)
                .map(CatalogRecord::object)
                .toList();
    }

    private static CatalogRecord object(Object value) {
        return of(((Map<?, ?>) value)
                .entrySet().stream()
                        .collect(Collectors.toMap(entry -> entry.getKey().toString(), Map.Entry::getValue)));
    }

    /** A copy with one field set. */
    public CatalogRecord with(String field, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(fields);
        changed.put(field, value);
        return of(changed);
    }

    /** The record as one line of JSON. */
    public String json() {
        try {
            return MAPPER.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a catalog record holds strings, numbers, booleans, lists and maps", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CatalogRecord record && record.fields.equals(fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return new TreeMap<>(fields).toString();
    }
}
