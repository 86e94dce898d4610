package org.topcoffea.report;

import java.util.ArrayList;
import java.util.List;

/**
 * The marks of an axis.
 *
 * @param marks ascending, all within the axis
 * @param exponent labels are to be multiplied with this power of ten; 0 for none
 */
record Ticks(List<Mark> marks, int exponent) {
    /**
     * One mark.
     *
     * @param value where
     * @param label the number beside it; empty for a minor mark
     */
    record Mark(double value, String label) {
        boolean isMajor() {
            return !label.isEmpty();
        }
    }

    private static final double[] STEPS = {1, 2, 2.5, 5, 10};
    private static final double TOLERANCE = 1e-9;

    Ticks {
        marks = List.copyOf(marks);
    }

    static Ticks of(Scale scale, int wanted) {
        return switch (scale) {
            case Scale.Linear linear -> linear(linear.low(), linear.high(), wanted);
            case Scale.Logarithmic logarithmic -> logarithmic(logarithmic.low(), logarithmic.high());
        };
    }

    /** About as many major marks as wanted, at round numbers, and minor marks between them. */
    private static Ticks linear(double low, double high, int wanted) {
        double rough = (high - low) / wanted;
        double decade = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = decade;
        for (double factor : STEPS) {
            step = factor * decade;
            if (step >= rough * (1 - TOLERANCE)) {
                break;
            }
        }
        double mantissa = step / decade;
        int minor = mantissa == 2 ? 4 : 5;
        int exponent = exponent(Math.max(Math.abs(low), Math.abs(high)));
        int decimals = decimals(step / Math.pow(10, exponent));
        List<Mark> marks = new ArrayList<>();
        long first = (long) Math.ceil(low / step * minor - TOLERANCE);
        long last = (long) Math.floor(high / step * minor + TOLERANCE);
        for (long i = first; i <= last; i++) {
            double value = i * step / minor;
            boolean major = Math.floorMod(i, minor) == 0;
            marks.add(new Mark(value, major ? Numbers.fixed(value / Math.pow(10, exponent), decimals) : ""));
        }
        return new Ticks(marks, exponent);
    }

    private static int exponent(double largest) {
        if (largest < 1e5 && largest >= 1e-2) {
            return 0;
        }
        return Math.floorDiv((int) Math.floor(Math.log10(largest)), 3) * 3;
    }

    private static int decimals(double step) {
        int decimals = 0;
        double scaled = step;
        while (decimals < 9 && Math.abs(scaled - Math.rint(scaled)) > 1e-6 * scaled) {
            scaled *= 10;
            decimals++;
        }
        return decimals;
    }

    /** Powers of ten are major; over less than two decades also 2 and 5, over many only some. */
    private static Ticks logarithmic(double low, double high) {
        double decades = Math.log10(high / low);
        int stride = Math.max(1, (int) Math.ceil(decades / 8));
        List<Mark> marks = new ArrayList<>();
        for (int power = (int) Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
            for (int digit = 1; digit <= 9; digit++) {
                double value = digit * Math.pow(10, power);
                if (value < low * (1 - TOLERANCE) || value > high * (1 + TOLERANCE)) {
                    continue;
                }
                if (digit == 1 && Math.floorMod(power, stride) == 0) {
                    marks.add(new Mark(value, powerOfTen(power)));
                } else if (decades < 2 && (digit == 2 || digit == 5)) {
                    marks.add(new Mark(value, Numbers.plain(value)));
                } else if (stride == 1 || digit == 1) {
                    marks.add(new Mark(value, ""));
                }
            }
        }
        return new Ticks(marks, 0);
    }

    private static String powerOfTen(int power) {
        return switch (power) {
            case 0 -> "1";
            case 1 -> "10";
            case -1 -> "0.1";
            default -> "$10^{" + power + "}$";
        };
    }
}
