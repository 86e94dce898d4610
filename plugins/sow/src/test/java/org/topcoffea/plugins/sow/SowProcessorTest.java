package org.topcoffea.plugins.sow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.topcoffea.hist.EftHistogram;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.Sample;
import org.topcoffea.spi.UserError;
import org.topcoffea.spi.test.TestEvents;
import org.topcoffea.spi.test.TestRun;
import org.topcoffea.spi.test.TestSample;

class SowProcessorTest {
    /** The only bin between underflow and overflow. */
    private static final int BIN = 1;

    private static double sum(TestRun run, String name, String sample, double... point) {
        EftHistogram histogram = run.get(name, EftHistogram.class);
        double[] rows = histogram.values(point, sample);
        assertArrayEquals(new double[] {0, rows[BIN], 0}, rows);
        return rows[BIN];
    }

    private static TestRun run(TestEvents events) {
        return TestRun.start(new SowProcessor(), Map.of(), events.sample()).process(events);
    }

    /** LHE scale weights of one event that are 1 but for the renormalisation scale. */
    private static float[] renormUp(float factor) {
        return new float[] {1, 1, 1, 1, 1, 1, 1, factor, 1};
    }

    @Test
    void centralSamplesSumTheGeneratorWeight() {
        TestRun run = run(TestEvents.builder()
                .sample(TestSample.named("ttHnobb").process("ttH_centralUL17").build())
                .scalar("genWeight", 2f, -1f)
                .jagged("LHEScaleWeight", renormUp(1.1f), renormUp(0.9f))
                .build());
        assertEquals(11, run.names().size());
        assertEquals(1.0, sum(run, "SumOfWeights", "ttHnobb"));
        assertEquals(1.3, sum(run, "SumOfWeights_renormUp", "ttHnobb"), 1e-7);
        for (String name : new String[] {"ISRUp", "FSRDown", "factUp", "renormfactDown", "renormDown"}) {
            assertEquals(1.0, sum(run, "SumOfWeights_" + name, "ttHnobb"));
        }
    }

    @Test
    void eftSamplesSumTheirCoefficients() {
        Sample sample = TestSample.named("ttH_private").wcNames("ctG").build();
        TestRun run = run(TestEvents.builder()
                .sample(sample)
                .scalar("genWeight", 100f, 100f)
                .jagged("EFTfitCoefficients", new float[] {0.2f, 1, 2}, new float[] {0.3f, 3, 4})
                .jagged("PSWeight", new float[] {1, 1, 2, 1}, new float[] {1, 1, 4, 1})
                .build());
        assertEquals(0.5, sum(run, "SumOfWeights", "ttH_private", 0), 1e-7);
        assertEquals(0.5 + 4 + 6, sum(run, "SumOfWeights", "ttH_private", 1), 1e-6);
        assertEquals(2 * 0.2 + 4 * 0.3, sum(run, "SumOfWeights_ISRUp", "ttH_private", 0), 1e-6);
    }

    @Test
    void coefficientsAreBroughtIntoTheOrderOfTheRun() {
        Sample first = TestSample.named("first").wcNames("b", "a").build();
        TestEvents events = TestEvents.builder()
                .sample(TestSample.named("second").wcNames("a", "b").build())
                .jagged("EFTfitCoefficients", new float[][] {{10, 11, 12, 13, 14, 15}})
                .build();
        TestRun run = TestRun.start(new SowProcessor(), Map.of(), first, events.sample())
                .process(events);
        EftHistogram.Block block = run.get("SumOfWeights", EftHistogram.class).block("second");
        assertArrayEquals(new double[] {10, 13, 15, 11, 14, 12}, block.coefficients(BIN));
    }

    @Test
    void squaredWeightsOnRequest() {
        TestEvents events = TestEvents.builder().scalar("genWeight", 2f, -1f).build();
        TestRun run = TestRun.start(new SowProcessor(), Map.of("do-errors", "true"), events.sample())
                .process(events);
        EftHistogram sums = run.get("SumOfWeights", EftHistogram.class);
        assertTrue(sums.hasSquaredWeights());
        assertEquals(5, sums.standardModel().variances("test")[BIN]);
    }

    @Test
    void dataIsRefusedBeforeAnyEvent() {
        Sample data = TestSample.named("DoubleMuon_B").data().build();
        AnalysisException e =
                assertThrows(AnalysisException.class, () -> TestRun.start(new SowProcessor(), Map.of(), data));
        assertEquals(UserError.BAD_SAMPLE, e.code());
        assertTrue(e.getMessage().contains("DoubleMuon_B"));
    }

    @Test
    void wrongNumberOfCoefficientsIsRefused() {
        TestEvents events = TestEvents.builder()
                .from("signal.root", 1000)
                .sample(TestSample.named("signal").wcNames("ctG", "ctW").build())
                .jagged("EFTfitCoefficients", new float[6], new float[3])
                .build();
        AnalysisException e = assertThrows(AnalysisException.class, () -> run(events));
        assertEquals(UserError.BAD_SAMPLE, e.code());
        assertTrue(e.getMessage().contains("event 1001 of signal.root has 3 EFT coefficients"), e.getMessage());
    }

    @Test
    void aSampleWithNamesButAFileWithoutCoefficientsIsRefused() {
        TestEvents events = TestEvents.builder()
                .sample(TestSample.named("signal").wcNames("ctG").build())
                .scalar("genWeight", 1f)
                .build();
        assertEquals(
                UserError.BAD_SAMPLE,
                assertThrows(AnalysisException.class, () -> run(events)).code());
    }

    /** Weights are multiples of 1/8 here, so that sums are exact in any order. */
    @Test
    void dividingTheEventsChangesNoByte() {
        long seed = 20_260_101;
        Random random = new Random(seed);
        int n = 200;
        float[] weights = new float[n];
        float[][] scales = new float[n][9];
        for (int e = 0; e < n; e++) {
            weights[e] = (random.nextInt(33) - 16) / 8f;
            for (int k = 0; k < 9; k++) {
                scales[e][k] = random.nextInt(17) / 8f;
            }
        }
        TestEvents events = TestEvents.builder()
                .scalar("genWeight", weights)
                .jagged("LHEScaleWeight", scales)
                .build();
        byte[] whole = run(events).encoded();
        for (int round = 0; round < 20; round++) {
            int cut = random.nextInt(n + 1);
            byte[] inParts =
                    run(events.range(cut, n)).merge(run(events.range(0, cut))).encoded();
            assertArrayEquals(whole, inParts, "seed " + seed + ", cut at " + cut);
        }
    }
}
