package org.topcoffea.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.topcoffea.spi.Parameter;
import org.topcoffea.spi.Resources;

class SettingsTest {
    private static final List<Parameter> PROCESSOR = List.of(
            new Parameter("do-systs", Parameter.Type.FLAG, "false", "systematic variations"),
            new Parameter("tau_h_analysis", Parameter.Type.FLAG, "false", "hadronic taus"),
            new Parameter("hist-list", Parameter.Type.LIST, "", "histograms"),
            new Parameter("ecut", Parameter.Type.NUMBER, "", "energy cut"));

    @TempDir
    Path directory;

    private static List<Parameter> known() {
        List<Parameter> known = new ArrayList<>(RunOption.parameters());
        known.addAll(PROCESSOR);
        return known;
    }

    private Map<String, Given> file(String name, String text) throws IOException {
        return OptionsFile.read(Files.writeString(directory.resolve(name), text));
    }

    private Settings settings(String name, String text) throws IOException {
        return Settings.of(known(), file(name, text), Map.of());
    }

    private static Given given(String option, String... values) {
        return Given.commandLine(option, List.of(values));
    }

    private static RunOptions options(Map<String, Given> commandLine) {
        return RunOptions.of(Settings.of(known(), Map.of(), commandLine));
    }

    @Test
    void defaultsAreThoseOfTheReference() {
        RunOptions options = options(Map.of());
        assertEquals(100_000, options.chunksize());
        assertEquals(OptionalLong.empty(), options.nchunks());
        assertEquals("plotsTopEFT", options.outname());
        assertEquals(Path.of("histos"), options.outpath());
        assertEquals("Events", options.treename());
        assertEquals(Executor.WORK_QUEUE, options.executor());
        assertEquals("-s", RunOption.CHUNKSIZE.shortSpelling().orElseThrow());
    }

    @Test
    void theCommandLineWinsOverTheFileAndTheFileOverDefaults() throws IOException {
        Map<String, Given> file = file("o.yml", "# comment\nchunksize: 50_000\nnchunks: 3\nouttname:\n");
        Settings settings = Settings.of(known(), file, Map.of("nchunks", given("-c", "7")));
        RunOptions options = RunOptions.of(settings);
        assertEquals(50_000, options.chunksize());
        assertEquals(OptionalLong.of(7), options.nchunks());
        assertTrue(settings.setting("chunksize").origin().endsWith("o.yml:2"));
        assertEquals("-c", settings.setting("nchunks").origin());
        assertEquals(Settings.DEFAULT, settings.setting("outname").origin());
    }

    @ParameterizedTest
    @CsvSource({"o.yml", "o.json"})
    void allSpellingsOfNames(String name) throws IOException {
        String text = name.endsWith("json")
                ? "{\"do_systs\": true,\n \"jsonFiles\": [\"a, b.json\", \"c.cfg\"], \"tau-h-analysis\": \"yes\","
                        + " \"hist_list\": [\"cr\"], \"ecut\": 500, \"port\": 9123}"
                : "do_systs: true\n"
                        + "jsonFiles: ['a, b.json', c.cfg]\n"
                        + "tau-h-analysis: yes\n"
                        + "hist_list:\n"
                        + "- cr\n"
                        + "ecut: 500\n"
                        + "port: 9123\n";
        Settings settings = settings(name, text);
        assertTrue(settings.flag("do-systs"));
        assertTrue(settings.flag("tau_h_analysis"));
        assertEquals(List.of("a, b.json", "c.cfg"), RunOptions.of(settings).files());
        assertEquals(
                Map.of("do-systs", "true", "tau_h_analysis", "true", "hist-list", "cr", "ecut", "500.0"),
                settings.givenTo(PROCESSOR));
        assertFalse(settings.isGiven("treename"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a: 1;chunksise: 3 | :2: unknown option 'chunksise'; did you mean 'chunksize'?",
                "chunksize: many | :1: option 'chunksize' must be a whole number, not 'many'",
                "chunksize: 1.5 | :1: option 'chunksize' must be a whole number, not '1.5'",
                "do_systs: maybe | :1: option 'do-systs' must be true or false, not 'maybe'",
                "outname: [a, b] | :1: option 'outname' takes one value, not 2",
                "ecut: x | :1: option 'ecut' must be a number, not 'x'",
            })
    void valuesAreCheckedWithTheirPlace(String text, String message) throws IOException {
        Map<String, Given> file = file("o.yml", text.replace(";", "\n"));
        String failure = assertThrows(PlanException.class, () -> Settings.of(known(), file, Map.of()))
                .getMessage();
        assertTrue(failure.contains(message), failure);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "chunksize: {a: 1} | :1: option 'chunksize' must be a single value",
                "wc_list: [a, [b, {c: d}], e];x: {y: z} | :1: option 'wc_list' must be a single value",
                "do_systs: true;do-systs: true | :2: option 'do-systs' appears twice",
                "- a;- b | must be one mapping",
                "a: b: c | o.yml:1:",
                "a: 'b | is not valid YAML",
                "a: 1;---;b: 2 | :3: more text behind the end",
            })
    void filesAreCheckedWithTheirPlace(String text, String message) {
        PlanException failure = assertThrows(PlanException.class, () -> file("o.yml", text.replace(";", "\n")));
        assertEquals(PlanError.BAD_OPTIONS_FILE, failure.code());
        assertTrue(failure.getMessage().contains(message), failure.getMessage());
    }

    @Test
    void anEmptyFileGivesNothing() throws IOException {
        assertEquals(Map.of(), file("o.yml", "# nothing\n"));
        assertThrows(PlanException.class, () -> OptionsFile.read(directory.resolve("missing.yml")));
    }

    @ParameterizedTest
    @CsvSource({
        "chunksize, 0",
        "nchunks, 0",
        "nworkers, 0",
        "nworkers, 99999999",
        "port, 0-9",
        "port, 9130-9123",
        "port, 1-2-3",
        "port, 99999",
        "outname, a/b",
        "outname, ' '",
        "treename, ''",
        "executor, locall",
        "manager-name, 'a b'",
        "manager-name, ''",
        "ssl-key, only.pem",
        "resource-mode, magic",
        "fast-terminate, 0.5",
        "retries, -1",
        "cores, 0",
        "local-workers, -1",
        "target-seconds, 0"
    })
    void rangesAreChecked(String option, String value) {
        PlanException failure =
                assertThrows(PlanException.class, () -> options(Map.of(option, given("--" + option, value))));
        assertTrue(failure.getMessage().startsWith("--" + option + ": "), failure.getMessage());
    }

    @Test
    void aFastTestFixesItsSize() {
        RunOptions options = options(Map.of("test", given("-t", "true"), "executor", given("-x", "futures")));
        assertEquals(10_000, options.chunksize());
        assertEquals(OptionalLong.of(2), options.nchunks());
        assertEquals(OptionalInt.of(1), options.nworkers());
    }

    @Test
    void aFastTestIsNotForWorkers() {
        PlanException failure = assertThrows(
                PlanException.class,
                () -> options(Map.of("test", given("-t", "true"), "executor", given("-x", "work_queue"))));
        assertEquals(PlanError.BAD_OPTION_COMBINATION, failure.code());
    }

    @Test
    void aManagerHasUsualDefaults() {
        ManagerOptions manager =
                options(Map.of("executor", given("-x", "work_queue"))).manager();
        assertEquals(9123, manager.firstPort());
        assertEquals(9130, manager.lastPort());
        assertEquals(System.getProperty("user.name") + "-workqueue-coffea", manager.name());
        assertEquals(new Resources(1, -1, -1, -1), manager.task());
        assertEquals(ResourceMode.MAX_SEEN, manager.resourceMode());
        assertTrue(manager.splitOnExhaustion());
        assertTrue(manager.fastTerminate().isEmpty());
        assertEquals(Path.of("tr.log"), manager.logs().transactions().orElseThrow());
    }

    @Test
    void aManagerIsToldWhatDiffers() {
        ManagerOptions manager = options(Map.of(
                        "executor", given("-x", "work_queue"),
                        "port", given("--port", "0"),
                        "memory", given("--memory", "8000"),
                        "resource-mode", given("--resource-mode", "auto"),
                        "split-on-exhaustion", given("--split-on-exhaustion", "false"),
                        "fast-terminate", given("--fast-terminate", "3"),
                        "debug-log", given("--debug-log", "")))
                .manager();
        assertEquals(0, manager.firstPort());
        assertEquals(8000, manager.task().memory());
        assertFalse(manager.splitOnExhaustion());
        assertEquals(3, manager.fastTerminate().orElseThrow());
        assertTrue(manager.logs().debug().isEmpty());
    }

    @Test
    void listsAreSeparatedByCommasOrGivenOneByOne() {
        RunOptions options = options(Map.of("wc_list", given("--wc-list", "ctG,ctW", "cpt")));
        assertEquals(List.of("ctG", "ctW", "cpt"), options.wcList());
    }
}
