package org.topcoffea.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.topcoffea.spi.Sample;

class SampleFileTest {
    private static final String GOOD = """
        {
          "xsec": 0.2151,
          "year": 2017,
          "treeName": "Events",
          "histAxisName": "ttHJet_privateUL17",
          "options": "",
          "WCnames": ["cpt", "ctp"],
          "files": ["/store/a.root", "/store/b.root"],
          "nEvents": 7993714.0,
          "nGenEvents": 40553247,
          "nSumOfWeights": 575.3735616864701,
          "nSumOfWeights_ISRUp": 551,
          "isData": false,
          "path": "",
          "post_mortem": true,
          "PMWCnames": ["ctG", "ctZ"],
          "nSumOfLheWeights": [1.0, 2.0],
          "era": "C"
        }
        """;

    @TempDir
    Path directory;

    private SampleFile.Content read(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("ttH.json"), text);
        Problems problems = new Problems();
        var content = SampleFile.read(file, "ttH.json", "ttH", problems);
        problems.throwIfAny();
        return content.orElseThrow();
    }

    private String failure(String text) {
        return assertThrows(PlanException.class, () -> read(text)).getMessage();
    }

    @Test
    void readsEveryKey() throws IOException {
        SampleFile.Content content = read(GOOD);
        Sample expected = new Sample(
                "ttH",
                "ttHJet_privateUL17",
                "2017",
                false,
                0.2151,
                575.3735616864701,
                Map.of("ISRUp", 551.0),
                List.of("cpt", "ctp"),
                7993714,
                "",
                Map.of(
                        "treeName", "Events",
                        "options", "",
                        "nGenEvents", "40553247",
                        "post_mortem", "true",
                        "PMWCnames", "ctG,ctZ",
                        "era", "C"));
        assertEquals(expected, content.sample());
        assertEquals(List.of("/store/a.root", "/store/b.root"), content.files());
        assertEquals("Events", content.treeName());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.2151 | \"a\" | ttH.json:2: key 'xsec' must be a finite number, not \"a\"",
                "0.2151 | NaN | ttH.json:2: key 'xsec' must be a finite number, not \"NaN\"",
                "2017 | 2017.5 | ttH.json:3: key 'year' must be a text that is not empty, not 2017.5",
                "7993714.0 | 1.5 | ttH.json:9: key 'nEvents' must be a whole number ≥ 0, not 1.5",
                "7993714.0 | -1 | ttH.json:9: key 'nEvents' must be a whole number ≥ 0, not -1",
                "false | 0 | ttH.json:13: key 'isData' must be true or false, not 0",
                "\"cpt\", \"ctp\" | \"cpt\", 7 | ttH.json:7: key 'WCnames' must be a list of texts that are not empty,"
                        + " not 7",
                "/store/b.root | /store/a.root | ttH.json:8: key 'files' names '/store/a.root' twice",
                "[\"/store/a.root\", \"/store/b.root\"] | [] | ttH.json:8: key 'files' is empty; name at least one"
                        + " event file",
                "551 | true | ttH.json:12: key 'nSumOfWeights_ISRUp' must be a finite number, not true",
                "\"xsec\" | \"xsecs\" | ttH.json: key 'xsec' is missing; is 'xsecs' meant to be it?",
                "\"isData\" | \"xsec\" | ttH.json:13: key 'xsec' appears twice",
                "2017, | 2017 | ttH.json:4:3: is not valid JSON",
            })
    void saysWhatIsWrongAndWhere(String old, String changed, String message) {
        assertTrue(GOOD.contains(old), old);
        String failure = failure(GOOD.replace(old, changed));
        assertTrue(failure.startsWith(message), failure);
    }

    @Test
    void reportsAllProblemsOfAFileAtOnce() {
        String failure = failure("{\"year\": true, \"nEvents\": \"many\"}");
        assertEquals(8, failure.lines().count(), failure);
    }

    @Test
    void refusesWhatIsNotAnObject() {
        assertTrue(failure("").startsWith("ttH.json: must hold one JSON object {…}, but it is empty"));
        assertTrue(failure("[]").startsWith("ttH.json: must hold one JSON object"));
        assertTrue(failure(GOOD + "{}").contains("more text behind the end"), failure(GOOD + "{}"));
        assertTrue(failure("{".repeat(3)).startsWith("ttH.json:1:"), failure("{{{"));
        assertTrue(failure("{\"a\":" + "[".repeat(5000)).startsWith("ttH.json:1:"));
    }

    @Test
    void mutatedFilesGiveOneLineOrASample() throws IOException {
        long seed = 20251122;
        Random random = new Random(seed);
        byte[] good = GOOD.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 3000; i++) {
            byte[] bytes = good.clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Path file = directory.resolve("m.json");
            Files.write(
                    file,
                    java.util.Arrays.copyOf(bytes, random.nextBoolean() ? bytes.length : random.nextInt(bytes.length)));
            Problems problems = new Problems();
            boolean read = SampleFile.read(file, "m.json", "m", problems).isPresent();
            assertEquals(read, problems.count() == 0, "seed " + seed + ", case " + i);
        }
    }
}
