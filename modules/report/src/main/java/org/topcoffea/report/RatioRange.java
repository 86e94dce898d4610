package org.topcoffea.report;

import java.util.List;

/** The vertical scale of the panel of ratios: as narrow as the ratios allow, but never narrower than a tenth around one. */
final class RatioRange {
    private static final double[] HALF_WIDTHS = {0.1, 0.2, 0.5, 1};
    private static final List<Double> ABOVE = List.of(2.5, 3.0, 4.0, 5.0, 7.0, 10.0);
    // One ratio in twenty may lie outside, where it is marked by an arrow.
    private static final double INSIDE = 0.95;

    private RatioRange() {}

    static Scale of(Plot plot) {
        Series reference = plot.reference().orElseThrow();
        double[] ratios = plot.layers().stream()
                .flatMapToDouble(layer -> Ratio.of(layer, reference).stream()
                        .flatMapToDouble(ratio -> ratio.values().stream().mapToDouble(Ratio.Value::value)))
                .sorted()
                .toArray();
        for (double half : HALF_WIDTHS) {
            if (inside(ratios, 1 - half, 1 + half)) {
                return new Scale.Linear(1 - half * 1.08, 1 + half * 1.08);
            }
        }
        for (double high : ABOVE) {
            if (inside(ratios, 0, high)) {
                return new Scale.Linear(0, high * 1.04);
            }
        }
        return new Scale.Linear(0, ABOVE.getLast() * 1.04);
    }

    private static boolean inside(double[] ratios, double low, double high) {
        long count = java.util.Arrays.stream(ratios)
                .filter(r -> r >= low && r <= high)
                .count();
        return count >= ratios.length * INSIDE;
    }
}
