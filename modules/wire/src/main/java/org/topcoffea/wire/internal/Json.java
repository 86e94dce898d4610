package org.topcoffea.wire.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.wire.WireError;

/** Reads JSON as Work Queue programs write it: backslashes before any character, control characters in strings. */
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(50)
                            .maxStringLength(1 << 20)
                            .maxNameLength(1000)
                            .build())
                    .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
                    .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build())
            .build();
    private static final TypeReference<LinkedHashMap<String, Object>> FIELDS = new TypeReference<>() {};

    private Json() {}

    /** The fields of one object; those that are null are left out. */
    public static Map<String, Object> object(String json) {
        return fields(read(json, "object"));
    }

    /** The objects of one array. */
    public static List<Map<String, Object>> objects(String json) {
        JsonNode array = read(json, "array");
        if (!array.isArray()) {
            throw new AnalysisException(WireError.PROTOCOL, "no JSON array: " + Texts.shortened(json));
        }
        List<Map<String, Object>> objects = new ArrayList<>();
        for (JsonNode element : array) {
            if (element.isObject()) {
                objects.add(fields(element));
            }
        }
        return objects;
    }

    private static JsonNode read(String json, String what) {
        try {
            JsonNode node = MAPPER.readTree(json);
            if (node == null) {
                throw new AnalysisException(WireError.PROTOCOL, "no JSON " + what + ": nothing at all");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new AnalysisException(
                    WireError.PROTOCOL,
                    "no JSON " + what + " (" + e.getOriginalMessage() + "): " + Texts.shortened(json),
                    e);
        }
    }

    private static Map<String, Object> fields(JsonNode node) {
        if (!node.isObject()) {
            throw new AnalysisException(WireError.PROTOCOL, "no JSON object: " + Texts.shortened(node.toString()));
        }
        Map<String, Object> fields = MAPPER.convertValue(node, FIELDS);
        fields.values().removeIf(value -> value == null);
        return fields;
    }
}
