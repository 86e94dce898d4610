package org.topcoffea.plugins.eft;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PeriodTest {
    @Test
    void theTagCutOfFakeableLeptonsFallsWithPt() {
        float[] pt = {10, 20, 30, 45, 80};
        double[][] expected = {
            {0.2489, 0.2489, 0.16854, 0.048, 0.048},
            {0.2598, 0.2598, 0.1762, 0.0508, 0.0508},
            {0.304, 0.304, 0.20368, 0.0532, 0.0532},
            {0.2783, 0.2783, 0.18658, 0.049, 0.049}
        };
        Period[] periods = {Period.Y2016, Period.Y2016APV, Period.Y2017, Period.Y2018};
        for (int p = 0; p < periods.length; p++) {
            for (int i = 0; i < pt.length; i++) {
                assertEquals(expected[p][i], periods[p].smoothTag(pt[i]), 1e-6, periods[p].year() + " at " + pt[i]);
            }
        }
    }
}
