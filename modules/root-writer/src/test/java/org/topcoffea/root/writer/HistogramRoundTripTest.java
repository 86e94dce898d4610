package org.topcoffea.root.writer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What other programs read from histograms is what was written, bit by bit. */
class HistogramRoundTripTest {
    private static final HistogramAxis REGULAR = HistogramAxis.regular("p_{T} [GeV]", 4, 0, 200);
    private static final HistogramAxis VARIABLE = HistogramAxis.variable("|#eta|", 0, 0.8, 1.4442, 2.5);
    private static final HistogramAxis CATEGORY =
            HistogramAxis.category("channel", List.of("2lss_ee", "2lss_em", "größer 3l"));

    @TempDir
    Path directory;

    private final Random random = new Random(11);
    private final List<String> expected = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(Oracle.class)
    void readsHistogramsOfAllKinds(Oracle oracle) throws Exception {
        Path path = directory.resolve("histograms.root");
        try (RootFileWriter file = RootFileWriter.create(path)) {
            write(file, "", "one", histogram(REGULAR));
            write(file, "", "two", histogram(VARIABLE, CATEGORY));
            write(file, "ttH/2lss", "single", histogram(CATEGORY).inSinglePrecision());
            write(file, "ttH/2lss", "plane", histogram(REGULAR, VARIABLE).inSinglePrecision());
            write(file, "ttH/3l/deep/er", "space", histogram(REGULAR, CATEGORY, VARIABLE));
            write(
                    file,
                    "ttH/3l/deep/er",
                    "space_f",
                    histogram(REGULAR, REGULAR, VARIABLE).inSinglePrecision());
            Histogram plain = Histogram.of("no variances", List.of(REGULAR), random(6, 1));
            write(file, "ttH", "plain", plain);
            write(file, "ttH", "filled", plain.withStatistics(new HistogramStatistics(1234, 1, 2, 3, 4)));
            file.write("", "note", "a text of some length: " + "x".repeat(300));
            expected.add("text note a text of some length: " + "x".repeat(300));
            file.commit();
        }
        TreeRoundTripTest.assertSameLines(sorted(expected), sorted(oracle.dump(path)));
    }

    private Histogram histogram(HistogramAxis... axes) {
        int cells = IntStream.range(0, axes.length).map(i -> axes[i].bins() + 2).reduce(1, Math::multiplyExact);
        String title = axes.length + " axes";
        return Histogram.of(title, List.of(axes), random(cells, -100)).withVariances(random(cells, 1e-3));
    }

    private double[] random(int count, double scale) {
        return random.doubles(count).map(value -> scale * value).toArray();
    }

    private void write(RootFileWriter file, String folder, String name, Histogram histogram) {
        file.write(folder, name, histogram);
        String path = folder.isEmpty() ? name : folder + "/" + name;
        StringBuilder text = new StringBuilder();
        text.append("histogram " + path + " " + histogram.className() + " " + histogram.title());
        for (HistogramAxis axis : histogram.axes()) {
            String edges = axis.isVariable() ? bits(axis.edges()) : "";
            text.append("\naxis " + axis.bins() + " " + bits(axis.low(), axis.high()) + " " + axis.title());
            text.append(" | " + edges + " | " + String.join(",", axis.labels()));
        }
        HistogramStatistics statistics = histogram.statistics();
        int sums = new int[] {4, 7, 11}[histogram.axes().size() - 1];
        text.append("\nstatistics " + bits(statistics.entries()) + " "
                + bits(IntStream.range(0, sums).mapToDouble(statistics::sum).toArray()));
        DoubleStream contents = DoubleStream.of(histogram.contents());
        text.append(
                "\ncontents " + bits((histogram.single() ? contents.map(value -> (float) value) : contents).toArray()));
        text.append("\nvariances " + bits(histogram.variances()));
        expected.add(text.toString());
    }

    private static String bits(double... values) {
        return DoubleStream.of(values)
                .mapToObj(value -> HexFormat.of().toHexDigits(Double.doubleToLongBits(value)))
                .collect(Collectors.joining(" "));
    }

    /** One text for each object, as programs differ in the order in which they visit directories. */
    private static List<String> sorted(List<String> lines) {
        List<String> objects = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("histogram") || line.startsWith("text")) {
                objects.add(line);
            } else {
                objects.set(objects.size() - 1, objects.getLast() + "\n" + line.strip());
            }
        }
        return objects.stream()
                .map(object -> object.lines().map(String::strip).collect(Collectors.joining("\n")))
                .sorted()
                .toList();
    }
}
