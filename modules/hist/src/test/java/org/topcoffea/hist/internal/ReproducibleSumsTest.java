package org.topcoffea.hist.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.topcoffea.hist.Storage;
import org.topcoffea.hist.Summation;

/** The sum is a function of the set of addends: whatever the order, the partition and the tree of merges. */
class ReproducibleSumsTest {
    private static final int ROUNDS = Integer.getInteger("topcoffea.fuzz.cases", 300);
    private static final int COLUMNS = 6;

    /** An event: a weight and its terms, which are given in single precision if they have it. */
    private record Addend(double weight, double[] terms) {
        boolean single() {
            return Arrays.stream(terms).allMatch(x -> Double.isNaN(x) || x == (float) x);
        }

        float[] floats() {
            float[] floats = new float[terms.length];
            for (int k = 0; k < floats.length; k++) {
                floats[k] = (float) terms[k];
            }
            return floats;
        }
    }

    private static double anyDouble(RandomGenerator random, int kind) {
        return switch (kind) {
            case 0 -> random.nextGaussian();
            case 1 -> random.nextGaussian() * Math.pow(10, random.nextInt(-12, 12));
            case 2 -> Double.longBitsToDouble(random.nextLong());
            case 3 -> random.nextLong(-5, 6) * Double.MIN_VALUE * (1L << random.nextInt(55));
            case 4 -> new double[] {0.0, -0.0, 0x1p52, -0x1p52, 0.5, 1e300, -1e300, 1e-300}[random.nextInt(8)];
            default ->
                random.nextInt(20) == 0
                        ? new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}
                                [random.nextInt(3)]
                        : random.nextDouble();
        };
    }

    private static List<Addend> addends(RandomGenerator random, int kind) {
        List<Addend> addends = new ArrayList<>();
        int size = random.nextInt(1, 60);
        for (int i = 0; i < size; i++) {
            double[] terms = new double[COLUMNS];
            boolean single = random.nextInt(3) > 0;
            for (int k = 0; k < COLUMNS; k++) {
                double term = anyDouble(random, kind);
                terms[k] = single ? (float) term : term;
            }
            double weight = random.nextInt(4) == 0 ? 1 : anyDouble(random, Math.min(kind, 1));
            addends.add(new Addend(weight, terms));
            if (random.nextInt(3) == 0) {
                addends.add(new Addend(-weight, terms));
            }
        }
        return addends;
    }

    private static void add(Sums sums, Addend addend) {
        switch (sums) {
            case ScalarSums scalar -> scalar.addWithSquare(0, addend.weight() * addend.terms()[0]);
            case TermSums terms when addend.single() -> terms.addTerms(0, addend.weight(), addend.floats(), 0);
            case TermSums terms -> terms.addTerms(0, addend.weight(), addend.terms(), 0);
        }
    }

    private static Sums make(boolean scalar) {
        return scalar
                ? ScalarSums.of(Storage.WEIGHTED, Summation.REPRODUCIBLE, 1)
                : TermSums.of(Summation.REPRODUCIBLE, 1, COLUMNS);
    }

    private static byte[] bytes(Sums sums) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        sums.encodeRow(new DataOutputStream(bytes), 0);
        return bytes.toByteArray();
    }

    /** Adds the addends in random order to random parts, which are merged in random order, some of them encoded between. */
    private static Sums scattered(RandomGenerator random, boolean scalar, List<Addend> addends) throws IOException {
        List<Addend> shuffled = new ArrayList<>(addends);
        Collections.shuffle(shuffled, Random.from(random));
        List<Sums> parts = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(5); i++) {
            parts.add(make(scalar));
        }
        shuffled.forEach(addend -> add(parts.get(random.nextInt(parts.size())), addend));
        while (parts.size() > 1) {
            Sums from = parts.remove(random.nextInt(parts.size()));
            if (random.nextBoolean()) {
                Sums decoded = make(scalar);
                decoded.decodeRow(new DataInputStream(new ByteArrayInputStream(bytes(from))), 0);
                from = decoded;
            }
            parts.get(random.nextInt(parts.size())).addRow(0, from, 0);
        }
        return parts.get(0);
    }

    @Test
    void sameBitsInAnyOrder() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            RandomGenerator random = new Random(round);
            boolean scalar = random.nextBoolean();
            List<Addend> addends = addends(random, random.nextInt(6));
            Sums reference = make(scalar);
            addends.forEach(addend -> add(reference, addend));
            for (int attempt = 0; attempt < 4; attempt++) {
                Sums other = scattered(random, scalar, addends);
                assertArrayEquals(bytes(reference), bytes(other), "seed " + round);
                for (int k = 0; k < reference.columns(); k++) {
                    assertEquals(
                            Double.doubleToLongBits(reference.value(0, k)),
                            Double.doubleToLongBits(other.value(0, k)),
                            "seed " + round);
                }
            }
        }
    }

    @Test
    void manyAddendsCarry() throws IOException {
        for (int seed = 0; seed < 6; seed++) {
            boolean scalar = seed % 2 == 0;
            RandomGenerator random = new Random(seed);
            Sums forward = make(scalar);
            Sums backward = make(scalar);
            List<Addend> addends = new ArrayList<>();
            for (int i = 0; i < 30_000; i++) {
                double size = seed < 4 ? 1 : Math.pow(2, random.nextInt(-100, 100));
                addends.add(new Addend(
                        size * (random.nextDouble() - 0.1),
                        new double[] {1, 0x1p39, -1, 0x1.fffffffffffffp38, 3e-30, 0}));
            }
            addends.forEach(addend -> add(forward, addend));
            Collections.reverse(addends);
            addends.forEach(addend -> add(backward, addend));
            assertArrayEquals(bytes(forward), bytes(backward), "seed " + seed);
            BigDecimal exact = BigDecimal.ZERO;
            double bound = 0;
            for (Addend addend : addends) {
                exact = exact.add(new BigDecimal(addend.weight()));
                bound += scalar ? 0 : Math.abs(addend.weight()) * 0x1p39 * 0x1p-73;
            }
            double error =
                    exact.subtract(new BigDecimal(forward.value(0, 0))).abs().doubleValue();
            assertTrue(error <= bound + Math.ulp(exact.doubleValue()) / 2, "seed " + seed + ": error " + error);
        }
    }

    @Test
    void scalarSumsAreCorrectlyRounded() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            RandomGenerator random = new Random(seed);
            int kind = random.nextInt(5);
            ScalarSums sums = ScalarSums.of(Storage.DOUBLE, Summation.REPRODUCIBLE, 1);
            BigDecimal exact = BigDecimal.ZERO;
            for (int i = 0; i < 50; i++) {
                double x = anyDouble(random, kind);
                if (Double.isFinite(x)) {
                    sums.add(0, x);
                    exact = exact.add(new BigDecimal(x));
                }
            }
            assertEquals(exact.doubleValue(), sums.value(0, 0), "seed " + seed);
        }
    }

    @Test
    void termsAreRoundedFarBelowTheLargestOfTheirEvent() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            RandomGenerator random = new Random(seed);
            int kind = random.nextInt(2);
            TermSums sums = TermSums.of(Summation.REPRODUCIBLE, 1, COLUMNS);
            BigDecimal[] exact = new BigDecimal[COLUMNS];
            Arrays.fill(exact, BigDecimal.ZERO);
            double bound = 0;
            for (Addend addend : addends(random, kind)) {
                add(sums, addend);
                double largest = 0;
                for (int k = 0; k < COLUMNS; k++) {
                    double x = addend.weight() * addend.terms()[k];
                    exact[k] = exact[k].add(new BigDecimal(x));
                    largest = Math.max(largest, Math.abs(x));
                }
                bound += largest * 0x1p-73;
            }
            for (int k = 0; k < COLUMNS; k++) {
                double error = exact[k].subtract(new BigDecimal(sums.value(0, k)))
                        .abs()
                        .doubleValue();
                assertTrue(error <= bound + Math.ulp(exact[k].doubleValue()) / 2, "seed " + seed + ": " + error);
            }
        }
    }

    /** Ranges of events far apart, millions of the largest: all that moves sums from one pair of slices to another. */
    @Test
    void largeAndSmallEventsDoNotDisturbEachOther() throws IOException {
        for (int seed = 0; seed < 4; seed++) {
            RandomGenerator random = new Random(seed);
            List<Addend> addends = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                double[] terms = new double[COLUMNS];
                for (int k = 0; k < COLUMNS; k++) {
                    terms[k] = (float) random.nextGaussian();
                }
                addends.add(new Addend(Math.pow(2, 40 * random.nextInt(-3, 4) + random.nextInt(8)), terms));
            }
            Sums sums = make(false);
            Sums other = make(false);
            for (int doubling = 0; doubling < 26; doubling++) {
                if (doubling == 0) {
                    addends.forEach(addend -> add(sums, addend));
                    other.addRow(0, scattered(random, false, addends), 0);
                } else {
                    sums.addRow(0, sums, 0);
                    Sums decoded = make(false);
                    decoded.decodeRow(new DataInputStream(new ByteArrayInputStream(bytes(other))), 0);
                    other.addRow(0, decoded, 0);
                }
                assertArrayEquals(bytes(sums), bytes(other), "seed " + seed + ", doubled " + doubling + " times");
            }
            for (int k = 0; k < COLUMNS; k++) {
                BigDecimal exact = BigDecimal.ZERO;
                double bound = 0;
                for (Addend addend : addends) {
                    exact = exact.add(new BigDecimal(addend.weight() * addend.terms()[k]));
                    bound += addend.weight() * 0x1p-70;
                }
                double error = exact.multiply(BigDecimal.valueOf(1 << 25))
                        .subtract(new BigDecimal(sums.value(0, k)))
                        .abs()
                        .doubleValue();
                assertTrue(error <= (bound * 0x1p25) + Math.ulp(sums.value(0, k)), "seed " + seed + ": " + error);
            }
        }
    }

    @Test
    void fullSlicesAreRelieved() throws IOException {
        Sums many = make(false);
        float[] terms = {1, -1, 0.5f, 3e-30f, 0x1.fffffep0f, 0x1.000002p-20f};
        int events = 3_000_000;
        for (int i = 0; i < events; i++) {
            ((TermSums) many).addTerms(0, 1 + 0x1p-40, terms, 0);
        }
        Sums few = make(false);
        ((TermSums) few).addTerms(0, 1 + 0x1p-40, terms, 0);
        Sums product = make(false);
        for (int bit = events; bit > 0; bit >>= 1) {
            if ((bit & 1) != 0) {
                product.addRow(0, few, 0);
            }
            Sums copy = make(false);
            copy.addRow(0, few, 0);
            few.addRow(0, copy, 0);
        }
        assertArrayEquals(bytes(product), bytes(many));
        assertEquals((1 + 0x1p-40) * events, many.value(0, 0));
        assertEquals(-(1 + 0x1p-40) * events, many.value(0, 1));
    }

    @Test
    void noNumberStaysInItsColumn() throws IOException {
        float[] bad = {1, Float.NaN, 2, 0, 1, 1};
        float[] good = {1, 5, 2, 0, 1, 1};
        Sums before = make(false);
        ((TermSums) before).addTerms(0, 2, bad, 0);
        ((TermSums) before).addTerms(0, 2, good, 0);
        Sums after = make(false);
        ((TermSums) after).addTerms(0, 2, good, 0);
        bytes(after);
        Sums part = make(false);
        ((TermSums) part).addTerms(0, 2, bad, 0);
        after.addRow(0, part, 0);
        assertArrayEquals(bytes(before), bytes(after));
        assertTrue(Double.isNaN(after.value(0, 1)));
        assertEquals(4, after.value(0, 0));
        assertEquals(8, after.value(0, 2));
    }

    @Test
    void specialValuesStay() {
        ScalarSums sums = ScalarSums.of(Storage.DOUBLE, Summation.REPRODUCIBLE, 3);
        sums.add(0, Double.POSITIVE_INFINITY);
        sums.add(0, -1e308);
        sums.add(1, Double.POSITIVE_INFINITY);
        sums.add(1, Double.NEGATIVE_INFINITY);
        sums.add(2, Double.MAX_VALUE);
        sums.add(2, Double.MAX_VALUE);
        sums.add(2, -Double.MAX_VALUE);
        assertEquals(Double.POSITIVE_INFINITY, sums.value(0, 0));
        assertTrue(Double.isNaN(sums.value(1, 0)));
        assertEquals(Double.MAX_VALUE, sums.value(2, 0));
    }
}
