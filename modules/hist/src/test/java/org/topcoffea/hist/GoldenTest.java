package org.topcoffea.hist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.topcoffea.hist.internal.SquaredForm;

/** Numbers that were worked out independently of this code. */
class GoldenTest {
    private static final double[] X = {1, 1, 2, 15, 25, 100, -100};
    private static final double[][] Q = {
        {1.1, 2.1, 3.1},
        {1.2, 2.2, 3.2},
        {1.3, 2.3, 3.3},
        {1.4, 2.4, 3.4},
        {1.5, 2.5, 3.5},
        {100, 200, 300},
        {-100, -200, -300}
    };
    private static final double[] TWO = {1.15, 1.35, 1.25, 0.25, 0.75, 1.00};

    private static EftHistogram filled(Summation summation) {
        EftHistogram h = EftHistogram.of(
                        WilsonCoefficients.of("ctG"), Axis.category("channel"), Axis.regular("x", "x", 3, 0, 30))
                .with(summation);
        for (int e = 0; e < X.length; e++) {
            h.block("a").fill(X[e], 1, Q[e], 0);
        }
        return h;
    }

    @ParameterizedTest
    @CsvSource({
        "0,1,1",
        "1,3,5",
        "2,6,15",
        "3,10,35",
        "4,15,70",
        "8,45,495",
        "16,153,4845",
        "22,276,14950",
        "26,378,27405",
        "30,496,46376"
    })
    void countsOfTerms(int n, int quadratic, int quartic) {
        assertEquals(quadratic, WilsonCoefficients.quadraticTerms(n));
        assertEquals(quartic, WilsonCoefficients.quarticTerms(n));
        assertEquals(n, WilsonCoefficients.sizeOfQuadratic(quadratic));
    }

    @Test
    void indexesOfTerms() {
        WilsonCoefficients wc = WilsonCoefficients.of("ctG");
        assertEquals(0, wc.quadraticIndex("sm", "sm"));
        assertEquals(1, wc.quadraticIndex("sm", "ctG"));
        assertEquals(1, wc.quadraticIndex("ctG", "sm"));
        assertEquals(2, wc.quadraticIndex("ctG", "ctG"));
        int term = 0;
        for (int i = 0; i <= 5; i++) {
            for (int j = 0; j <= i; j++) {
                for (int k = 0; k <= j; k++) {
                    for (int l = 0; l <= k; l++) {
                        assertEquals(term++, WilsonCoefficients.quarticIndex(i, j, k, l));
                    }
                }
            }
        }
        assertTrue(assertThrows(IllegalArgumentException.class, () -> wc.point(Map.of("ctW", 1.0)))
                .getMessage()
                .contains("ctG"));
    }

    @Test
    void remapping() {
        float[] q = {10, 11, 12, 13, 14, 15};
        List<String> sample = List.of("a", "b");
        assertArrayEquals(new float[] {10, 13, 15, 11, 14, 12}, remapped(q, sample, "b", "a"));
        assertArrayEquals(new float[] {10, 13, 15}, remapped(q, sample, "b"));
        assertArrayEquals(new float[] {10, 13, 15, 0, 0, 0, 11, 14, 0, 12}, remapped(q, sample, "b", "c", "a"));
        assertArrayEquals(new float[] {10}, remapped(q, sample));
        assertTrue(WilsonCoefficients.of("a", "b").remapFrom(sample).isIdentity());
    }

    private static float[] remapped(float[] q, List<String> sample, String... target) {
        CoefficientRemap remap = WilsonCoefficients.of(target).remapFrom(sample);
        float[] result = new float[remap.targetTerms()];
        remap.apply(q, 0, result, 0);
        return result;
    }

    @ParameterizedTest
    @EnumSource(Summation.class)
    void fillAndEvaluate(Summation summation) {
        EftHistogram h = filled(summation);
        double[][] stored = {{-100, -200, -300}, {3.6, 6.6, 9.6}, {1.4, 2.4, 3.4}, {1.5, 2.5, 3.5}, {100, 200, 300}};
        for (int row = 0; row < stored.length; row++) {
            assertArrayEquals(stored[row], h.block("a").coefficients(row), 1e-12);
        }
        assertAt(h, 0, -100, 3.6, 1.4, 1.5, 100);
        assertAt(h, 1, -600, 19.8, 7.2, 7.5, 600);
        assertAt(h, -1, -200, 6.6, 2.4, 2.5, 200);
        assertAt(h, 2, -1700, 55.2, 19.8, 20.5, 1700);
        assertAt(h, 0.02, -104.12, 3.73584, 1.44936, 1.5514, 104.12);
        double[] sums = {49.5, 11.5, 6.5, 34.5, 95.5};
        for (int i = 0; i < sums.length; i++) {
            double[] values = h.values(new double[] {i - 2}, "a");
            assertEquals(sums[i], values[1] + values[2] + values[3], 1e-12);
        }
    }

    private static void assertAt(EftHistogram h, double ctG, double... expected) {
        assertArrayEquals(expected, h.evaluate(Map.of("ctG", ctG)).values("a"), 1e-10);
        assertArrayEquals(expected, h.values(new double[] {ctG}, "a"), 1e-10);
    }

    @Test
    void fillWithWeights() {
        EftHistogram h = EftHistogram.of(WilsonCoefficients.of("ctG"), Axis.regular("x", "x", 3, 0, 30));
        double[] weights = {2, 1, 0.5, 1, -1};
        for (int e = 0; e < weights.length; e++) {
            h.block().fill(X[e], weights[e], Q[e], 0);
        }
        assertArrayEquals(new double[] {4.05, 7.55, 11.05}, h.block().coefficients(1), 1e-12);
        assertArrayEquals(new double[] {1.4, 2.4, 3.4}, h.block().coefficients(2), 1e-12);
        assertArrayEquals(new double[] {-1.5, -2.5, -3.5}, h.block().coefficients(3), 1e-12);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0,1.15",
        "1,0,3.75",
        "0,1,2.40",
        "1,1,5.75",
        "1.2,0.4,5.19",
        "-1,0,1.05",
        "-0.5,0.25,0.81875",
        "0.75,0.25,3.13125",
        "1,-0.35,3.5225"
    })
    void evaluateTwo(double ctG, double ctZ, double expected) {
        EftHistogram h = EftHistogram.of(WilsonCoefficients.of("ctG", "ctZ"), Axis.regular("x", "x", 1, 0, 2))
                .withSquaredWeights();
        h.block().fill(1, 1, TWO, 0);
        Histogram at = h.evaluate(Map.of("ctG", ctG, "ctZ", ctZ));
        assertEquals(expected, at.values()[1], 1e-12);
        assertEquals(expected * expected, at.variances()[1], 1e-11);
    }

    @Test
    void squares() {
        assertArrayEquals(
                new double[] {1, 3, 4.75, 3.75, 1.5625}, new SquaredForm(1).of(new double[] {1, 1.5, 1.25}, 0));
        assertArrayEquals(new double[] {1, 2, 3, 2, 1}, new SquaredForm(1).of(new float[] {1, 1, 1}, 0));
        double[] expected = {
            1.3225, 3.105, 4.6975, 3.375, 1.5625, 0.575, 2.4, 2.65, 1.875, 2.3625, 3.075, 3.0625, 0.5, 1.5, 1.0
        };
        assertArrayEquals(expected, new SquaredForm(2).of(TWO, 0), 1e-12);
        EftHistogram h = EftHistogram.of(WilsonCoefficients.of("c"), Axis.regular("x", "x", 1, 0, 2))
                .withSquaredWeights();
        h.block().fill(1, 1, new double[] {1, 1.5, 1.25}, 0);
        assertEquals(36.75390625, h.evaluate(Map.of("c", 1.5)).variances()[1]);
    }

    @Test
    void errorsOfManyCopies() {
        EftHistogram h = EftHistogram.of(WilsonCoefficients.of("ctG", "ctZ"), Axis.regular("x", "x", 1, 0, 2))
                .withSquaredWeights();
        for (int i = 0; i < 5000; i++) {
            h.block().fill(1, 1, TWO, 0);
        }
        Histogram at = h.evaluate(Map.of("ctG", 1.2, "ctZ", 0.4));
        double error = Math.sqrt(at.variances()[1]);
        assertEquals(25950, at.values()[1], 1e-6);
        assertEquals(366.98841943581823, error, 1e-8);
        assertEquals(0.01414213562, error / at.values()[1], 1e-10);
    }

    @Test
    void flowEntriesOfAnotherCategory() {
        EftHistogram h = EftHistogram.of(
                WilsonCoefficients.of("ctG"), Axis.category("channel"), Axis.regular("x", "x", 3, 0, 30));
        for (int e = 0; e < 5; e++) {
            h.block("a").fill(X[e], 1, Q[e], 0);
        }
        h.block("b").fill(100, 1, new double[] {110, 120, 130}, 0);
        h.block("b").fill(-100, 1, new double[] {140, 150, 160}, 0);
        assertArrayEquals(
                new double[] {450, 19.8, 7.2, 7.5, 360},
                h.sum("channel").evaluate(Map.of("ctG", 1.0)).values(),
                1e-10);
    }

    @Test
    void templatesAndScalings() {
        EftHistogram h = EftHistogram.of(WilsonCoefficients.of("ctG", "ctZ"), Axis.regular("x", "x", 1, 0, 2));
        h.block().fill(1, 1, TWO, 0);
        Map<String, Histogram> templates = h.templates(List.of("ctG", "ctZ"));
        assertEquals(
                List.of("sm", "lin_ctG", "quad_ctG", "quad_mixed_ctG_ctZ", "lin_ctZ", "quad_ctZ"),
                List.copyOf(templates.keySet()));
        double[] expected = {1.15, 3.75, 1.25, 5.75, 2.40, 1.00};
        int i = 0;
        for (Histogram template : templates.values()) {
            assertEquals(expected[i++], template.values()[1], 1e-12);
        }
        EftHistogram one = EftHistogram.of(WilsonCoefficients.of("ctG"), Axis.regular("x", "x", 3, 0, 30));
        for (int e = 0; e < 5; e++) {
            one.block().fill(X[e], 1, Q[e], 0);
        }
        double[][] scalings = one.block().scalings();
        assertArrayEquals(new double[] {1, 0.9166667, 2.6666667}, scalings[1], 1e-7);
        assertArrayEquals(new double[] {1, 0.8571429, 2.4285714}, scalings[2], 1e-7);
        assertArrayEquals(new double[] {1, 0.8333333, 2.3333333}, scalings[3], 1e-7);
        one.block().fill(50, 1, new double[] {0, 1, 2}, 0);
        assertThrows(IllegalArgumentException.class, () -> one.block().scalings());
    }

    @Test
    void workedExample() {
        double[][] q = {{2, 1, 3, -0.2, 0.4, 0.5}, {1.5, 0.5, 2, 0.1, -0.3, 0.4}, {3, 2, 5, 0, 0.1, 0.6}};
        double[] x = {120, 300, 700};
        double[][] weights = {
            {15.46828482, 15.50084963, 15.35198193}, {16.20486981, 15.02633383, 15.65902157},
            {14.87901683, 15.81719350, 14.89142247}, {15.79393292, 15.95675697, 15.35198193}
        };
        double[][] sm = {
            {3.09365696e-4, 0, 2.32512744e-4, 4.60559458e-4}, {3.24097396e-4, 0, 2.25395007e-4, 4.69770647e-4},
            {2.97580337e-4, 0, 2.37257903e-4, 4.46742674e-4}, {3.15878658e-4, 0, 2.39351355e-4, 4.60559458e-4}
        };
        double[][] bsm = {
            {1.17558965e-3, 0, 9.30050978e-4, 1.87294180e-3}, {1.23157011e-3, 0, 9.01580030e-4, 1.91040063e-3},
            {1.13080528e-3, 0, 9.49031610e-4, 1.81675354e-3}, {1.20033890e-3, 0, 9.57405418e-4, 1.87294180e-3}
        };
        String[] names = {"nominal", "PUUp", "PUDown", "btagUp"};
        EftHistogram h = EftHistogram.of(
                WilsonCoefficients.of("ctG", "ctZ"),
                Axis.category("systematic"),
                Axis.variable("pt", "pt", 0, 150, 250, 500));
        for (int v = 0; v < names.length; v++) {
            for (int e = 0; e < 3; e++) {
                double[] scaled = Arrays.stream(q[e]).map(value -> value * 1e-5).toArray();
                h.block(names[v]).fill(x[e], weights[v][e], scaled, 0);
            }
            assertArrayEquals(sm[v], tail(h.standardModel().values(names[v])), 2e-12);
            assertArrayEquals(
                    bsm[v], tail(h.evaluate(Map.of("ctG", 1.0, "ctZ", -2.0)).values(names[v])), 1e-11);
        }
        assertArrayEquals(
                new double[] {3.09365696e-4, 1.54682848e-4, 4.64048545e-4, -3.09365696e-5, 6.18731393e-5, 7.73414241e-5
                },
                h.block("nominal").coefficients(1),
                1e-12);
    }

    private static double[] tail(double[] values) {
        return Arrays.copyOfRange(values, 1, values.length);
    }

    @ParameterizedTest
    @EnumSource(Summation.class)
    void eftAndOrdinaryEventsTogether(Summation summation) {
        List<String> names = new java.util.ArrayList<>();
        for (int i = 0; i < 22; i++) {
            names.add("c" + i);
        }
        WilsonCoefficients wc = new WilsonCoefficients(names);
        EftHistogram a = EftHistogram.of(wc, Axis.category("type"), Axis.regular("x", "x", 1, 0, 1))
                .with(summation);
        EftHistogram b = a.empty();
        Random random = new Random(1);
        double[] total = new double[276];
        double[] q = new double[276];
        for (int e = 0; e < 1000; e++) {
            for (int k = 0; k < q.length; k++) {
                q[k] = 0.3 + 0.5 * random.nextGaussian();
                total[k] += 0.9 * q[k];
            }
            a.block("eft").fill(0.5, 0.9, q, 0);
            b.block("non-eft").fill(0.5, 0.9);
        }
        assertTrue(b.block("non-eft").isStandardModelOnly());
        double[] ones = new double[22];
        Arrays.fill(ones, 1);
        assertEquals(Arrays.stream(total).sum(), a.values(ones, "eft")[1], 1e-8);
        for (EftHistogram sum :
                List.of(a.plus(b).plus(a), b.plus(a).plus(a), a.plus(a).plus(b))) {
            EftHistogram all = sum.group("type", Map.of("all", List.of("eft", "non-eft")));
            assertEquals(2 * total[0] + 900, all.values(new double[22], "all")[1], 1e-8);
            assertEquals(2 * total[17], all.block("all").coefficient(1, 17), 1e-8);
        }
        assertEquals(0, a.plus(a.scaled(-1)).values(ones, "eft")[1], 1e-9);
    }

    @Test
    void missingPartsAndRebinning() {
        Histogram h = Histogram.of(
                Storage.DOUBLE,
                Axis.category("process"),
                Axis.category("syst"),
                Axis.variable("x", "x", 0, 200, 300, 400, 500));
        for (String year : List.of("16", "17", "18")) {
            for (double x : new double[] {-1, 50, 250, 350, 450, 550}) {
                h.block("ttll_" + year, "nominal").fill(x);
                h.block("ttll_" + year, "syst_" + year).fill(x);
            }
            for (String other : List.of("16", "17", "18")) {
                if (!other.equals(year)) {
                    for (double x : new double[] {-1, 50, 250, 350, 450, 550}) {
                        h.block("ttll_" + year, "syst_" + other).fill(x);
                    }
                }
            }
        }
        Histogram grouped = h.group("process", Map.of("ttll", List.of("ttll_16", "ttll_17", "ttll_18", "ttll_99")));
        for (String syst : List.of("nominal", "syst_16", "syst_17", "syst_18")) {
            assertArrayEquals(new double[] {3, 3, 3, 3, 3, 3}, grouped.values("ttll", syst));
        }
        assertArrayEquals(new double[] {6, 6, 6}, grouped.rebin("x", 200, 400).values("ttll", "nominal"));
        assertThrows(IllegalArgumentException.class, () -> grouped.rebin("x", 200, 401));
    }

    @Test
    void sparseHistogram() {
        Histogram h = Histogram.of(Storage.DOUBLE, Axis.category("channel"), Axis.regular("x", "x", 12, 0, 600));
        for (int x = 0; x < 600; x += 50) {
            h.block("a").fill(x);
            h.block("b").fill(x / 2.0);
        }
        double[] a = h.values("a");
        assertArrayEquals(new double[] {0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0}, a);
        assertEquals(2, h.values("b")[1]);
        assertEquals(0, h.values("b")[12]);
        assertEquals(3, h.sum("channel").values()[1]);
        assertThrows(IllegalArgumentException.class, () -> h.values("c"));
        assertThrows(IllegalArgumentException.class, () -> h.select("channel", "c"));
        assertArrayEquals(
                h.select("channel", "a").values(),
                h.remove("channel", List.of("b", "zzz")).sum("channel").values());
        assertArrayEquals(h.keep("channel", List.of("a")).values("a"), a);
        assertArrayEquals(h.scaled(3).scaled(4).values("b"), h.scaled(12).values("b"));
        assertArrayEquals(h.plus(h).values("b"), h.scaled(2).values("b"));
        assertEquals(24, h.project().values()[0]);
        assertThrows(IllegalArgumentException.class, () -> h.sum("nope"));
    }
}
