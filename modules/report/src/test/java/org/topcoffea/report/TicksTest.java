package org.topcoffea.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TicksTest {
    private static List<String> labels(Scale scale, int wanted) {
        return Ticks.of(scale, wanted).marks().stream()
                .filter(Ticks.Mark::isMajor)
                .map(Ticks.Mark::label)
                .toList();
    }

    @Test
    void roundNumbers() {
        assertEquals(List.of("0", "100", "200", "300", "400", "500"), labels(new Scale.Linear(0, 500), 7));
        assertEquals(List.of("0.0", "0.5", "1.0", "1.5"), labels(new Scale.Linear(-0.1, 1.6), 4));
        assertEquals(List.of("-2", "-1", "0", "1"), labels(new Scale.Linear(-2, 1.9), 4));
        assertEquals(List.of("0", "100", "200", "300"), labels(new Scale.Linear(0, 3.2e5), 4));
        assertEquals(3, Ticks.of(new Scale.Linear(0, 3.2e5), 4).exponent());
        assertEquals(-3, Ticks.of(new Scale.Linear(0, 0.004), 4).exponent());
    }

    @Test
    void powersOfTen() {
        assertEquals(List.of("0.1", "1", "10", "$10^{2}$", "$10^{3}$"), labels(new Scale.Logarithmic(0.05, 2000), 6));
        assertEquals(List.of("2", "5", "10", "20"), labels(new Scale.Logarithmic(1.5, 30), 6));
    }

    @Test
    void marksAreInsideAscendAndAreNeitherFewNorMany() {
        long seed = 42;
        Random random = new Random(seed);
        for (int i = 0; i < 5000; i++) {
            double low = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(-12, 13));
            double high = low
                    + Math.max(Math.abs(low) * 1e-3, 1e-12)
                            * Math.pow(10, random.nextInt(0, 6))
                            * (0.1 + random.nextDouble());
            boolean logarithmic = random.nextBoolean();
            Scale scale = logarithmic
                    ? new Scale.Logarithmic(
                            Math.abs(low) + 1e-13, (Math.abs(low) + 1e-13) * Math.pow(10, 1 + random.nextInt(12)))
                    : new Scale.Linear(low, high);
            Ticks ticks = Ticks.of(scale, 6);
            String what = "seed " + seed + " case " + i + ": " + scale + " " + ticks;
            double before = Double.NEGATIVE_INFINITY;
            for (Ticks.Mark mark : ticks.marks()) {
                assertTrue(mark.value() > before, what);
                assertTrue(scale.at(mark.value()) > -1e-6 && scale.at(mark.value()) < 1 + 1e-6, what);
                before = mark.value();
            }
            List<String> labels = labels(scale, 6);
            assertTrue(labels.size() >= 1 && labels.size() <= 14, what);
            assertEquals(labels.size(), labels.stream().distinct().count(), what);
            assertTrue(ticks.marks().size() <= 100, what);
        }
    }
}
