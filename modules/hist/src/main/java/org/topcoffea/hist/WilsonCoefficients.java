package org.topcoffea.hist;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An ordered list of Wilson coefficients and the order of terms of quadratic and quartic forms in them.
 *
 * <p>A weight as a function of the coefficients c₁…cₙ, with c₀ ≡ 1 for the Standard Model, is
 * {@code w(c) = Σ_{i≥j} q[i(i+1)/2 + j] c_i c_j}: the lower triangle row by row, off-diagonal terms counted once.
 *
 * @param names the names, without duplicates and without {@code sm}
 */
public record WilsonCoefficients(List<String> names) {
    /** No coefficients: a weight is its Standard Model value alone. */
    public static final WilsonCoefficients NONE = new WilsonCoefficients(List.of());

    /** The name of the constant term in {@link #quadraticIndex(String, String)}. */
    public static final String SM = "sm";

    /** More than twice what any analysis uses; keeps the quartic terms countable. */
    private static final int MAX_COEFFICIENTS = 127;

    /** Checks the names. */
    public WilsonCoefficients {
        names = List.copyOf(names);
        if (names.size() > MAX_COEFFICIENTS) {
            throw new IllegalArgumentException(names.size() + " Wilson coefficients, at most " + MAX_COEFFICIENTS);
        }
        Map<String, Integer> seen = new HashMap<>();
        for (String name : names) {
            if (name.isEmpty() || name.equals(SM) || seen.put(name, 0) != null) {
                throw new IllegalArgumentException(
                        "Wilson coefficient '" + name + "' is empty, reserved or listed twice in " + names);
            }
        }
    }

    /** Makes a list from names. */
    public static WilsonCoefficients of(String... names) {
        return new WilsonCoefficients(List.of(names));
    }

    /** The number of coefficients, n. */
    public int size() {
        return names.size();
    }

    /** The number of terms of a quadratic form: (n+1)(n+2)/2. */
    public int quadraticTerms() {
        return quadraticTerms(size());
    }

    /** The number of terms of a quadratic form in {@code n} coefficients. */
    public static int quadraticTerms(int n) {
        return (n + 1) * (n + 2) / 2;
    }

    /** The number of terms of a quartic form: (n+1)(n+2)(n+3)(n+4)/24. */
    public int quarticTerms() {
        return quarticTerms(size());
    }

    /** The number of terms of a quartic form in {@code n} coefficients. */
    public static int quarticTerms(int n) {
        return Math.toIntExact((n + 1L) * (n + 2L) * (n + 3L) * (n + 4L) / 24);
    }

    /**
     * The number of coefficients of a quadratic form with that many terms.
     *
     * @throws IllegalArgumentException if no number of coefficients gives that many terms
     */
    public static int sizeOfQuadratic(int terms) {
        for (int n = 0; n <= MAX_COEFFICIENTS; n++) {
            if (quadraticTerms(n) == terms) {
                return n;
            }
        }
        throw new IllegalArgumentException(terms + " is not the number of terms of a quadratic form: 1, 3, 6, 10, …");
    }

    /** The index of c_i c_j, where 0 is the Standard Model and k the k-th name; the order of arguments is irrelevant. */
    public static int quadraticIndex(int i, int j) {
        int high = Math.max(i, j);
        return high * (high + 1) / 2 + Math.min(i, j);
    }

    /** The index of the term of two names, where {@code sm} stands for the Standard Model. */
    public int quadraticIndex(String first, String second) {
        return quadraticIndex(position(first), position(second));
    }

    /** The index of c_i c_j c_k c_l with {@code i >= j >= k >= l}. */
    public static int quarticIndex(int i, int j, int k, int l) {
        long index = l + k * (k + 1L) / 2 + j * (j + 1L) * (j + 2L) / 6 + i * (i + 1L) * (i + 2L) * (i + 3L) / 24;
        return Math.toIntExact(index);
    }

    /** 0 for {@code sm}, else one more than the position in {@link #names}. */
    private int position(String name) {
        int position = name.equals(SM) ? 0 : names.indexOf(name) + 1;
        if (position == 0 && !name.equals(SM)) {
            throw unknown(name);
        }
        return position;
    }

    /**
     * A point in the space of the coefficients, in their order.
     *
     * @param values values by name; missing ones are 0
     * @throws IllegalArgumentException for a name that is not one of these coefficients, listing them
     */
    public double[] point(Map<String, Double> values) {
        double[] point = new double[size()];
        values.forEach((name, value) -> {
            int position = names.indexOf(name);
            if (position < 0) {
                throw unknown(name);
            }
            point[position] = value;
        });
        return point;
    }

    private IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException("no Wilson coefficient '" + name + "': known are "
                + (names.isEmpty() ? "none" : String.join(", ", names)));
    }

    /**
     * The monomials c_i c_j at a point, in the order of the terms: evaluating a form is one scalar product with them.
     *
     * @param point as many values as there are coefficients
     */
    public double[] quadraticMonomials(double[] point) {
        double[] c = withOne(point);
        double[] monomials = new double[quadraticTerms()];
        int term = 0;
        for (int i = 0; i < c.length; i++) {
            for (int j = 0; j <= i; j++) {
                monomials[term++] = c[i] * c[j];
            }
        }
        return monomials;
    }

    /** The monomials c_i c_j c_k c_l at a point, in the order of the terms. */
    public double[] quarticMonomials(double[] point) {
        double[] c = withOne(point);
        double[] monomials = new double[quarticTerms()];
        int term = 0;
        for (int i = 0; i < c.length; i++) {
            for (int j = 0; j <= i; j++) {
                for (int k = 0; k <= j; k++) {
                    for (int l = 0; l <= k; l++) {
                        monomials[term++] = c[i] * c[j] * c[k] * c[l];
                    }
                }
            }
        }
        return monomials;
    }

    private double[] withOne(double[] point) {
        if (point.length != size()) {
            throw new IllegalArgumentException(
                    "a point needs " + size() + " values, one for each of " + names + ", not " + point.length);
        }
        double[] c = new double[point.length + 1];
        c[0] = 1;
        System.arraycopy(point, 0, c, 1, point.length);
        return c;
    }

    /**
     * How to bring coefficients of a sample with another list into this order: terms with coefficients that the sample
     * lacks become 0, terms with coefficients that are not in this list are dropped.
     *
     * @param sampleNames the list of the sample, in its order
     */
    public CoefficientRemap remapFrom(List<String> sampleNames) {
        WilsonCoefficients source = new WilsonCoefficients(sampleNames);
        int[] position = new int[size() + 1];
        for (int i = 1; i <= size(); i++) {
            int found = sampleNames.indexOf(names.get(i - 1));
            position[i] = found < 0 ? -1 : found + 1;
        }
        int[] table = new int[quadraticTerms()];
        int term = 0;
        for (int i = 0; i <= size(); i++) {
            for (int j = 0; j <= i; j++) {
                boolean known = position[i] >= 0 && position[j] >= 0;
                table[term++] = known ? quadraticIndex(position[i], position[j]) : -1;
            }
        }
        return new CoefficientRemap(source.quadraticTerms(), table, Arrays.equals(position, source.identity()));
    }

    private int[] identity() {
        int[] identity = new int[size() + 1];
        Arrays.setAll(identity, i -> i);
        return identity;
    }
}
