package org.topcoffea.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.topcoffea.spi.Blame;

class InputsTest {
    @TempDir
    Path top;

    private Path cfg;

    @BeforeEach
    void samples() throws IOException {
        cfg = Files.createDirectories(top.resolve("topcoffea/cfg"));
        Files.createDirectories(top.resolve("topcoffea/json"));
        for (String name : List.of("a", "b", "c")) {
            sample(cfg.resolve(name + ".json"), name, "[]");
        }
        sample(top.resolve("topcoffea/json/x.json"), "x", "[\"ctW\", \"ctG\"]");
    }

    private static void sample(Path file, String name, String wcs) throws IOException {
        Files.writeString(file, """
            {"xsec": 1.5, "year": "2017", "treeName": "Events", "histAxisName": "p_%s", "options": "",
             "WCnames": %s, "files": ["/store/%s.root"], "nEvents": 10, "nGenEvents": 10,
             "nSumOfWeights": 10.0, "isData": false}
            """.formatted(name, wcs, name));
    }

    private Map<String, String> read(String text, String prefix) throws IOException {
        Files.writeString(cfg.resolve("test.cfg"), text);
        return prefixes(Inputs.read(List.of("topcoffea/cfg/test.cfg"), prefix, top));
    }

    private static Map<String, String> prefixes(Inputs inputs) {
        Map<String, String> prefixes = new LinkedHashMap<>();
        for (Dataset dataset : inputs.datasets()) {
            String end = "/store/" + dataset.name() + ".root";
            String url = dataset.files().getFirst();
            assertTrue(url.endsWith(end), url);
            prefixes.put(dataset.name(), url.substring(0, url.length() - end.length()));
        }
        return prefixes;
    }

    private String failure(String text) {
        return assertThrows(PlanException.class, () -> read(text, "")).getMessage();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "root://h1/;a.json;b.json # x;;# c.json | | {a=root://h1/, b=root://h1/}",
                "root://h1/, a.json, b.json | | {a=root://h1/, b=root://h1/}",
                "a.json;root://h2//;b.json | file:///d/ | {a=file:///d/, b=root://h2//}",
                "root://h1/;a.json,root://h2/,b.json;c.json | | {a=root://h1/, b=root://h2/, c=root://h2/}",
                "   ../json/x.json | | {x=}",
                "file://;a.json;/data/;b.json;../json;c.json | | {a=file://, b=/data/, c=%s}",
            })
    void goldenCases(String lines, String prefix, String expected) throws IOException {
        assertEquals(
                expected.replace("%s", top.resolve("topcoffea/json").toString()),
                read(lines.replace(";", "\r\n") + "\r\n", prefix == null ? "" : prefix)
                        .toString());
    }

    @Test
    void aMissingSampleFileIsNeverAPrefix() {
        String message = failure("a.json\nnosuch.json\nb.json\n");
        assertTrue(message.startsWith("topcoffea/cfg/test.cfg:2: sample file 'nosuch.json' does not exist"), message);
    }

    @Test
    void everyProblemIsReportedWithItsLine() {
        String message = failure("a.json\nnosuch.json, garbage\n\nroot://h/b.json\n");
        assertEquals(3, message.lines().count(), message);
        assertTrue(message.contains("test.cfg:2: 'garbage' is neither"), message);
        assertTrue(message.contains("test.cfg:4: 'root://h/b.json' is remote"), message);
    }

    @Test
    void aPrefixEndsWithItsCfgFile() throws IOException {
        Files.writeString(cfg.resolve("one.cfg"), "root://h1/\na.json\n");
        Files.writeString(cfg.resolve("two.cfg"), "b.json\n");
        Inputs inputs =
                Inputs.read(List.of("topcoffea/cfg/one.cfg , topcoffea/cfg/two.cfg,topcoffea/cfg/c.json"), "p://", top);
        assertEquals("{a=root://h1/, b=p://, c=p://}", prefixes(inputs).toString());
    }

    @Test
    void aCfgFileReadsAnotherInItsPlace() throws IOException {
        Files.writeString(cfg.resolve("inner.cfg"), "a.json\nroot://in/\nb.json\n");
        assertEquals(
                "{a=root://out/, b=root://in/, c=root://out/}",
                read("root://out/\ninner.cfg\nc.json", "").toString());
        assertTrue(failure("a.json\ntest.cfg").contains("test.cfg:2: cfg file topcoffea/cfg/test.cfg includes itself"));
    }

    @Test
    void aDirectoryIsReadInOrder() throws IOException {
        Files.writeString(cfg.resolve("notes.txt"), "no sample");
        assertEquals(
                "{a=r://, b=r://, c=r://}",
                prefixes(Inputs.read(List.of("topcoffea/cfg"), "r://", top)).toString());
    }

    @Test
    void samplesOfOneNameAreRefusedWithBothPaths() throws IOException {
        sample(top.resolve("topcoffea/json/a.json"), "a", "[]");
        PlanException error = assertThrows(PlanException.class, () -> read("a.json\n../json/a.json", ""));
        assertEquals(PlanError.DUPLICATE_SAMPLE, error.code());
        assertEquals(Blame.USER, error.blame());
        assertTrue(error.getMessage().contains("topcoffea/json/a.json"), error.getMessage());
        assertTrue(error.getMessage().contains("topcoffea/cfg/a.json"), error.getMessage());
    }

    @Test
    void noSamplesIsAnError() throws IOException {
        Files.createDirectory(top.resolve("empty"));
        assertEquals(
                PlanError.NO_SAMPLES,
                assertThrows(PlanException.class, () -> read("# nothing", "")).code());
        assertThrows(PlanException.class, () -> Inputs.read(List.of(), "", top));
        assertThrows(PlanException.class, () -> Inputs.read(List.of("empty"), "", top));
    }

    @Test
    void whatIsNotThereOrNotTextIsNamed() throws IOException {
        Files.write(top.resolve("events.root"), new byte[] {'r', 'o', 'o', 't', 0, 0, (byte) 0xFF});
        Files.write(top.resolve("binary.cfg"), new byte[] {'r', 0, 0, 1});
        PlanException error = assertThrows(
                PlanException.class, () -> Inputs.read(List.of("events.root,binary.cfg,missing.cfg"), "", top));
        List<String> lines = error.getMessage().lines().toList();
        assertTrue(lines.get(0).startsWith("events.root: is an event file"), lines.get(0));
        assertTrue(lines.get(1).startsWith("binary.cfg: contains binary data"), lines.get(1));
        assertEquals("missing.cfg: there is no such file or directory", lines.get(2));
    }

    @Test
    void relativeEventFilesAreFoundBesideWhatNamesThem() throws IOException {
        Path data = Files.createDirectories(top.resolve("data"));
        String json = Files.readString(cfg.resolve("a.json")).replace("/store/a.root", "a.root");
        Files.writeString(data.resolve("r.json"), json);
        Files.writeString(data.resolve("a.root"), "");
        Files.writeString(data.resolve("r.cfg"), "r.json");
        assertEquals(
                List.of(data.resolve("a.root").toString()),
                Inputs.read(List.of("data/r.cfg"), "", top)
                        .datasets()
                        .getFirst()
                        .files());
        Files.writeString(top.resolve("p.cfg"), "data/\ndata/r.json");
        assertEquals(
                List.of(data.resolve("a.root").toString()),
                Inputs.read(List.of("p.cfg"), "", top).datasets().getFirst().files());
    }

    @Test
    void wilsonCoefficientsAreUnitedInLoadOrder() throws IOException {
        sample(cfg.resolve("b.json"), "b", "[\"cpt\", \"ctG\"]");
        Files.writeString(cfg.resolve("w.cfg"), "a.json\nb.json\n../json/x.json");
        Inputs inputs = Inputs.read(List.of("topcoffea/cfg/w.cfg"), "", top);
        assertEquals(List.of("cpt", "ctG", "ctW"), inputs.wcNames(List.of()));
        assertEquals(List.of("ctZ", "ctG"), inputs.wcNames(List.of("ctZ", "ctG")));
        assertThrows(PlanException.class, () -> inputs.wcNames(List.of("ctZ", "ctZ")));
    }
}
