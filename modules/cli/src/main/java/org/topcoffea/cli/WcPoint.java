package org.topcoffea.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.topcoffea.hist.EftHistogram;
import org.topcoffea.hist.Histogram;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A point in the space of Wilson coefficients as users write it: {@code ctG=1,ctW=-2}, or {@code sm}.
 *
 * @param values by name; all others are 0
 */
record WcPoint(Map<String, Double> values) {
    static final WcPoint SM = new WcPoint(Map.of());

    /** For people. */
    String label() {
        return values.isEmpty()
                ? "SM"
                : values.entrySet().stream()
                        .map(entry -> entry.getKey() + " = " + number(entry.getValue()))
                        .collect(Collectors.joining(", "));
    }

    /** The values of an EFT histogram at this point. */
    Histogram evaluate(EftHistogram histogram) {
        try {
            return histogram.evaluate(values);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("--at: " + e.getMessage());
        }
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /** Reads one from the command line. */
    static final class Converter implements ITypeConverter<WcPoint> {
        Converter() {}

        @Override
        public WcPoint convert(String text) {
            Map<String, Double> values = new LinkedHashMap<>();
            for (String part : text.split(",", -1)) {
                String item = part.strip();
                if (item.isEmpty() || item.equalsIgnoreCase("sm")) {
                    continue;
                }
                int equals = item.indexOf('=');
                if (equals < 1) {
                    throw wrong(text);
                }
                try {
                    values.put(item.substring(0, equals).strip(), Double.parseDouble(item.substring(equals + 1)));
                } catch (NumberFormatException e) {
                    throw wrong(text);
                }
            }
            return new WcPoint(values);
        }

        private static TypeConversionException wrong(String text) {
            return new TypeConversionException("'" + text + "' is not a point such as ctG=1,ctW=-2");
        }
    }
}
