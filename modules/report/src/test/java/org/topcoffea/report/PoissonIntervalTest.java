package org.topcoffea.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoissonIntervalTest {
    /** Limits from quantiles of the chi-squared distribution, computed with SciPy. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, 1.841021645",
        "1, 0.827246221, 2.299527",
        "2, 1.291815110, 2.637859",
        "5, 2.159691240, 3.382473",
        "10, 3.108694435, 4.266949",
        "100, 9.983379, 11.033360",
        "1000, 31.622777, 31.622777",
        "2.5, 1.581139, 1.581139",
    })
    void agreesWithGarwood(double count, double down, double up) {
        assertEquals(down, PoissonInterval.down(count), 1e-5);
        assertEquals(up, PoissonInterval.up(count), 1e-5);
    }
}
