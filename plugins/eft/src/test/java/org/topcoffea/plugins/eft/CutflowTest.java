package org.topcoffea.plugins.eft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.topcoffea.plugins.eft.Collisions.el;
import static org.topcoffea.plugins.eft.Collisions.jets;
import static org.topcoffea.plugins.eft.Collisions.mu;
import static org.topcoffea.plugins.eft.EftRuns.DEFAULT;
import static org.topcoffea.plugins.eft.EftRuns.UNIT;
import static org.topcoffea.plugins.eft.EftRuns.cutflow;
import static org.topcoffea.plugins.eft.EftRuns.run;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.topcoffea.hist.Cutflow;
import org.topcoffea.plugins.eft.Collisions.L;
import org.topcoffea.spi.Sample;
import org.topcoffea.spi.test.TestEvents;
import org.topcoffea.spi.test.TestRun;
import org.topcoffea.spi.test.TestSample;

class CutflowTest {
    @Test
    void weightsAreNormalisedGeneratorWeights() {
        Sample sample =
                TestSample.named("ttW").crossSection(0.5).sumOfWeights(4).build();
        L[] pair = {mu(1, 60, 0.5, 0), el(1, 40, -0.5, 2)};
        TestEvents events = new Collisions()
                .event(jets("mm--"), pair)
                .weight(3)
                .event(jets("mm--"), pair[0])
                .weight(-1)
                .event(jets(""), pair)
                .weight(2)
                .builder(sample)
                .scalar("L1PreFiringWeight_Nom", 0.5f, 0.5f, 0.5f)
                .build();
        Cutflow.Row row = cutflow(run(DEFAULT, events), "ttW");
        double norm = 1000 * 41.48 * 0.5 / 4;
        assertRow(row, Cut.ALL, 3, 4 * norm, 14 * norm * norm);
        assertEquals(1000 * 41.48 * 0.5, row.sumOfWeights(Cut.ALL.ordinal()), 1e-9, "cross section times luminosity");
        for (Cut cut : List.of(Cut.ACCEPTANCE, Cut.TRIGGER, Cut.FAKEABLE, Cut.FILTERS, Cut.LOW_MASS)) {
            assertRow(row, cut, 2, 5 * norm, 13 * norm * norm);
        }
        assertRow(row, Cut.SELECTED, 1, 3 * norm, 9 * norm * norm);
    }

    @Test
    void eventsWithCoefficientsCountOne() {
        L[] pair = {mu(1, 60, 0.5, 0), el(1, 40, -0.5, 2)};
        TestEvents events = new Collisions()
                .event(jets("mm--"), pair)
                .coefficients(2, 1, 3)
                .event(jets("mm--"), pair[0])
                .coefficients(5, 1, 3)
                .builder(TestSample.named("ttH").wcNames("ctG").build())
                .scalar("genWeight", 7f, 7f)
                .build();
        Cutflow.Row row = cutflow(run(DEFAULT, events), "ttH");
        assertRow(row, Cut.ALL, 2, 2, 2);
        assertRow(row, Cut.SELECTED, 1, 1, 1);
    }

    @Test
    void processesAreCountedApart() {
        Sample other = TestSample.named("data").process("dataUL17").data().build();
        TestRun run = TestRun.start(new EftProcessor(), DEFAULT, UNIT, other)
                .process(new Collisions()
                        .event(jets(""), mu(1, 60, 0, 0))
                        .weight(3)
                        .build(UNIT))
                .process(new Collisions().event(jets("")).event(jets("")).build(other));
        Cutflow cutflow = run.get("cutflow", Cutflow.class);
        assertEquals(List.of("dataUL17", "unit"), cutflow.categories());
        assertEquals(Cut.labels(), cutflow.cuts());
        assertRow(cutflow.row("unit"), Cut.ALL, 1, 3, 9);
        assertRow(cutflow.row("dataUL17"), Cut.ALL, 2, 2, 2);
        assertRow(cutflow.row("dataUL17"), Cut.ACCEPTANCE, 0, 0, 0);
    }

    private static void assertRow(Cutflow.Row row, Cut cut, long events, double weights, double squares) {
        assertEquals(events, row.count(cut.ordinal()), cut.label());
        assertEquals(weights, row.sumOfWeights(cut.ordinal()), 1e-12 * Math.abs(weights), cut.label());
        assertEquals(squares, row.sumOfSquares(cut.ordinal()), 1e-12 * squares, cut.label());
    }

    @Test
    void filtersCutWhereTheyExist() {
        TestEvents events = new Collisions()
                .event(jets("mm--"), mu(1, 60, 0.5, 0), el(1, 40, -0.5, 2))
                .weight(1)
                .builder(UNIT)
                .scalar("Flag_goodVertices", false)
                .build();
        Cutflow.Row row = cutflow(run(DEFAULT, events), "unit");
        assertEquals(1, row.count(Cut.FAKEABLE.ordinal()));
        assertEquals(0, row.count(Cut.FILTERS.ordinal()));
    }
}
