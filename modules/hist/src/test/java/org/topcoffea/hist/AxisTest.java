package org.topcoffea.hist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AxisTest {
    @Test
    void edgesBelongToTheBinAbove() {
        for (DenseAxis axis :
                new DenseAxis[] {Axis.regular("x", "x", 4, 0, 40), Axis.variable("x", "x", 0, 10, 20, 30, 40)}) {
            assertEquals(0, axis.row(-1e-300));
            assertEquals(1, axis.row(0));
            assertEquals(1, axis.row(-0.0));
            assertEquals(1, axis.row(Math.nextDown(10.0)));
            assertEquals(2, axis.row(10));
            assertEquals(4, axis.row(Math.nextDown(40.0)));
            assertEquals(5, axis.row(40));
            assertEquals(5, axis.row(Double.NaN));
            assertEquals(5, axis.row(Double.POSITIVE_INFINITY));
            assertEquals(0, axis.row(Double.NEGATIVE_INFINITY));
            assertEquals(6, axis.extent());
        }
        IntegerAxis integer = Axis.integer("n", "n", -1, 3);
        assertEquals(0, integer.row(-1.5));
        assertEquals(1, integer.row(-0.5));
        assertEquals(2, integer.row(0.9));
        assertEquals(5, integer.row(3));
        assertEquals(5, integer.row(Double.NaN));
    }

    @Test
    void withoutFlowBinsOutsideIsNowhere() {
        for (DenseAxis axis : new DenseAxis[] {
            new RegularAxis("x", "x", 2, 0, 2, false, false),
            new VariableAxis("x", "x", new double[] {0, 1, 2}, false, false),
            new IntegerAxis("x", "x", 0, 2, false, false)
        }) {
            assertEquals(-1, axis.row(-1));
            assertEquals(0, axis.row(0.5));
            assertEquals(1, axis.row(1));
            assertEquals(-1, axis.row(2));
            assertEquals(-1, axis.row(Double.NaN));
            assertEquals(2, axis.extent());
        }
    }

    @Test
    void rowsFollowTheArithmeticOfRegularAxes() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            int bins = 1 + random.nextInt(200);
            double lower = random.nextGaussian() * 10;
            double upper = lower + random.nextDouble() * 100 + 1e-3;
            RegularAxis axis = Axis.regular("x", "x", bins, lower, upper);
            double x = lower + (upper - lower) * random.nextInt(bins) / bins;
            double z = (x - lower) / (upper - lower);
            int expected = z < 0 ? 0 : z >= 1 ? bins + 1 : 1 + (int) (z * bins);
            assertEquals(expected, axis.row(x));
        }
    }

    @Test
    void badAxesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Axis.regular("x", "x", 0, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> Axis.regular("x", "x", 5, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> Axis.regular("x", "x", 5, 0, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> Axis.variable("x", "x", 0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> Axis.variable("x", "x", 0));
        assertThrows(IllegalArgumentException.class, () -> Axis.integer("x", "x", 3, 3));
        assertThrows(IllegalArgumentException.class, () -> Axis.category("quadratic_term"));
    }
}
