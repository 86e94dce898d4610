package org.topcoffea.task.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.task.TaskError;

/** Bytes to JSON trees and back. What comes from outside has limits: 64 MB, texts of 16 MB, twelve levels. */
public final class Json {
    private static final int MAXIMUM_BYTES = 64 << 20;
    private static final int MAXIMUM_TEXT = 16 << 20;
    private static final int MAXIMUM_DEPTH = 12;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAXIMUM_DEPTH)
                            .maxStringLength(MAXIMUM_TEXT)
                            .maxDocumentLength(MAXIMUM_BYTES)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** An empty object; its keys stay in the order in which they are put. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** The bytes of a tree, without blanks; equal trees give equal bytes. */
    public static byte[] bytes(JsonNode tree) {
        try {
            return MAPPER.writeValueAsBytes(tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes of a tree, indented for people. */
    static byte[] indented(JsonNode tree) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads an object.
     *
     * @param what names the thing in error messages
     * @param bytes UTF-8
     * @throws AnalysisException {@link TaskError#MALFORMED} if it is not one JSON object within the limits
     */
    public static Fields parse(String what, byte[] bytes) {
        if (bytes.length > MAXIMUM_BYTES) {
            throw new AnalysisException(TaskError.MALFORMED, what + " has " + bytes.length + " bytes, too many");
        }
        try {
            // Text first: the parser would guess UTF-16 and UTF-32 from zero bytes.
            JsonNode tree = MAPPER.readTree(new String(bytes, StandardCharsets.UTF_8));
            if (!(tree instanceof ObjectNode object)) {
                throw new AnalysisException(TaskError.MALFORMED, what + " is not a JSON object");
            }
            return new Fields(what, object);
        } catch (IOException e) {
            String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new AnalysisException(TaskError.MALFORMED, what + " is not JSON: " + message, e);
        }
    }
}
