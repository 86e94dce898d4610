package org.topcoffea.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.topcoffea.hist.Axis;
import org.topcoffea.hist.Histogram;
import org.topcoffea.hist.Storage;
import org.topcoffea.report.YieldsTable.Row;
import org.topcoffea.report.YieldsTable.Yield;

class TablesTest {
    private static YieldsTable table() {
        return new YieldsTable(
                "process",
                List.of("2lss", "3l"),
                List.of(
                        new Row("ttH", List.of(new Yield(123.456, 5.678), new Yield(0.01234, 0.00056)), false),
                        new Row("nonprompt", List.of(new Yield(9.87, 12.3), new Yield(1234567, 890)), false)));
    }

    @Test
    void yieldsAreRoundedToTheirErrors() {
        assertEquals("123.5 ± 5.7", new Yield(123.456, 5.678).toString());
        assertEquals("0.01234 ± 0.00056", new Yield(0.01234, 0.00056).toString());
        assertEquals("10 ± 12", new Yield(9.87, 12.3).toString());
        assertEquals("1 ± 10", new Yield(1.2, 9.99).toString());
        assertEquals("17", new Yield(17, 0).toString());
        assertEquals("0.00 ± 0.10", new Yield(-0.001, 0.1).toString());
    }

    @Test
    void tableAsText() {
        String expected = """
            process            2lss                        3l
            ─────────────────────────────────────────────────
            ttH         123.5 ± 5.7         0.01234 ± 0.00056
            nonprompt    10 ± 12      1234567 ± 890
            ─────────────────────────────────────────────────
            sum         133 ± 14      1234567 ± 890
            """;
        assertEquals(expected, table().withSumOfRows("sum", row -> true).text(100));
    }

    @Test
    void sumsAddWhatTheyAreToldButNoSums() {
        YieldsTable sums = table().withSumOfRows("signal", "ttH"::equals).withSumOfRows("all", row -> true);
        assertEquals(sums.rows().get(0).yields(), sums.rows().get(2).yields());
        assertEquals(133.326, sums.rows().get(3).yields().getFirst().value(), 1e-9);
    }

    @Test
    void columnsThatDoNotFitContinueBelow() {
        String text = table().text(30);
        assertEquals(2, text.lines().filter(line -> line.startsWith("ttH")).count());
        assertTrue(table().withSumOfColumns("all").csv().contains("ttH,123.456,5.678,0.01234,5.6E-4,123.46834,"));
    }

    private static Histogram histogram(Storage storage) {
        Histogram histogram = Histogram.of(
                storage, Axis.category("process"), Axis.category("channel"), Axis.integer("njets", "Jets", 0, 3));
        double[][] fills = {{0, 1}, {1, 1}, {2, 1}, {5, 1}, {-1, 1}};
        for (double[] fill : fills) {
            histogram.block("ttH", "2lss").fill(fill[0], storage == Storage.COUNT ? 1 : 2);
        }
        histogram.block("WZ", "3l").fill(1, 1);
        return histogram;
    }

    @Test
    void histogramsAreSeenWithOrWithoutFlow() {
        HistogramView folded = new HistogramView(histogram(Storage.WEIGHTED), Flow.FOLD);
        assertEquals(List.of("≤0", "1", "≥2"), folded.axis().binLabels());
        Series total = folded.total("all");
        assertEquals(4, total.value(0));
        assertEquals(5, total.value(1) + 2);
        assertEquals(Math.sqrt(8), total.up(2), 1e-12);
        HistogramView inside = new HistogramView(histogram(Storage.WEIGHTED), Flow.HIDE);
        assertEquals(List.of("0", "1", "2"), inside.axis().binLabels());
        assertEquals(2, inside.total("all").value(0));
        assertEquals(
                0,
                new HistogramView(histogram(Storage.DOUBLE), Flow.FOLD)
                        .total("x")
                        .up(0));
        assertEquals(
                2.637859,
                new HistogramView(histogram(Storage.COUNT), Flow.FOLD)
                        .total("x")
                        .up(0),
                1e-5);
    }

    @Test
    void categoriesBecomeSeriesSmallestFirst() {
        HistogramView view = new HistogramView(histogram(Storage.WEIGHTED), Flow.FOLD);
        assertEquals(
                List.of("WZ", "ttH"),
                view.byCategory("process", name -> true, 5).stream()
                        .map(Series::label)
                        .toList());
        List<Series> one = view.byCategory("process", name -> true, 1);
        assertEquals("2 others", one.getFirst().label());
        assertEquals(view.total("2 others"), one.getFirst());
        assertThrows(IllegalArgumentException.class, () -> view.byCategory("year", name -> true, 5));
    }

    @Test
    void dataArePointsAndTheRestAStack() {
        HistogramView view = new HistogramView(histogram(Storage.WEIGHTED), Flow.FOLD);
        Plot plot = view.stacked("process", name -> name.equals("WZ"), 5);
        assertEquals(1, ((Layer.Stack) plot.layers().getFirst()).parts().size());
        assertEquals("Data", ((Layer.Points) plot.layers().getLast()).series().label());
        assertTrue(plot.ratioLabel().isPresent());
        assertEquals(1, view.stacked("process", name -> false, 5).layers().size());
        assertEquals(1, view.stacked("process", name -> true, 5).layers().size());
    }

    @Test
    void yieldsOfAHistogram() {
        YieldsTable table = HistogramView.yields(histogram(Storage.WEIGHTED), "process", "channel");
        assertEquals(List.of("2lss", "3l"), table.columns());
        assertEquals(
                new Row("WZ", List.of(Yield.ZERO, new Yield(1, 1)), false),
                table.rows().getFirst());
        assertEquals(
                new Yield(10, Math.sqrt(20)), table.rows().getLast().yields().getFirst());
    }

    @Test
    void histogramAsText() {
        BinAxis axis = BinAxis.numeric("$p_T$ [GeV]", 0, 50, 100, 1000);
        Series series = Series.weighted("ttH", new double[] {120, 54.21, 0}, new double[] {121, 55, 0});
        assertEquals("""
            ttH: pT [GeV]
                0 –   50  █████████████████████  120 ± 11
               50 –  100  █████████▌             54.2 ± 7.4
              100 – 1000                         0
                     sum                         174 ± 13
            """, TextHistogram.render(axis, series, 47, true));
        String ascii = TextHistogram.render(axis, series, 47, false);
        assertTrue(ascii.contains("####") && ascii.chars().allMatch(c -> c < 0x80), ascii);
    }
}
