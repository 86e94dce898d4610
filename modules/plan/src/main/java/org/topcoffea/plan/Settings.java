package org.topcoffea.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.topcoffea.spi.Parameter;

/**
 * The effective values of all options: those of the command line over those of an options file over defaults, all checked
 * by the same rules. An option whose default is empty may be without a value.
 */
public final class Settings {
    /** The origin of a value that nobody gave. */
    public static final String DEFAULT = "default";

    /**
     * The value of one option.
     *
     * @param option the option
     * @param values one text, or the elements of a list; empty when there is no value
     * @param origin where it was given: {@code options.yml:3}, {@code --chunksize} or {@link #DEFAULT}
     */
    public record Setting(Parameter option, List<String> values, String origin) {
        /** Copies the list. */
        public Setting {
            values = List.copyOf(values);
        }

        /** The value as one text, elements separated by commas. */
        public String text() {
            return String.join(",", values);
        }
    }

    private final Map<String, Setting> settings = new LinkedHashMap<>();

    private Settings() {}

    /**
     * Puts the values together.
     *
     * @param options all options that exist: {@link RunOption#parameters()} and the parameters of the processor
     * @param file the values of an {@linkplain OptionsFile options file}, or none
     * @param commandLine the values that were written on the command line, by option name, and only these
     * @throws PlanException with all unknown names and unsuitable values, one line each
     */
    public static Settings of(List<Parameter> options, Map<String, Given> file, Map<String, Given> commandLine) {
        Settings result = new Settings();
        Problems problems = new Problems();
        Map<String, Parameter> known = new LinkedHashMap<>();
        for (Parameter option : options) {
            known.put(canonical(option.name()), option);
            List<String> values = option.defaultValue().isEmpty() ? List.of() : split(option, option.defaultValue());
            result.settings.put(canonical(option.name()), new Setting(option, values, DEFAULT));
        }
        for (Map<String, Given> layer : List.of(file, commandLine)) {
            layer.forEach((name, given) -> result.set(known, name, given, problems));
        }
        problems.throwIfAny();
        return result;
    }

    /**
     * The one spelling of an option's name that values are stored under: with hyphens instead of underscores, without
     * leading hyphens; the older name {@code jsonFiles} is {@code files}.
     */
    public static String canonical(String name) {
        String plain = name.replaceFirst("^--?", "").replace('_', '-');
        return plain.equals("jsonFiles") ? RunOption.FILES.parameter().name() : plain;
    }

    private void set(Map<String, Parameter> known, String name, Given given, Problems problems) {
        Parameter option = known.get(canonical(name));
        if (option == null) {
            String names = String.join(
                    ", ", known.values().stream().map(Parameter::name).sorted().toList());
            String hint = Suggestions.hint(name, known.keySet());
            problems.add(
                    PlanError.UNKNOWN_OPTION,
                    given.origin() + ": unknown option '" + name + "'"
                            + (hint.isEmpty() ? "; there are " + names : hint));
            return;
        }
        List<String> values = new ArrayList<>();
        given.values().forEach(value -> values.addAll(split(option, value)));
        if (option.type() != Parameter.Type.LIST && values.size() != 1) {
            problems.add(
                    PlanError.BAD_OPTION_VALUE,
                    given.origin() + ": option '" + option.name() + "' takes one value, not " + values.size());
            return;
        }
        List<String> checked = new ArrayList<>();
        for (String value : values) {
            checked.add(convert(option, value, given.origin(), problems));
        }
        settings.put(canonical(name), new Setting(option, checked, given.origin()));
    }

    /** Commas separate the elements of lists, except of input files: these have rules of their own. */
    private static List<String> split(Parameter option, String value) {
        boolean list = option.type() == Parameter.Type.LIST && !option.equals(RunOption.FILES.parameter());
        if (!list) {
            return List.of(value);
        }
        List<String> elements = new ArrayList<>();
        for (String element : value.split(",", -1)) {
            if (!element.isBlank()) {
                elements.add(element.strip());
            }
        }
        return elements;
    }

    private static String convert(Parameter option, String value, String origin, Problems problems) {
        String plain = value.strip();
        try {
            return switch (option.type()) {
                case FLAG -> truth(plain);
                case INTEGER -> Long.toString(Long.parseLong(plain.replaceAll("(?<=\\d)_(?=\\d)", "")));
                case NUMBER -> Double.toString(Double.parseDouble(plain));
                case TEXT, LIST -> value;
            };
        } catch (IllegalArgumentException e) {
            String expected = switch (option.type()) {
                case FLAG -> "true or false";
                case INTEGER -> "a whole number";
                default -> "a number";
            };
            problems.add(
                    PlanError.BAD_OPTION_VALUE,
                    origin + ": option '" + option.name() + "' must be " + expected + ", not '" + value + "'");
            return value;
        }
    }

    private static String truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> "true";
            case "false", "no", "off" -> "false";
            default -> throw new IllegalArgumentException(text);
        };
    }

    /** All values by canonical name, in the order of declaration: what is echoed and kept with the output. */
    public Map<String, Setting> asMap() {
        return new LinkedHashMap<>(settings);
    }

    /** The value of one option. */
    public Setting setting(String name) {
        Setting setting = settings.get(canonical(name));
        return Objects.requireNonNull(setting, () -> "no option '" + name + "' was declared");
    }

    /** Whether the user gave a value. */
    public boolean isGiven(String name) {
        return !setting(name).origin().equals(DEFAULT);
    }

    /** The value of a flag. */
    public boolean flag(String name) {
        return setting(name).text().equals("true");
    }

    /** The value of a text; empty when there is none. */
    public String text(String name) {
        return setting(name).text();
    }

    /** The elements of a list; empty when there are none. */
    public List<String> list(String name) {
        return setting(name).values();
    }

    /** The value of a whole number, if there is one. */
    public OptionalLong integer(String name) {
        String text = setting(name).text();
        return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
    }

    /**
     * The values that the user gave to the parameters of a processor, as {@link org.topcoffea.spi.Parameters} takes them.
     */
    public Map<String, String> givenTo(List<Parameter> parameters) {
        Map<String, String> given = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            if (isGiven(parameter.name())) {
                given.put(parameter.name(), setting(parameter.name()).text());
            }
        }
        return given;
    }
}
