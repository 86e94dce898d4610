package org.topcoffea.spi.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.GeneratorWeights;
import org.topcoffea.spi.UserError;
import org.topcoffea.spi.WeightVariation;

class GeneratorWeightsTest {
    private static final float[] NINE = {0, 1, 2, 3, 4, 5, 6, 7, 8};
    private static final WeightVariation[] SCALES = {
        WeightVariation.RENORMFACT_DOWN,
        WeightVariation.RENORM_DOWN,
        WeightVariation.FACT_DOWN,
        WeightVariation.FACT_UP,
        WeightVariation.RENORM_UP,
        WeightVariation.RENORMFACT_UP
    };

    private static GeneratorWeights scale(String title, float... values) {
        return GeneratorWeights.of(TestEvents.builder()
                .jagged("LHEScaleWeight", new float[][] {values})
                .title("LHEScaleWeight", title)
                .build());
    }

    private static GeneratorWeights shower(String title, float... values) {
        return GeneratorWeights.of(TestEvents.builder()
                .jagged("PSWeight", new float[][] {values})
                .title("PSWeight", title)
                .build());
    }

    private static void assertFactors(GeneratorWeights weights, WeightVariation[] variations, double... expected) {
        for (int i = 0; i < variations.length; i++) {
            assertEquals(expected[i], weights.factor(variations[i], 0), variations[i].label());
        }
    }

    /** A title of nine entries in one of the dialects that generators and NanoAOD versions use. */
    private static String nine(String format) {
        StringBuilder title = new StringBuilder("LHE scale variation weights (w_var / w_nominal); ");
        String[] values = {"0.5", "1", "2"};
        for (int i = 0; i < 9; i++) {
            title.append("[%d] is ".formatted(i))
                    .append(format.formatted(values[i / 3], values[i % 3]))
                    .append(" ; ");
        }
        return title.toString();
    }

    @Test
    void scaleTitlesOfAllDialects() {
        String[] dialects = {
            "muR=%s muF=%s", "mur=%s muf=%s", "renscfact=%sd0 facscfact=%sd0", "MUF=\"%2$s\" MUR=\"%1$s\""
        };
        for (String dialect : dialects) {
            assertFactors(scale(nine(dialect), NINE), SCALES, 0, 1, 3, 5, 7, 8);
        }
        assertFactors(
                scale(
                        "[0] is muR=0.50000E+00 muF=0.50000E+00 ; [1] is muR=0.50000E+00 muF=0.10000E+01 ;"
                                + " [2] is muR=0.10000E+01 muF=0.50000E+00 ; [3] is muR=0.10000E+01 muF=0.20000E+01 ;"
                                + " [4] is muR=0.20000E+01 muF=0.10000E+01 ; [5] is muR=0.20000E+01 muF=0.20000E+01 ",
                        NINE),
                SCALES,
                0,
                1,
                2,
                3,
                4,
                5);
    }

    @Test
    void scaleWeightsWithoutTitleHaveTheirUsualOrder() {
        assertFactors(scale("", NINE), SCALES, 0, 1, 3, 5, 7, 8);
        assertFactors(scale("", 0, 1, 2, 3, 4, 5, 6, 7), SCALES, 0, 1, 3, 4, 6, 7);
        assertFactors(scale("", 5, 5), SCALES, 1, 1, 1, 1, 1, 1);
        assertFactors(scale(nine("muR=%s muF=%s"), 9, 8), SCALES, 9, 8, 1, 1, 1, 1);
    }

    @Test
    void showerWeights() {
        WeightVariation[] order = {
            WeightVariation.ISR_DOWN, WeightVariation.FSR_DOWN, WeightVariation.ISR_UP, WeightVariation.FSR_UP
        };
        String usual = "PS weights (w_var / w_nominal); [0] is ISR=0.5 FSR=1; [1] is ISR=1 FSR=0.5; [2] is ISR=2 FSR=1;"
                + " [3] is ISR=1 FSR=2 ";
        assertFactors(shower(usual, 5, 6, 7, 8), order, 5, 6, 7, 8);
        String other = "[0] is ISR=2 FSR=1; [1] is ISR=1 FSR=2; [2] is ISR=0.5 FSR=1; [3] is ISR=1 FSR=0.5 ";
        assertFactors(shower(other, 5, 6, 7, 8), order, 7, 8, 5, 6);
        assertFactors(shower("", 5, 6, 7, 8), order, 5, 6, 7, 8);
        assertFactors(shower("dummy PS weight (1.0)", 3), order, 1, 1, 1, 1);
    }

    @Test
    void aTitleThatLacksAVariationIsRefused() {
        AnalysisException e =
                assertThrows(AnalysisException.class, () -> shower("[0] is ISR=0.5 FSR=1; [1] is ISR=1 FSR=0.5", 1, 1));
        assertEquals(UserError.BAD_SAMPLE, e.code());
        assertTrue(e.getMessage().contains("ISR_UP") && e.getMessage().contains("memory.root"), e.getMessage());
    }

    @Test
    void filesWithoutTheColumnsHaveFactorOne() {
        GeneratorWeights weights =
                GeneratorWeights.of(TestEvents.builder().scalar("genWeight", 2f).build());
        for (WeightVariation variation : WeightVariation.values()) {
            assertEquals(1, weights.factor(variation, 0));
        }
    }
}
