package org.topcoffea.generate.internal;

/** Numbers with fewer digits than they have room for, which compress better. */
final class Precision {
    private static final int MANTISSA = 23;

    private Precision() {}

    /** Rounds to some bits of mantissa. */
    static float round(double value, int bits) {
        int drop = MANTISSA - bits;
        int raw = Float.floatToRawIntBits((float) value);
        return Float.intBitsToFloat(raw + (1 << (drop - 1)) & -(1 << drop));
    }
}
