package org.topcoffea.hist.internal;

import org.topcoffea.hist.WilsonCoefficients;

/**
 * The square of a quadratic form as a quartic form. The places of the products are tables made by loops over the factors;
 * the result is kept in one array, so that an instance serves one thread.
 */
public final class SquaredForm {
    private final int quadraticTerms;
    private final int[] place;
    private final double[] square;

    /** Makes the tables for n coefficients. */
    public SquaredForm(int n) {
        quadraticTerms = WilsonCoefficients.quadraticTerms(n);
        int pairs = Math.toIntExact((long) quadraticTerms * (quadraticTerms + 1) / 2);
        place = new int[pairs];
        square = new double[WilsonCoefficients.quarticTerms(n)];
        int[] high = new int[quadraticTerms];
        int[] low = new int[quadraticTerms];
        int term = 0;
        for (int i = 0; i <= n; i++) {
            for (int j = 0; j <= i; j++) {
                high[term] = i;
                low[term++] = j;
            }
        }
        int pair = 0;
        for (int a = 0; a < quadraticTerms; a++) {
            for (int b = 0; b <= a; b++) {
                place[pair++] = place(high[a], low[a], high[b], low[b]);
            }
        }
    }

    /** The index of a product of two terms, given i ≥ j and k ≥ l: merges the two sorted pairs. */
    private static int place(int i, int j, int k, int l) {
        int first = Math.max(i, k);
        int last = Math.min(j, l);
        int third = Math.min(i, k);
        int second = Math.max(third, Math.max(j, l));
        return WilsonCoefficients.quarticIndex(first, second, i + j + k + l - first - second - last, last);
    }

    /** The number of terms of the quartic form. */
    public int terms() {
        return square.length;
    }

    /** The square of the form with the given coefficients; valid until the next call. */
    public double[] of(double[] q, int offset) {
        java.util.Arrays.fill(square, 0);
        int pair = 0;
        for (int a = 0; a < quadraticTerms; a++) {
            double twice = 2 * q[offset + a];
            for (int b = 0; b < a; b++) {
                square[place[pair++]] += twice * q[offset + b];
            }
            square[place[pair++]] += q[offset + a] * q[offset + a];
        }
        return square;
    }

    /** The square of the form with the given coefficients; valid until the next call. */
    public double[] of(float[] q, int offset) {
        java.util.Arrays.fill(square, 0);
        int pair = 0;
        for (int a = 0; a < quadraticTerms; a++) {
            double value = q[offset + a];
            double twice = 2 * value;
            for (int b = 0; b < a; b++) {
                square[place[pair++]] += twice * q[offset + b];
            }
            square[place[pair++]] += value * value;
        }
        return square;
    }
}
