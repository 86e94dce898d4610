package org.topcoffea.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as text. */
final class Numbers {
    private static final int DIGITS = 6;

    private Numbers() {}

    /** A number with at most six significant digits and without trailing zeros; very large and small ones with exponent. */
    static String plain(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return value == 0 ? "0" : Double.toString(value);
        }
        BigDecimal rounded =
                new BigDecimal(value).round(new MathContext(DIGITS)).stripTrailingZeros();
        boolean readable = Math.abs(value) >= 1e-4 && Math.abs(value) < 1e7;
        return readable ? rounded.toPlainString() : rounded.toString();
    }

    /** A number with a fixed number of digits behind the point. */
    static String fixed(double value, int decimals) {
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return text.matches("-0(\\.0*)?") ? text.substring(1) : text;
    }

    /** How many digits behind the point show an error with two significant digits; at least 0, at most 6. */
    static int decimalsFor(double error) {
        if (!(error > 0) || !Double.isFinite(error)) {
            return 0;
        }
        BigDecimal rounded = new BigDecimal(error).round(new MathContext(2, RoundingMode.HALF_EVEN));
        int magnitude = rounded.precision() - rounded.scale() - 1;
        return Math.clamp(1 - magnitude, 0, DIGITS);
    }
}
