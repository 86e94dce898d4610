package org.topcoffea.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoissonIntervalTest {
    /** Limits from quantiles of the chi-squared distribution, computed with SciPy. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, 1.8410216450",
        "1, 0.8272462210, 2.2995265591",
        "2, 1.2918145602, 2.6378596235",
        "5, 2.1596911444, 3.3824726522",
        "10, 3.1086944394, 4.2669497610",
        "100, 9.9832548226, 11.0333609411",
        "1000, 31.622777, 31.622777",
        "2.5, 1.581139, 1.581139",
    })
    void agreesWithGarwood(double count, double down, double up) {
        assertEquals(down, PoissonInterval.down(count), 1e-6);
        assertEquals(up, PoissonInterval.up(count), 1e-6);
    }
}
