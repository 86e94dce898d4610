package org.topcoffea.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The log is a real one, of makeflow 7.14.5 with two workers. */
class ManagerGraphTest {
    private static List<String> lines() throws IOException {
        try (InputStream in = Objects.requireNonNull(ManagerGraphTest.class.getResourceAsStream("makeflow.wqlog"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    @Test
    void readsARealLog() throws IOException {
        StatisticsLog log = StatisticsLog.parse(lines(), 0);
        assertEquals(lines().size() - 1, log.size());
        double[] submitted = log.column("tasks_submitted");
        assertEquals(60, submitted[submitted.length - 1]);
        assertEquals(0, log.elapsed()[0]);
        assertTrue(log.elapsed()[1] > 4 && log.elapsed()[1] < 10, Arrays.toString(log.elapsed()));
    }

    @Test
    void drawsAllNine() throws IOException {
        StatisticsLog log = StatisticsLog.parse(lines(), 0);
        List<String> names = new ArrayList<>();
        for (ManagerGraph graph : ManagerGraph.values()) {
            TimeGraph picture =
                    graph.of(log, "makeflow", ManagerGraph.Unit.S, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
            String svg = picture.svg(TimeGraph.WIDTH, TimeGraph.HEIGHT);
            assertTrue(svg.contains("Manager lifetime [s]"), graph::label);
            picture.curves()
                    .forEach(curve ->
                            assertTrue(svg.contains(">" + curve.name() + "<"), () -> graph + ": " + curve.name()));
            assertTrue(picture.curves().size() >= 2, graph::label);
            names.add(graph.label());
        }
        assertEquals(
                List.of(
                        "workers",
                        "workers-accum",
                        "tasks",
                        "tasks-capacities",
                        "tasks-accum",
                        "time-manager",
                        "time-workers",
                        "transfer",
                        "times-stacked"),
                names);
    }

    /** The y of the text, in pixels from above. */
    private static double height(String svg, String text) {
        Matcher found = Pattern.compile("<text [^>]*y=\"([0-9.]+)\"[^>]*>(?:(?!</text>).)*" + Pattern.quote(text))
                .matcher(svg);
        assertTrue(found.find(), () -> text + " is not in " + svg);
        return Double.parseDouble(found.group(1));
    }

    @Test
    void aPowerOfTenIsWrittenBelowTheLegend() {
        double[] times = {0, 1};
        double[] values = {0, 3e-6};
        List<TimeGraph.Curve> curves = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            curves.add(new TimeGraph.Curve("curve number " + i, values));
        }
        String svg = new TimeGraph("", "x", "y", times, curves, false, 0, 1).svg(400, 400);
        double legend = height(svg, "curve number 11");
        assertTrue(height(svg, "× 10") > legend + Legend.SIZE, () -> "the last name is at " + legend + " in " + svg);
    }

    @Test
    void sharesAddUpToTheWholeTime() throws IOException {
        StatisticsLog log = StatisticsLog.parse(lines(), 0);
        TimeGraph shares = ManagerGraph.TIMES_STACKED.of(
                log, "", ManagerGraph.Unit.M, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        for (int i = 1; i < log.size(); i++) {
            int moment = i;
            double sum = shares.curves().stream()
                    .mapToDouble(curve -> curve.values()[moment])
                    .sum();
            assertEquals(100, sum, 1e-9);
            assertTrue(shares.curves().stream().allMatch(curve -> curve.values()[moment] >= 0));
        }
    }

    @Test
    void takesOneLineForEachInterval() throws IOException {
        List<String> log = new ArrayList<>(List.of("# timestamp tasks_waiting"));
        for (int second = 0; second <= 100; second++) {
            log.add((1_000_000_000_000L + second * 1_000_000L) + " " + second);
        }
        assertArrayEquals(
                new double[] {0, 30, 60, 90, 100}, StatisticsLog.parse(log, 30).column("tasks_waiting"));
        assertArrayEquals(
                new double[] {0, 30, 60, 90, 100}, StatisticsLog.parse(log, 30).elapsed());
    }

    @Test
    void aLogThatIsStillWrittenMayBeCutOff() {
        StatisticsLog log = StatisticsLog.parse(List.of("# timestamp a", "1000000 1", "2000000 2", "30000"), 0);
        assertArrayEquals(new double[] {1, 2}, log.column("a"));
    }

    @Test
    void whatIsNoLogIsRefused() {
        for (List<String> lines :
                List.of(List.<String>of(), List.of("hello"), List.of("# a b", "1 2"), List.of("# timestamp a"))) {
            assertThrows(IllegalArgumentException.class, () -> StatisticsLog.parse(lines, 0), lines::toString);
        }
    }

    @Test
    void oneMomentIsEnough() {
        StatisticsLog log = StatisticsLog.parse(List.of("# timestamp bytes_sent bytes_received", "1000000 1 0"), 30);
        String svg = ManagerGraph.TRANSFER
                .of(log, "t", ManagerGraph.Unit.H, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
                .svg(400, 300);
        assertTrue(svg.contains("sent"));
    }
}
