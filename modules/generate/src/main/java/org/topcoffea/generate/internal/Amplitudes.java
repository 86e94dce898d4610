package org.topcoffea.generate.internal;

import java.util.Arrays;
import java.util.List;

/**
 * Event weights as quadratic forms in Wilson coefficients, from amplitudes that are linear in them: w(c) = Σₚ |aₚ₀ + Σᵢ aₚᵢ cᵢ|². Each square
 * is enlarged by a thousandth, so that rounding to single precision cannot make the weight of any point negative.
 */
final class Amplitudes {
    private static final int AMPLITUDES = 4;
    private static final double MARGIN = 1e-3;
    private static final double REFERENCE_ENERGY = 400;

    private final int size;
    private final double[] strength;
    private final double[] growth;
    private final double[][] direction;
    private final double[] amplitude;
    private final double[] standard = new double[AMPLITUDES];
    private final double[] sums;
    private final float[] coefficients;

    /** The model of one sample. */
    Amplitudes(List<String> names, Dice dice) {
        size = names.size() + 1;
        strength = new double[size];
        growth = new double[size];
        direction = new double[AMPLITUDES][size];
        for (int i = 1; i < size; i++) {
            strength[i] = WilsonCoefficients.strength(names.get(i - 1)) * dice.uniform(0.5, 1.5);
            growth[i] = WilsonCoefficients.growth(names.get(i - 1));
        }
        for (double[] part : direction) {
            for (int i = 0; i < size; i++) {
                part[i] = dice.gauss();
            }
        }
        amplitude = new double[size];
        sums = new double[size * (size + 1) / 2];
        coefficients = new float[sums.length];
    }

    /** The coefficients of the last event, row by row of the lower triangle. */
    float[] coefficients() {
        return coefficients;
    }

    /**
     * Makes the coefficients of an event.
     *
     * @param weight the Standard Model weight of the event
     * @param energy the scale of its hard process in GeV
     */
    void fill(Dice dice, double weight, double energy) {
        double growing = energy / REFERENCE_ENERGY * (energy / REFERENCE_ENERGY);
        double norm = 0;
        for (int p = 0; p < AMPLITUDES; p++) {
            standard[p] = direction[p][0] + 0.7 * dice.gauss();
            norm += standard[p] * standard[p];
        }
        double scale = Math.sqrt(weight / norm);
        double size0 = Math.sqrt(weight / AMPLITUDES);
        Arrays.fill(sums, 0);
        for (int p = 0; p < AMPLITUDES; p++) {
            amplitude[0] = standard[p] * scale;
            for (int i = 1; i < size; i++) {
                double part = strength[i] * (1 + growth[i] * growing);
                amplitude[i] = part * size0 * (direction[p][i] + 0.5 * dice.gauss());
            }
            addSquare();
        }
        for (int k = 0; k < sums.length; k++) {
            coefficients[k] = (float) sums[k];
        }
    }

    private void addSquare() {
        int k = 0;
        for (int i = 0; i < size; i++) {
            double twice = 2 * amplitude[i];
            for (int j = 0; j < i; j++) {
                sums[k] += twice * amplitude[j];
                k++;
            }
            sums[k] += (1 + MARGIN) * amplitude[i] * amplitude[i];
            k++;
        }
    }
}
