package org.topcoffea.root.internal.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FloatPackingTest {
    private static FloatPacking of(String title, boolean float16) {
        return FloatPacking.of(title, float16, "test");
    }

    @Test
    void ranges() {
        FloatPacking packing = of("x[3][-2*pi,2*pi,10]", false);
        assertEquals(FloatPacking.Kind.RANGE, packing.kind());
        assertEquals(-2 * Math.PI, packing.low());
        assertEquals(10, packing.bits());
        assertEquals(-2 * Math.PI, packing.fraction(0));
        assertEquals(0, packing.fraction(512), 1e-15);
        assertEquals(Math.PI / 4, of("[0,pi/4]", false).high());
    }

    @Test
    void dimensionsAreNotRanges() {
        assertEquals(FloatPacking.Kind.SINGLE, of("x[3][4]", false).kind());
        assertEquals(FloatPacking.Kind.TRUNCATED, of("x[n]", true).kind());
    }

    @Test
    void truncatedMantissas() {
        FloatPacking packing = of("", true);
        assertEquals(12, packing.bits());
        // 1.5 is exponent 127 and the upper half of a mantissa of 12 bits.
        assertEquals(1.5f, packing.truncated(127, 1 << 11));
        assertEquals(-1.5f, packing.truncated(127, 1 << 13 | 1 << 11));
    }
}
