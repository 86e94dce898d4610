package org.topcoffea.factory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.topcoffea.spi.Resources;

final class SettingsFileTest {
    private static FactorySettings settings(String text) {
        return SettingsFile.parse("factory.json", text).over(FactorySettings.DEFAULTS);
    }

    /** The file of topcoffea's manual, with its comma before the brace. */
    @Test
    void readsTheFileOfTheManual() {
        FactorySettings settings = settings("""
            {
                "manager-name": "${USER}-workqueue-coffea",
                "max-workers": 10,
                "min-workers": 0,
                "workers-per-cycle": 5,
                "cores": 4,
                "memory": cores * 4000,
                "disk": 2 * (memory - 1000), # MB
                "condor-requirements": "(Memory > 1000)" + " && (Cpus > 1)",
                "timeout": 900,}
            """.replace("${USER}", "ann"));
        assertEquals("ann-workqueue-coffea", settings.managerName());
        assertEquals(10, settings.maxWorkers());
        assertEquals(0, settings.minWorkers());
        assertEquals(new Resources(4, 16000, 30000, -1), settings.worker());
        assertEquals(900, settings.timeout());
        assertEquals(List.of("(Memory > 1000) && (Cpus > 1)"), settings.condorRequirements());
    }

    @Test
    void readsEveryKey() {
        FactorySettings settings = settings("""
            {"master-name": "m.*", "foremen-name": "f", "min-workers": 1, "max-workers": 7, "workers-per-cycle": 0,
             "tasks-per-worker": 2, "timeout": 60.2, "factory-timeout": 900, "cores": 1, "memory": 1000, "disk": 2000,
             "gpus": 1, "autosize": 1, "capacity": true, "worker-extra-options": "--debug all",
             "condor-requirements": "a", "factory-name": "fac"}
            """);
        assertEquals(
                new FactorySettings(
                        "m.*",
                        "f",
                        1,
                        7,
                        0,
                        2,
                        61,
                        900,
                        new Resources(1, 1000, 2000, 1),
                        true,
                        true,
                        "--debug all",
                        List.of("a"),
                        "fac"),
                settings);
    }

    @Test
    void whatIsNotNamedStaysAsItWas() {
        FactorySettings before = settings("{\"manager-name\": \"a\", \"cores\": 8, \"max-workers\": 3}");
        FactorySettings after = SettingsFile.parse("f", "{\"max-workers\": 2}").over(before);
        assertEquals(8, after.worker().cores());
        assertEquals("a", after.managerName());
        assertEquals(2, after.maxWorkers());
        assertEquals(2, after.minWorkers(), "a minimum above the maximum is lowered to it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"cores\": 2 + 3 * 4}                    | 14",
                "{\"cores\": (2 + 3) * 4}                  | 20",
                "{\"cores\": 7 / 2}                        | 3",
                "{\"cores\": 7 / 2.0}                      | 4",
                "{\"cores\": 10 - 2 - 3}                   | 5",
                "{\"cores\": 17 % 5}                       | 2",
                "{\"cores\": -(-3)}                        | 3",
                "{\"cores\": ceil(2.1)}                    | 3",
                "{\"cores\": floor(2.9)}                   | 2",
                "{\"cores\": len([1, 2, 3,])}              | 3",
                "{\"n\": 2, \"cores\": n * memory, \"memory\": n + 1} | 6",
                "{\"cores\": 3e0}                          | 3",
            })
    void calculates(String text, long cores) {
        assertEquals(cores, settings(text).worker().cores());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"cores\": 4                              | 1:12: here is the end of the file where ',' is expected",
                "{\"cores\" 4}                              | 1:10: here is '4' where ':' is expected",
                "{cores: 4}                                 | 1:2: here is 'cores' where a key in quotes is expected",
                "[1]                                        | 1:1: the file has to be one object",
                "{\"cores\": \"four\"}                      | 1:11: 'cores' is the text 'four' but has to be a number",
                "{\"max-workers\": 0}                       | 1:17: 'max-workers' is 0 but has to be a number of at"
                        + " least 1",
                "{\"min-workers\": -1}                      | 1:17: 'min-workers' is -1 but has to be",
                "{\"timeout\": true}                        | 1:13: 'timeout' is true but has to be a number",
                "{\"manager-name\": 3}                      | 1:18: 'manager-name' is 3 but has to be a text",
                "{\"cores\": memory}                        | 1:11: there is no key 'memory' in this file",
                "{\"cores\": memory, \"memory\": cores}     | depends on itself",
                "{\"cores\": 1 / 0}                         | 1:13: division by zero",
                "{\"cores\": 1, \"cores\": 2}               | 1:14: the key 'cores' is given twice",
                "{\"cores\": 1} x                           | 1:14: here is 'x' where the end of the file is expected",
                "{\"cores\": max(1)}                        | 1:11: there is no function 'max' here",
                "{\"cores\": 1;}                            | 1:12: the character ';' means nothing here",
                "{\"manager-name\": \"a}                    | 1:18: this text has no closing",
                "{\"manager-name\": \"a(\"}                 | manager-name 'a(' is not a regular expression",
                "{\"cores\": 9223372036854775807 + 1}       | 1:31: the result is too large",
            })
    void saysWhereAFileIsWrong(String text, String problem) {
        FactoryException e = assertThrows(FactoryException.class, () -> settings(text));
        assertTrue(e.getMessage().startsWith("factory.json:"), e::getMessage);
        assertTrue(e.getMessage().contains(problem), () -> e.getMessage() + "\ndoes not say: " + problem);
    }

    @Test
    void saysTheLineOfALongerFile() {
        String text = "{ # one\n  \"cores\": 4,\n\n  \"memory\": 1000 1\n}";
        FactoryException e = assertThrows(FactoryException.class, () -> settings(text));
        assertTrue(e.getMessage().startsWith("factory.json:4:18: "), e::getMessage);
    }

    @Test
    void doubtsKeysThatLookLikeASlip() {
        SettingsFile file = SettingsFile.parse("f", "{\"max_workers\": 3, \"whatever\": 1}");
        assertEquals(List.of("f:1: the key 'max_workers' is not known; did you mean 'max-workers'?"), file.doubts());
    }

    @Test
    void deepNestingIsAnErrorNotACrash() {
        FactoryException e = assertThrows(
                FactoryException.class,
                () -> settings("{\"cores\": " + "(".repeat(5000) + "1" + ")".repeat(5000) + "}"));
        assertTrue(e.getMessage().contains("nested too deeply"), e::getMessage);
        assertThrows(FactoryException.class, () -> settings("{\"cores\": " + "-".repeat(5000) + "1}"));
    }
}
