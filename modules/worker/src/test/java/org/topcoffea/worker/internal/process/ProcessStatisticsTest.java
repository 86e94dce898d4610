package org.topcoffea.worker.internal.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ProcessStatisticsTest {
    private static final String LINE =
            "4711 (a ) (b) S 17 4711 99 0 -1 4194560 1 2 3 4 100 50 20 10 20 0 1 0 123456 1000 200"
                    + " 18446744073709551615";

    @Test
    void aNameMayHoldAnything() {
        ProcessStatistics read = ProcessStatistics.parse(LINE).orElseThrow();
        assertEquals(new ProcessStatistics(4711, 17, 99, 123456, false, 180), read);
        assertTrue(ProcessStatistics.parse(LINE.replace(" S ", " Z "))
                .orElseThrow()
                .zombie());
    }

    @Test
    void thisProcessIsSeen() {
        ProcessStatistics own = ProcessStatistics.read(
                        Path.of("/proc/" + ProcessHandle.current().pid()))
                .orElseThrow();
        assertEquals(ProcessHandle.current().pid(), own.pid());
        assertTrue(own.memory().orElseThrow().own() > 1 << 20);
        assertTrue(own.bytesRead().orElseThrow() > 0);
    }

    @Test
    void whateverIsThereIsReadOrNot() {
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 5000; round++) {
            StringBuilder text = new StringBuilder(LINE);
            for (int i = random.nextInt(1, 5); i > 0; i--) {
                text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(1, 256));
            }
            text.setLength(random.nextInt(text.length() + 1));
            Optional<ProcessStatistics> read = ProcessStatistics.parse(text.toString());
            read.ifPresent(one -> assertTrue(one.cpuTicks() >= 0));
        }
    }
}
