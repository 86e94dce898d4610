package org.topcoffea.plan;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.topcoffea.spi.Sample;

/** Reads the JSON file of one sample. */
final class SampleFile {
    private static final String SUM_PREFIX = "nSumOfWeights_";
    // NaN is what Python writes; it is let through here to be refused with the name of its key.
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    /**
     * What a sample file holds.
     *
     * @param sample what is known of the sample
     * @param files the names of its event files, without prefix
     * @param treeName the tree it names, or empty
     */
    record Content(Sample sample, List<String> files, String treeName) {}

    private SampleFile() {}

    /**
     * Reads a sample file, or reports everything that is wrong with it.
     *
     * @param path the file
     * @param shown how messages name it
     * @param name the name of the sample
     */
    static Optional<Content> read(Path path, String shown, String name, Problems problems) {
        int before = problems.count();
        Optional<String> text = TextFile.read(path, shown, PlanError.BAD_SAMPLE_FILE, problems);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<Map<String, SampleKeys.Field>> fields = parse(text.get(), shown, problems);
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        Content content = content(new SampleKeys(shown, fields.get(), problems), name);
        return problems.count() == before ? Optional.of(content) : Optional.empty();
    }

    private static Optional<Map<String, SampleKeys.Field>> parse(String text, String shown, Problems problems) {
        Map<String, SampleKeys.Field> fields = new LinkedHashMap<>();
        Location here = new Location(shown, 0);
        try (JsonParser parser = MAPPER.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                String found = text.isBlank() ? "it is empty" : "it begins otherwise";
                problems.add(PlanError.BAD_SAMPLE_FILE, shown + ": must hold one JSON object {…}, but " + found);
                return Optional.empty();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                here = new Location(shown, parser.currentTokenLocation().getLineNr());
                parser.nextToken();
                JsonNode value = MAPPER.readTree(parser);
                if (fields.put(key, new SampleKeys.Field(value, here)) != null) {
                    problems.add(PlanError.BAD_SAMPLE_FILE, here + ": key '" + key + "' appears twice");
                }
            }
            if (parser.nextToken() != null) {
                JsonLocation end = parser.currentTokenLocation();
                here = new Location(shown, end.getLineNr(), end.getColumnNr());
                problems.add(PlanError.BAD_SAMPLE_FILE, here + ": more text behind the end of the JSON object");
            }
            return Optional.of(fields);
        } catch (JsonProcessingException e) {
            problems.add(PlanError.BAD_SAMPLE_FILE, syntaxError(e, here, "JSON"));
        } catch (IOException e) {
            problems.add(PlanError.BAD_SAMPLE_FILE, here + ": cannot be read: " + e.getMessage());
        }
        return Optional.empty();
    }

    /** One line for a syntax error: the place, and the first sentence of the parser's words. */
    static String syntaxError(JsonProcessingException error, Location lastKey, String language) {
        JsonLocation location = error.getLocation();
        String words = error.getOriginalMessage().lines().findFirst().orElse("syntax error");
        int marker = words.indexOf(" (start marker");
        Location where =
                location == null ? lastKey : new Location(lastKey.file(), location.getLineNr(), location.getColumnNr());
        return where + ": is not valid " + language + ": " + (marker < 0 ? words : words.substring(0, marker));
    }

    private static Content content(SampleKeys keys, String name) {
        double crossSection = keys.number("xsec");
        String year = keys.year("year");
        String process = keys.text("histAxisName");
        List<String> wcNames = keys.names("WCnames");
        List<String> files = keys.names("files");
        if (files.isEmpty() && keys.has("files")) {
            keys.report("files", "is empty; name at least one event file");
        }
        long events = keys.count("nEvents");
        double sumOfWeights = keys.number("nSumOfWeights");
        boolean isData = keys.flag("isData");
        String path = keys.optionalText("path");
        String treeName = keys.optionalText("treeName");
        if (keys.has("post_mortem") && keys.flag("post_mortem")) {
            keys.names("PMWCnames");
        }
        Sample sample = new Sample(
                name,
                process,
                year,
                isData,
                crossSection,
                sumOfWeights,
                sums(keys),
                wcNames,
                events,
                path,
                metadata(keys));
        return new Content(sample, files, treeName);
    }

    private static Map<String, Double> sums(SampleKeys keys) {
        Map<String, Double> sums = new LinkedHashMap<>();
        for (String key : keys.all()) {
            if (key.startsWith(SUM_PREFIX)) {
                sums.put(key.substring(SUM_PREFIX.length()), keys.number(key));
            }
        }
        return sums;
    }

    /** Everything that has no place of its own: scalars as they are written, lists of names joined by commas. */
    private static Map<String, String> metadata(SampleKeys keys) {
        Map<String, String> metadata = new LinkedHashMap<>();
        List<String> own = new ArrayList<>(SampleKeys.REQUIRED);
        own.add("path");
        for (String key : keys.all()) {
            if (!own.contains(key) && !key.startsWith(SUM_PREFIX)) {
                keys.asText(key).ifPresent(text -> metadata.put(key, text));
            }
        }
        return metadata;
    }
}
