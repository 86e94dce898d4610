package org.topcoffea.plugins.eft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.topcoffea.plugins.eft.Collisions.el;
import static org.topcoffea.plugins.eft.Collisions.jets;
import static org.topcoffea.plugins.eft.Collisions.mu;
import static org.topcoffea.plugins.eft.EftRuns.DEFAULT;
import static org.topcoffea.plugins.eft.EftRuns.UNIT;
import static org.topcoffea.plugins.eft.EftRuns.run;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.topcoffea.hist.EftHistogram;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.test.TestEvents;
import org.topcoffea.spi.test.TestSample;

class EventWeightsTest {
    @Test
    void centralSamplesAreWeightedByTheGeneratorAndByPrefiring() {
        TestEvents events = new Collisions()
                .event(jets("mm--"), mu(1, 60, 0.5, 0), el(1, 40, -0.5, 2))
                .weight(-2)
                .builder(UNIT)
                .scalar("L1PreFiringWeight_Nom", 0.5f)
                .build();
        EftHistogram njets = run(DEFAULT, events).get("njets", EftHistogram.class);
        assertEquals(-1, njets.values(new double[0], "unit", "2lss_p", "nominal", "isSR_2lSS")[5]);
    }

    @Test
    void systematicVariationsAreNormalisedByTheirOwnSums() {
        TestSample sample = TestSample.named("unit").sumOfWeights(41480);
        for (String name : EventWeights.labels(true)) {
            sample.sumOfWeights(name, 41480);
        }
        sample.sumOfWeights("renormUp", 4 * 41480);
        Collisions one = new Collisions()
                .event(jets("mm--"), mu(1, 60, 0.5, 0), el(1, 40, -0.5, 2))
                .weight(1);
        TestEvents events = one.builder(sample.build())
                .jagged("LHEScaleWeight", new float[][] {{1, 1, 1, 0.5f, 1, 1, 1, 2, 1}})
                .scalar("L1PreFiringWeight_Nom", 0.5f)
                .scalar("L1PreFiringWeight_Up", 0.75f)
                .scalar("L1PreFiringWeight_Dn", 0.25f)
                .build();
        EftHistogram njets = run(Map.of("do-systs", "true"), events).get("njets", EftHistogram.class);
        Map<String, Double> expected = Map.of(
                "nominal",
                0.5,
                "renormUp",
                0.25,
                "factDown",
                0.25,
                "ISRUp",
                0.5,
                "PreFiringUp",
                0.75,
                "PreFiringDown",
                0.25);
        expected.forEach((name, weight) ->
                assertEquals(weight, njets.values(new double[0], "unit", "2lss_p", name, "isSR_2lSS")[5], name));
        assertEquals(13, njets.filledBlocks().size());
        TestEvents without = one.build(UNIT);
        AnalysisException e = assertThrows(AnalysisException.class, () -> run(Map.of("do-systs", "true"), without));
        assertTrue(
                e.getMessage().contains("nSumOfWeights_ISRUp") && e.getMessage().contains("sow"), e.getMessage());
    }

    @Test
    void squaredWeightsGiveVariances() {
        TestEvents events = new Collisions()
                .event(jets("mm--"), mu(1, 60, 0.5, 0), el(1, 40, -0.5, 2))
                .weight(3)
                .build(UNIT);
        EftHistogram njets = run(Map.of("do-errors", "true"), events).get("njets", EftHistogram.class);
        assertEquals(9, njets.standardModel().variances("unit", "2lss_p", "nominal", "isSR_2lSS")[5]);
    }
}
