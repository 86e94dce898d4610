package org.topcoffea.spi;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The relative weights {@code PSWeight} and {@code LHEScaleWeight} of a range of simulated NanoAOD events, by the name
 * of the variation.
 *
 * <p>Which element belongs to which variation is written in the column's title, in the dialect of the generator
 * ({@code [0] is ISR=0.5 FSR=1; …}, {@code muR=0.50000E+00 muF=…}, {@code renscfact=0.5d0 facscfact=1d0},
 * {@code MUF="1.0" MUR="0.5"}). Where the title names none, four shower weights and eight or nine scale weights are taken
 * to be in their usual order. A file without the column, and events with fewer elements (some files hold a single
 * "dummy" 1), have factor 1.
 */
public final class GeneratorWeights {
    private static final Pattern ENTRY = Pattern.compile("\\[(\\d{1,4})] is ([^;\\[]*)");
    private static final String NUMBER = "=\\s*\"?([0-9.]+(?:[ed][+-]?[0-9]+)?)\"?";
    private static final Pattern INITIAL = Pattern.compile("\\bisr" + NUMBER);
    private static final Pattern FINAL = Pattern.compile("\\bfsr" + NUMBER);
    private static final Pattern RENORMALISATION = Pattern.compile("\\b(?:renscfact|mur)" + NUMBER);
    private static final Pattern FACTORISATION = Pattern.compile("\\b(?:facscfact|muf)" + NUMBER);

    private final @Nullable Weights shower;
    private final @Nullable Weights scale;

    private GeneratorWeights(@Nullable Weights shower, @Nullable Weights scale) {
        this.shower = shower;
        this.scale = scale;
    }

    /**
     * Reads both columns.
     *
     * @throws AnalysisException {@link UserError#BAD_SAMPLE} if a title names some variations but not all of them
     */
    public static GeneratorWeights of(Events events) {
        return new GeneratorWeights(weights(events, "PSWeight", true), weights(events, "LHEScaleWeight", false));
    }

    private static @Nullable Weights weights(Events events, String column, boolean ofShower) {
        if (!events.has(column)) {
            return null;
        }
        Map<WeightVariation, Integer> named = named(events.column(column).title(), ofShower);
        int[] indices = new int[WeightVariation.values().length];
        for (WeightVariation variation : WeightVariation.values()) {
            if (!named.isEmpty() && variation.ofShower() == ofShower && !named.containsKey(variation)) {
                throw new AnalysisException(
                        UserError.BAD_SAMPLE,
                        "the title of " + column + " in " + events.file() + " names " + named.keySet() + " but not "
                                + variation + ": '" + events.column(column).title() + "'");
            }
            indices[variation.ordinal()] = named.getOrDefault(variation, -1);
        }
        return new Weights(events.floats(column), events.offsets(column), named.isEmpty() ? null : indices);
    }

    /** The elements that a title names; of several for one variation the first. */
    static Map<WeightVariation, Integer> named(String title, boolean ofShower) {
        Map<WeightVariation, Integer> named = new EnumMap<>(WeightVariation.class);
        Matcher entry = ENTRY.matcher(title);
        while (entry.find()) {
            String text = entry.group(2).toLowerCase(Locale.ROOT);
            double one = number(ofShower ? INITIAL : RENORMALISATION, text);
            double other = number(ofShower ? FINAL : FACTORISATION, text);
            for (WeightVariation variation : WeightVariation.values()) {
                if (variation.ofShower() == ofShower && variation.matches(one, other)) {
                    named.putIfAbsent(variation, Integer.parseInt(entry.group(1)));
                }
            }
        }
        return named;
    }

    private static double number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(matcher.group(1).replace('d', 'e'));
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /**
     * The weight of a variation relative to the nominal one.
     *
     * @param variation the variation
     * @param event the number of the event in the range
     */
    public double factor(WeightVariation variation, int event) {
        Weights weights = variation.ofShower() ? shower : scale;
        return weights == null ? 1 : weights.factor(variation, event);
    }

    /** One column, with the elements that its title names, if it names any. */
    private static final class Weights {
        private final float[] values;
        private final int[] offsets;
        private final int @Nullable [] indices;

        Weights(float[] values, int[] offsets, int @Nullable [] indices) {
            this.values = values;
            this.offsets = offsets;
            this.indices = indices;
        }

        double factor(WeightVariation variation, int event) {
            int count = offsets[event + 1] - offsets[event];
            int index = indices == null ? variation.usualIndex(count) : indices[variation.ordinal()];
            return index >= 0 && index < count ? values[offsets[event] + index] : 1;
        }
    }
}
