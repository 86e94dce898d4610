package org.topcoffea.manager.internal.log;

import java.util.Locale;

/** Numbers with a fixed number of digits behind the point, as {@code %f} writes them, without what that costs. */
final class Decimals {
    private static final long MILLION = 1_000_000;
    private static final double LARGEST = 1e12;

    private Decimals() {}

    /** Six digits behind the point. */
    static String six(double value) {
        if (!(value >= 0 && value < LARGEST)) {
            return String.format(Locale.ROOT, "%f", value);
        }
        long scaled = Math.round(value * MILLION);
        String digits = Long.toString(MILLION + scaled % MILLION);
        return scaled / MILLION + "." + digits.substring(1);
    }
}
