package org.topcoffea.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.topcoffea.plan.BadFiles.Action;
import org.topcoffea.plan.BadFiles.Kind;

class FileAccessTest {
    private static FileAccess access(String... words) {
        Map<String, Given> given = new HashMap<>();
        for (int i = 0; i < words.length; i += 2) {
            given.put(words[i], Given.commandLine(words[i], List.of(words[i + 1].split(",", -1))));
        }
        return RunOptions.of(Settings.of(RunOption.parameters(), Map.of(), given))
                .access();
    }

    @Test
    void nothingIsSaid() {
        assertEquals(FileAccess.standard(), access());
    }

    @ParameterizedTest
    @CsvSource({"/c, /c, 10737418240", "/c:5G, /c, 5368709120", "rel:2k, rel, 2048", "/a:b/c:7, /a:b/c, 7"})
    void cachesHaveASize(String text, String directory, long bytes) {
        FileAccess access = access("column-cache", text);
        assertEquals(Optional.of(Path.of(directory)), access.columnCache());
        assertEquals(bytes, access.columnCacheBytes());
    }

    @Test
    void machinesHaveTheirOwn() {
        FileAccess access = FileAccess.of(
                Map.of("TOPCOFFEA_COLUMN_CACHE", "/c:1M", "TOPCOFFEA_FALLBACK_PREFIX", "root://a/, https://b/"));
        assertEquals(Optional.of(Path.of("/c")), access.columnCache());
        assertEquals(1 << 20, access.columnCacheBytes());
        assertEquals(List.of("root://a/", "https://b/"), access.fallbackPrefixes());
        assertEquals(FileAccess.standard(), FileAccess.of(Map.of()));
    }

    @Test
    void actionsGoByKind() {
        BadFiles rules = access("bad-files", "retry,missing=skip,corrupt=abort").badFiles();
        assertEquals(Action.SKIP, rules.action(Kind.MISSING));
        assertEquals(Action.ABORT, rules.action(Kind.CORRUPT));
        assertEquals(Action.RETRY, rules.action(Kind.TIMEOUT));
        assertEquals(Action.SKIP, access("skip-bad-files", "true").badFiles().action(Kind.DENIED));
    }

    @Test
    void budgetsAreNumbersOrFractions() {
        BadFiles.Budget three = access("max-bad-files", "3").badFiles().budget();
        assertFalse(three.exceededBy(3, 10));
        assertTrue(three.exceededBy(4, 10));
        BadFiles.Budget percent = access("max-bad-files", "1.5%").badFiles().budget();
        assertFalse(percent.exceededBy(3, 200));
        assertTrue(percent.exceededBy(4, 200));
        assertFalse(access().badFiles().budget().exceededBy(1_000_000, 1_000_000));
    }

    @ParameterizedTest
    @CsvSource({
        "bad-files, perhaps",
        "bad-files, lost=skip",
        "max-bad-files, few",
        "read-timeout, 0",
        "read-attempts, -1",
        "max-bad-files, 1000000000000"
    })
    void nonsenseIsRefused(String option, String value) {
        PlanException refused = assertThrows(PlanException.class, () -> access(option, value));
        assertTrue(refused.getMessage().contains(option), refused.getMessage());
    }

    @Test
    void whoeverRunsAMachineHasASayThere() {
        FileAccess run = access("column-cache", "/run:1G", "fallback-prefix", "root://far//", "read-timeout", "7");
        assertEquals(run, run.on(Map.of()));
        FileAccess there = run.on(Map.of(
                "TOPCOFFEA_COLUMN_CACHE", "/there:2G", "TOPCOFFEA_FALLBACK_PREFIX", "root://near//,root://far//"));
        assertEquals(Optional.of(Path.of("/there")), there.columnCache());
        assertEquals(2L << 30, there.columnCacheBytes());
        assertEquals(List.of("root://near//", "root://far//"), there.fallbackPrefixes());
        assertEquals(7, there.readTimeout());
    }
}
