package org.topcoffea.plan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a file of options: one flat mapping from names to scalars or lists of scalars, in YAML, or in JSON if its name
 * ends in {@code .json}. Names may be written with hyphens or underscores. An option without a value (null) is not given.
 */
public final class OptionsFile {
    private OptionsFile() {}

    /**
     * Reads a file.
     *
     * @param file the file
     * @return the values by canonical {@linkplain Settings#canonical name}, in the order of the file
     * @throws PlanException {@link PlanError#NO_SUCH_INPUT} or {@link PlanError#BAD_OPTIONS_FILE}
     */
    public static Map<String, Given> read(Path file) {
        Problems problems = new Problems();
        String shown = file.toString();
        Optional<String> text = TextFile.read(file, shown, PlanError.BAD_OPTIONS_FILE, problems);
        problems.throwIfAny();
        boolean json = shown.toLowerCase(Locale.ROOT).endsWith(".json");
        Map<String, Given> values = new LinkedHashMap<>();
        JsonFactory factory = json ? new JsonFactory() : new YAMLFactory();
        try (JsonParser parser = factory.createParser(text.orElse(""))) {
            mapping(parser, shown, values, problems);
        } catch (JsonProcessingException e) {
            problems.add(
                    PlanError.BAD_OPTIONS_FILE,
                    SampleFile.syntaxError(e, new Location(shown, 0), json ? "JSON" : "YAML"));
        } catch (IOException e) {
            problems.add(PlanError.BAD_OPTIONS_FILE, shown + ": cannot be read: " + e.getMessage());
        }
        problems.throwIfAny();
        return values;
    }

    private static void mapping(JsonParser parser, String file, Map<String, Given> values, Problems problems)
            throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            return;
        }
        if (first != JsonToken.START_OBJECT) {
            problems.add(PlanError.BAD_OPTIONS_FILE, file + ": must be one mapping of option names to values");
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String written = parser.currentName();
            Location location = new Location(file, parser.currentTokenLocation().getLineNr());
            Optional<List<String>> texts = value(parser, written, location, problems);
            if (texts.isPresent()
                    && values.put(Settings.canonical(written), new Given(texts.get(), location.toString())) != null) {
                problems.add(PlanError.BAD_OPTIONS_FILE, location + ": option '" + written + "' appears twice");
            }
        }
        if (parser.nextToken() != null) {
            Location end = new Location(file, parser.currentTokenLocation().getLineNr());
            problems.add(PlanError.BAD_OPTIONS_FILE, end + ": more text behind the end of the mapping");
        }
    }

    private static Optional<List<String>> value(JsonParser parser, String name, Location location, Problems problems)
            throws IOException {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.VALUE_NULL) {
            return Optional.empty();
        }
        if (token.isScalarValue()) {
            return Optional.of(List.of(parser.getText()));
        }
        List<String> elements = new ArrayList<>();
        if (token == JsonToken.START_ARRAY) {
            JsonToken element = parser.nextToken();
            for (; element.isScalarValue() && element != JsonToken.VALUE_NULL; element = parser.nextToken()) {
                elements.add(parser.getText());
            }
            if (element == JsonToken.END_ARRAY) {
                return Optional.of(elements);
            }
            leaveArray(parser);
        } else {
            parser.skipChildren();
        }
        problems.add(
                PlanError.BAD_OPTIONS_FILE,
                location + ": option '" + name + "' must be a single value or a list of single values");
        return Optional.empty();
    }

    /** Leaves an array whose element has just begun. */
    private static void leaveArray(JsonParser parser) throws IOException {
        parser.skipChildren();
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token == JsonToken.END_ARRAY) {
                return;
            }
            parser.skipChildren();
        }
    }
}
