package org.topcoffea.generate.internal;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The weights of one event after another, and their sums. */
final class WeightSums {
    static final String PARTON_SHOWER_TITLE =
            "PS weights (w_var / w_nominal); [0] is ISR=0.5 FSR=1; [1] is ISR=1 FSR=0.5; "
                    + "[2] is ISR=2 FSR=1; [3] is ISR=1 FSR=2";
    static final String SCALE_TITLE = "LHE scale variation weights (w_var / w_nominal); "
            + "[0] is renscfact=0.5d0 facscfact=0.5d0 ; [1] is renscfact=0.5d0 facscfact=1d0 ; "
            + "[2] is renscfact=0.5d0 facscfact=2d0 ; [3] is renscfact=1d0 facscfact=0.5d0 ; "
            + "[4] is renscfact=1d0 facscfact=1d0 ; [5] is renscfact=1d0 facscfact=2d0 ; "
            + "[6] is renscfact=2d0 facscfact=0.5d0 ; [7] is renscfact=2d0 facscfact=1d0 ; "
            + "[8] is renscfact=2d0 facscfact=2d0";

    private static final int BITS = 14;
    private static final double[] SHOWER = {1.035, 1.002, 0.959, 0.9995};
    private static final double[] SHOWER_WIDTH = {0.06, 0.03, 0.05, 0.03};
    private static final List<String> SHOWER_NAMES = List.of("ISRDown", "FSRDown", "ISRUp", "FSRUp");
    private static final Map<Integer, String> SCALE_NAMES =
            Map.of(0, "renormfactDown", 1, "renormDown", 3, "factDown", 5, "factUp", 7, "renormUp", 8, "renormfactUp");

    final float[] shower = new float[4];
    final float[] scale = new float[9];
    private final double[] renormalisation = {1, 1, 1};
    private final double[] factorisation = {1, 1, 1};
    private final double[] showerSums = new double[4];
    private final double[] scaleSums = new double[9];
    private double sum;
    private long events;

    /** Makes the variations of an event, relative to its weight. */
    void vary(Dice dice) {
        for (int i = 0; i < shower.length; i++) {
            shower[i] = Precision.round(Math.max(0.1, dice.gauss(SHOWER[i], SHOWER_WIDTH[i])), BITS);
        }
        renormalisation[0] = dice.gauss(1.194, 0.04);
        renormalisation[2] = dice.gauss(0.852, 0.03);
        factorisation[0] = dice.gauss(1.087, 0.05);
        factorisation[2] = dice.gauss(0.927, 0.04);
        for (int i = 0; i < scale.length; i++) {
            scale[i] = Precision.round(renormalisation[i / 3] * factorisation[i % 3], BITS);
        }
    }

    /** Counts an event with its nominal weight and its last variations. */
    void add(double weight) {
        events++;
        sum += weight;
        for (int i = 0; i < shower.length; i++) {
            showerSums[i] += weight * shower[i];
        }
        for (int i = 0; i < scale.length; i++) {
            scaleSums[i] += weight * scale[i];
        }
    }

    /** Counts a recorded event. */
    void addRecorded() {
        events++;
        sum++;
    }

    /** Adds the sums of another file. */
    void add(WeightSums other) {
        events += other.events;
        sum += other.sum;
        for (int i = 0; i < showerSums.length; i++) {
            showerSums[i] += other.showerSums[i];
        }
        for (int i = 0; i < scaleSums.length; i++) {
            scaleSums[i] += other.scaleSums[i];
        }
    }

    long events() {
        return events;
    }

    double sum() {
        return sum;
    }

    /** The sums of varied weights by the names of the variations. */
    Map<String, Double> variations() {
        Map<String, Double> sums = new TreeMap<>();
        for (int i = 0; i < showerSums.length; i++) {
            sums.put(SHOWER_NAMES.get(i), showerSums[i]);
        }
        SCALE_NAMES.forEach((i, name) -> sums.put(name, scaleSums[i]));
        return sums;
    }
}
