package org.topcoffea.generate.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Weights are positive everywhere, and the Standard Model has the weight that was asked for. */
class AmplitudesTest {
    private static final long SEED = 20261122;

    @Test
    void weighsEveryPointPositively() {
        Random random = new Random(SEED);
        List<String> names = WilsonCoefficients.fourTop(26);
        for (int sample = 0; sample < 10; sample++) {
            Amplitudes amplitudes = new Amplitudes(names, new Dice(SEED, sample, 0));
            Dice dice = new Dice(SEED, sample, 1);
            for (int event = 0; event < 200; event++) {
                amplitudes.fill(dice, 1e-5, 100 + 5000 * random.nextDouble());
                float[] q = amplitudes.coefficients();
                assertTrue(q[0] > 0.99e-5 && q[0] < 1.01e-5, "Standard Model " + q[0]);
                assertEquals(27 * 28 / 2, q.length);
                for (int point = 0; point < 20; point++) {
                    double weight = weight(q, worst(q, random, names.size()));
                    assertTrue(weight > 0, "seed " + SEED + ": weight " + weight);
                }
            }
        }
    }

    /** A point that goes downhill from a random one, where weights are small. */
    private static double[] worst(float[] q, Random random, int size) {
        double[] point = new double[size + 1];
        point[0] = 1;
        double reach = Math.pow(10, random.nextInt(5) - 1);
        for (int i = 1; i <= size; i++) {
            point[i] = reach * random.nextGaussian();
        }
        for (int pass = 0; pass < 3; pass++) {
            for (int i = 1; i <= size; i++) {
                double linear = 0;
                for (int j = 0; j <= size; j++) {
                    linear += j == i ? 0 : q[index(i, j)] * point[j];
                }
                point[i] = -linear / (2 * q[index(i, i)]);
            }
        }
        return point;
    }

    private static int index(int i, int j) {
        int high = Math.max(i, j);
        return high * (high + 1) / 2 + Math.min(i, j);
    }

    private static double weight(float[] q, double[] point) {
        double sum = 0;
        int k = 0;
        for (int i = 0; i < point.length; i++) {
            for (int j = 0; j <= i; j++) {
                sum += q[k++] * point[i] * point[j];
            }
        }
        return sum;
    }
}
