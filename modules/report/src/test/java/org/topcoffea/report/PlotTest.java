package org.topcoffea.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class PlotTest {
    private static final BinAxis AXIS = BinAxis.numeric("Leading lepton $p_T$ [GeV]", 0, 50, 100, 150, 200);
    private static final Series WZ = Series.weighted("WZ", new double[] {10, 30, 20, 5}, new double[] {1, 3, 2, 1});
    private static final Series TTH =
            Series.weighted("t$\\bar{t}$H", new double[] {2, 6, 5, 3}, new double[] {.1, .3, .2, .1});
    private static final Series DATA = Series.counted("Data", new double[] {13, 33, 0, 9});

    private static Plot stack() {
        return Plot.of(AXIS)
                .titled("3$\\ell$ <&>", "41.5 fb$^{-1}$ (13 TeV)")
                .stack(List.of(TTH, WZ))
                .points(DATA)
                .withRatio("data / MC");
    }

    private static Document parse(String svg) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        } catch (Exception e) {
            throw new AssertionError(svg, e);
        }
    }

    private static List<Element> elements(Document document, String name) {
        NodeList nodes = document.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static Map<String, Element> groups(Document document) {
        Map<String, Element> groups = new HashMap<>();
        elements(document, "g").forEach(g -> groups.putIfAbsent(g.getAttribute("class"), g));
        return groups;
    }

    @Test
    void theDocumentHasAllPartsAndTexts() {
        Document document = parse(stack().svg());
        List<String> texts =
                elements(document, "text").stream().map(Element::getTextContent).toList();
        for (String expected : List.of(
                "3ℓ <&>",
                "41.5 fb−1 (13 TeV)",
                "Events / 50 GeV",
                "Leading lepton pT [GeV]",
                "data / MC",
                "Data",
                "WZ",
                "tt̄H",
                "stat. uncertainty",
                "0",
                "100",
                "200",
                "1.0")) {
            assertTrue(texts.contains(expected), expected + " in " + texts);
        }
        assertEquals(
                new TreeSet<>(List.of("", "histograms", "legend", "ratio", "x-axis", "y-axis")),
                new TreeSet<>(groups(document).keySet()));
    }

    @Test
    void areasOfTheStackAreProportionalToItsValues() {
        Document document = parse(stack().svg());
        List<Double> areas = new ArrayList<>();
        NodeList paths = groups(document).get("histograms").getElementsByTagName("path");
        for (int i = 0; i < paths.getLength(); i++) {
            Element path = (Element) paths.item(i);
            if (!path.getAttribute("fill").equals("none")) {
                areas.add(area(path.getAttribute("d")));
            }
        }
        assertEquals(2, areas.size());
        assertEquals(65.0 / 16.0, areas.get(1) / areas.get(0), 0.01);
    }

    private static double area(String path) {
        String[] points = path.substring(1, path.length() - 1).split("L");
        double area = 0;
        for (int i = 0; i < points.length; i++) {
            String[] a = points[i].split(",");
            String[] b = points[(i + 1) % points.length].split(",");
            area += Double.parseDouble(a[0]) * Double.parseDouble(b[1])
                    - Double.parseDouble(b[0]) * Double.parseDouble(a[1]);
        }
        return Math.abs(area / 2);
    }

    @Test
    void aPointIsDrawnForEachBinThatIsNotEmpty() {
        Document document = parse(stack().svg());
        assertEquals(
                3,
                groups(document)
                        .get("histograms")
                        .getElementsByTagName("circle")
                        .getLength());
        assertEquals(
                3, groups(document).get("ratio").getElementsByTagName("circle").getLength());
    }

    @Test
    void equalPlotsGiveEqualBytes() {
        assertEquals(stack().svg(), stack().svg());
        assertArrayEquals(stack().png(1), stack().png(1));
    }

    @Test
    void thePictureShowsTheColoursOfItsParts() throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(stack().png(1)));
        assertEquals(760, image.getWidth());
        Map<Integer, Integer> counts = new HashMap<>();
        for (int y = 0; y < image.getHeight(); y += 2) {
            for (int x = 0; x < image.getWidth(); x++) {
                counts.merge(image.getRGB(x, y) & 0xFFFFFF, 1, Integer::sum);
            }
        }
        for (int colour : new int[] {0xFFFFFF, Palette.filling(0, 2), Palette.filling(1, 2), Palette.INK}) {
            assertTrue(counts.getOrDefault(colour, 0) > 200, Integer.toHexString(colour) + " " + counts.get(colour));
        }
        BufferedImage twice = ImageIO.read(new ByteArrayInputStream(stack().png()));
        assertEquals(2 * image.getWidth(), twice.getWidth());
        assertThrows(IllegalArgumentException.class, () -> stack().png(1000));
    }

    @Test
    void linesAreComparedWithTheFirstOne() {
        Plot plot = Plot.of(AXIS)
                .line(WZ.named("SM"))
                .line(WZ.plus(TTH).named("ctG = 1"))
                .withRatio("EFT / SM");
        assertEquals("SM", plot.reference().orElseThrow().label());
        Ratio ratio =
                Ratio.of(plot.layers().get(1), plot.reference().orElseThrow()).orElseThrow();
        assertEquals(1.2, ratio.values().getFirst().value(), 1e-12);
        assertEquals(1.6, ratio.values().getLast().value(), 1e-12);
        Scale scale = PlotLayout.of(plot).ratio().orElseThrow().y();
        assertTrue(scale.low() < 1 && scale.high() > 1.6 && scale.high() < 3, scale.toString());
    }

    @Test
    void strangeNumbersStillGiveAPicture() {
        long seed = 2718;
        Random random = new Random(seed);
        double[] magnitudes = {0, 1e-300, 1e-9, 1, 1e5, 1e12, 1e290};
        for (int i = 0; i < 50; i++) {
            double[] values = new double[4];
            for (int bin = 0; bin < 4; bin++) {
                values[bin] = magnitudes[random.nextInt(7)] * (random.nextInt(4) == 0 ? -1 : 1) * random.nextDouble();
            }
            Series series = new Series(
                    "x<\u0001>",
                    values,
                    new double[4],
                    Series.of("", values).plus(WZ).up());
            Plot plot = Plot.of(AXIS)
                    .logarithmic(random.nextBoolean())
                    .line(series)
                    .stack(List.of(series, TTH))
                    .points(series)
                    .withRatio("r");
            String svg = plot.svg();
            parse(svg);
            assertFalse(svg.contains("NaN") || svg.contains("Infinity"), "seed " + seed + " case " + i);
            assertTrue(svg.length() < 1_000_000, "seed " + seed + " case " + i);
        }
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Plot.of(AXIS).line(Series.of("x", 1, 2)));
        assertThrows(IllegalArgumentException.class, () -> Series.of("x", Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> BinAxis.numeric("x", 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Layer.Stack(List.of()));
    }

    @Test
    void legendsAndContentDoNotOverlap() {
        long seed = 161;
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            List<Series> parts = new ArrayList<>();
            for (int part = random.nextInt(1, 9); part > 0; part--) {
                parts.add(Series.of(
                        "process " + part, random.nextDouble(), 1 + random.nextDouble(), random.nextDouble(), 2));
            }
            Plot plot = Plot.of(AXIS).logarithmic(random.nextBoolean()).stack(parts);
            PlotLayout layout = PlotLayout.of(plot);
            Legend legend = layout.legend();
            Series total = plot.reference().orElseThrow();
            for (int bin = 0; bin < 4; bin++) {
                boolean under = layout.main().xAt(AXIS.edge(bin + 1)) > legend.x()
                        && layout.main().xAt(AXIS.edge(bin)) < legend.x() + legend.width();
                double top = layout.main().yAt(total.value(bin));
                String what = "seed " + seed + " case " + i + " bin " + bin;
                assertTrue(top > layout.main().top(), what);
                assertTrue(!under || top >= legend.yOf(legend.rows() - 1) + Legend.ROW, what);
            }
        }
    }
}
