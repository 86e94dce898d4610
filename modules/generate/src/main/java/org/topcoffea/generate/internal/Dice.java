package org.topcoffea.generate.internal;

import java.util.SplittableRandom;

/** Random numbers that are the same on every machine, as all functions but the square root are taken from {@link StrictMath}. */
final class Dice {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final SplittableRandom random;
    private double spare;
    private boolean hasSpare;

    /** A sequence for one file of one sample, independent of all others. */
    Dice(long seed, int sample, int file) {
        long mixed = new SplittableRandom(seed * GOLDEN + sample).nextLong();
        this.random = new SplittableRandom(new SplittableRandom(mixed + file).nextLong());
    }

    long bits() {
        return random.nextLong();
    }

    /** From 0 on, below 1. */
    double uniform() {
        return (random.nextLong() >>> 11) * 0x1p-53;
    }

    double uniform(double low, double high) {
        return low + (high - low) * uniform();
    }

    boolean chance(double probability) {
        return uniform() < probability;
    }

    /** From 0 to {@code bound} − 1. */
    int index(int bound) {
        return (int) (uniform() * bound);
    }

    int sign() {
        return random.nextLong() < 0 ? -1 : 1;
    }

    double gauss() {
        if (hasSpare) {
            hasSpare = false;
            return spare;
        }
        while (true) {
            double a = 2 * uniform() - 1;
            double b = 2 * uniform() - 1;
            double r = a * a + b * b;
            if (r > 0 && r < 1) {
                double factor = Math.sqrt(-2 * StrictMath.log(r) / r);
                spare = b * factor;
                hasSpare = true;
                return a * factor;
            }
        }
    }

    double gauss(double mean, double width) {
        return mean + width * gauss();
    }

    double exponential(double mean) {
        return -mean * StrictMath.log(1 - uniform());
    }

    int poisson(double mean) {
        double limit = StrictMath.exp(-mean);
        double product = uniform();
        int count = 0;
        while (product > limit) {
            product *= uniform();
            count++;
        }
        return count;
    }

    /** A falling spectrum p(1 + p²/s²)⁻⁷ᐟ²: it peaks at 0.41 s and has a tail like p⁻⁶. */
    double momentum(double scale) {
        double u = 1 - uniform();
        return scale * Math.sqrt(StrictMath.pow(u, -0.4) - 1);
    }

    /** A resonance of relativistic width, cut off at both sides. */
    double resonance(double mass, double width, double low, double high) {
        double from = StrictMath.atan((low - mass) / (0.5 * width));
        double to = StrictMath.atan((high - mass) / (0.5 * width));
        return mass + 0.5 * width * StrictMath.tan(uniform(from, to));
    }

    double azimuth() {
        return uniform(-Math.PI, Math.PI);
    }
}
