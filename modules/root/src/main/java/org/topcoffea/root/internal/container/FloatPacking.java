package org.topcoffea.root.internal.container;

import org.topcoffea.root.RootError;
import org.topcoffea.root.RootException;

/**
 * How {@code Double32_t} and {@code Float16_t} are stored: as single precision, as a fraction of a range, or with fewer
 * bits in the mantissa. A comment {@code [low,high,bits]} of the member decides.
 *
 * @param kind which of the three
 * @param low the lower end of the range
 * @param high the upper end
 * @param bits the number of bits of the fraction or mantissa
 */
public record FloatPacking(Kind kind, double low, double high, int bits) {
    private static final int FLOAT16_BITS = 12;

    /** The ways to store a number. */
    public enum Kind {
        /** Four bytes of IEEE single precision. */
        SINGLE,
        /** Four bytes: an unsigned fraction of the range. */
        RANGE,
        /** Three bytes: exponent, then sign and mantissa. */
        TRUNCATED
    }

    /**
     * Reads a comment or leaf title.
     *
     * @param title holds {@code [low,high,bits]} behind any dimensions, or nothing
     * @param float16 whether the type is Float16_t
     * @param where file and branch, for messages
     */
    public static FloatPacking of(String title, boolean float16, String where) {
        String[] parts = range(title);
        if (parts.length < 2) {
            return float16
                    ? new FloatPacking(Kind.TRUNCATED, 0, 0, FLOAT16_BITS)
                    : new FloatPacking(Kind.SINGLE, 0, 0, 32);
        }
        double low = number(parts[0], where);
        double high = number(parts[1], where);
        int bits = parts.length > 2 ? (int) number(parts[2], where) : 32;
        if (bits < 2 || bits > 32) {
            bits = 32;
        }
        if (low < high) {
            return new FloatPacking(Kind.RANGE, low, high, bits);
        }
        if (float16) {
            bits = Math.min(bits, 16);
        }
        return bits < 15 || (float16 && bits < 17)
                ? new FloatPacking(Kind.TRUNCATED, 0, 0, bits)
                : new FloatPacking(Kind.SINGLE, 0, 0, 32);
    }

    /** The number of bytes of one value. */
    public int bytes() {
        return kind == Kind.TRUNCATED ? 3 : 4;
    }

    /** Reads one value. */
    public double read(BytesIn in) {
        return switch (kind) {
            case SINGLE -> in.f32();
            case RANGE -> fraction(in.i32());
            case TRUNCATED -> truncated(in.u8(), in.u16());
        };
    }

    /** The value of a fraction of the range. */
    public double fraction(int raw) {
        return low + (high - low) * ((raw & 0xffff_ffffL) / scale());
    }

    private double scale() {
        return bits >= 32 ? 0xffff_ffffL : 1L << bits;
    }

    /** The value of an exponent and a mantissa with its sign above. */
    public float truncated(int exponent, int mantissa) {
        int value = exponent << 23 | (mantissa & ((1 << (bits + 1)) - 1)) << (23 - bits);
        float magnitude = Float.intBitsToFloat(value);
        return (mantissa >>> (bits + 1) & 1) != 0 ? -magnitude : magnitude;
    }

    /** The last brackets with a comma in them, split. */
    private static String[] range(String title) {
        int close = title.length();
        while ((close = title.lastIndexOf(']', close - 1)) >= 0) {
            int from = title.lastIndexOf('[', close);
            if (from < 0) {
                break;
            }
            String inner = title.substring(from + 1, close);
            if (inner.indexOf(',') >= 0) {
                return inner.split(",");
            }
            close = from;
        }
        return new String[0];
    }

    /** A number or a product or quotient with pi in it. */
    private static double number(String text, String where) {
        String rest = text.strip().toLowerCase(java.util.Locale.ROOT);
        double value = 1;
        boolean divide = false;
        for (String part : rest.split("(?=[*/])|(?<=[*/])")) {
            switch (part.strip()) {
                case "*" -> divide = false;
                case "/" -> divide = true;
                default -> value = divide ? value / factor(part.strip(), where) : value * factor(part.strip(), where);
            }
        }
        return value;
    }

    private static double factor(String text, String where) {
        String plain = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        double sign = text.startsWith("-") ? -1 : 1;
        double value = switch (plain) {
            case "pi" -> Math.PI;
            case "2pi", "twopi" -> 2 * Math.PI;
            case "pi2" -> Math.PI / 2;
            case "pi4" -> Math.PI / 4;
            default -> parse(plain, where);
        };
        return sign * value;
    }

    private static double parse(String text, String where) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new RootException(
                    RootError.UNSUPPORTED, where + ": cannot read the number '" + text + "' of a range", e);
        }
    }
}
