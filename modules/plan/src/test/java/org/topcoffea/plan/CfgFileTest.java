package org.topcoffea.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class CfgFileTest {
    private static List<String> items(String text) {
        return CfgFile.items("x.cfg", text).stream()
                .map(item -> item.location().line() + " " + item.text())
                .toList();
    }

    @Test
    void itemsAreSeparatedByCommasAndLines() {
        assertEquals(
                List.of("1 root://h1/", "1 a.json", "3 b.json"),
                items("root://h1/, a.json,,\n\n\tb.json  # c.json, d.json"));
    }

    @Test
    void everyKindOfLineEndCountsOnce() {
        assertEquals(List.of("1 a.json", "2 b.json", "3 c.json"), items("a.json\r\nb.json\rc.json\n"));
    }

    @Test
    void aHashInsideAnItemIsNoComment() {
        assertEquals(List.of("1 http://h/x#y/", "2 a b.json"), items("http://h/x#y/\na b.json,# comment\n#z"));
    }
}
