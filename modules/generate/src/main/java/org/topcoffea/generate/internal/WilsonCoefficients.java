package org.topcoffea.generate.internal;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The Wilson coefficients of the dimension-six operators with top quarks, in the orders in which samples have them. */
final class WilsonCoefficients {
    private static final List<String> COMMON = List.of(
            "cpt", "ctp", "cptb", "cQlMi", "cQq81", "cQq11", "cQl3i", "ctq8", "ctlTi", "ctq1", "ctli", "cQq13", "cbW",
            "cpQM", "cpQ3", "ctei", "cQei", "ctW", "ctlSi", "cQq83", "ctZ", "ctG");
    private static final List<String> FOUR_TOP = List.of(
            "cpt", "ctp", "ctt1", "cptb", "ctG", "cQq11", "cQl3i", "ctlSi", "ctq8", "ctZ", "cQq83", "ctlTi", "ctq1",
            "cpQM", "cQq13", "cQt1", "cbW", "ctli", "cQt8", "ctei", "cQq81", "cQlMi", "cQQ1", "cpQ3", "cQei", "ctW");
    private static final List<String> FOUR_TOP_ONLY = List.of("ctt1", "cQt1", "cQt8", "cQQ1");
    private static final int LETTERS = 4;

    private WilsonCoefficients() {}

    /** The first of those that all samples share. */
    static List<String> common(int number) {
        return COMMON.subList(0, Math.min(number, COMMON.size()));
    }

    /** The same, and above 22 those with four top quarks, in the order of the four-top sample. */
    static List<String> fourTop(int number) {
        Set<String> chosen = new HashSet<>(common(number));
        chosen.addAll(FOUR_TOP_ONLY.subList(0, Math.max(0, number - COMMON.size())));
        return FOUR_TOP.stream().filter(chosen::contains).toList();
    }

    /**
     * How much one unit of a coefficient adds to an amplitude, relative to the Standard Model, and how fast that grows with energy.
     */
    static double strength(String name) {
        return switch (name) {
            case "ctG" -> 0.35;
            case "ctp" -> 0.07;
            case "cpQM", "cpt", "cpQ3" -> 0.06;
            case "ctZ", "ctW" -> 0.08;
            case "cptb", "cbW" -> 0.04;
            case "ctt1", "cQQ1" -> 0.35;
            case "cQt1", "cQt8" -> 0.25;
            default -> name.endsWith("i") ? 0.05 : 0.12;
        };
    }

    /** How fast the effect of a coefficient grows with the square of the energy: fastest for contact interactions. */
    static double growth(String name) {
        return switch (name) {
            case "ctp", "cpQM", "cpt", "cpQ3" -> 0.05;
            case "ctG", "ctZ", "ctW", "cptb", "cbW" -> 0.2;
            default -> 0.5;
        };
    }

    /** The names as integers, four letters in each; a continuation of a name begins with a hyphen. */
    static long[] encode(List<String> names) {
        return names.stream()
                .flatMap(name -> name.length() <= LETTERS
                        ? List.of(name).stream()
                        : List.of(name.substring(0, LETTERS), "-" + name.substring(LETTERS)).stream())
                .mapToLong(WilsonCoefficients::integer)
                .toArray();
    }

    private static long integer(String letters) {
        long value = 0;
        for (byte letter : letters.getBytes(StandardCharsets.US_ASCII)) {
            value = value << 8 | letter;
        }
        return value;
    }
}
