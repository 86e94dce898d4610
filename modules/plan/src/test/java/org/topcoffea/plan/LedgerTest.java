package org.topcoffea.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.topcoffea.spi.UserError;

class LedgerTest {
    private static final InputFile A = new InputFile("s", "a.root", "Events");
    private static final InputFile B = new InputFile("s", "b.root", "Events");

    private static EntryRange range(long start, long stop) {
        return new EntryRange(start, stop);
    }

    @Test
    void aRunFromPlanToCompletion() {
        Ledger ledger = new Ledger();
        assertTrue(ledger.complete());
        ledger.plan(A, range(0, 100));
        ledger.plan(A, range(100, 150));
        ledger.start(A, range(0, 100));
        ledger.finish(A, range(0, 60));
        ledger.fail(A, range(60, 100), UserError.PROCESSOR_FAILED, "boom");
        assertEquals(new Ledger.Counts(50, 0, 60, 40, 0), ledger.counts());
        assertFalse(ledger.complete());
        assertEquals(2, ledger.missing().size());
        assertEquals(
                new Ledger.Missing(
                        A, Optional.of(range(60, 100)), new EventState.Failed(UserError.PROCESSOR_FAILED, "boom")),
                ledger.missing().getFirst());
        ledger.release(A, range(60, 100));
        ledger.start(A, range(60, 150));
        ledger.finish(A, range(60, 150));
        assertTrue(ledger.complete());
        assertEquals("[[0, 150)]", ledger.done().ranges(A).toString());
    }

    @Test
    void aFileThatCannotBeOpenedIsMissing() {
        Ledger ledger = new Ledger();
        ledger.plan(A, range(0, 10));
        ledger.failFile(B, PlanError.NO_SUCH_INPUT, "gone");
        assertThrows(PlanException.class, () -> ledger.plan(B, range(0, 1)));
        assertThrows(PlanException.class, () -> ledger.failFile(A, PlanError.NO_SUCH_INPUT, "gone"));
        ledger.start(A, range(0, 10));
        ledger.finish(A, range(0, 10));
        assertFalse(ledger.complete());
        assertEquals(B, ledger.missing().getFirst().file());
    }

    @Test
    void wrongTransitionsChangeNothing() {
        Ledger ledger = new Ledger();
        ledger.plan(A, range(0, 10));
        assertThrows(PlanException.class, () -> ledger.plan(A, range(9, 11)));
        assertThrows(PlanException.class, () -> ledger.finish(A, range(0, 10)));
        assertThrows(PlanException.class, () -> ledger.start(A, range(0, 11)));
        assertThrows(PlanException.class, () -> ledger.start(B, range(0, 1)));
        assertThrows(PlanException.class, () -> ledger.release(A, range(0, 1)));
        assertEquals(new Ledger.Counts(10, 0, 0, 0, 0), ledger.counts());
    }

    /** The model has one letter for each event: blank, Planned, Running, Done, Failed. */
    @Test
    void behavesLikeALetterForEachEvent() {
        long seed = 31415;
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            Ledger ledger = new Ledger();
            char[] model = " ".repeat(60).toCharArray();
            for (int step = 0; step < 150; step++) {
                int start = random.nextInt(60);
                int stop = Math.min(60, start + random.nextInt(1, 15));
                int action = random.nextInt(5);
                String from = new String[] {" ", "P", "R", "PR", "RF"}[action];
                boolean allowed = true;
                for (int e = start; e < stop; e++) {
                    allowed &= from.indexOf(model[e]) >= 0;
                }
                Runnable act = () -> act(ledger, action, range(start, stop));
                if (allowed) {
                    act.run();
                    java.util.Arrays.fill(model, start, stop, "PRDFP".charAt(action));
                } else {
                    assertThrows(PlanException.class, act::run);
                }
                check(model, ledger, "seed " + seed + " case " + i + " step " + step);
            }
        }
    }

    private static void act(Ledger ledger, int action, EntryRange range) {
        switch (action) {
            case 0 -> ledger.plan(A, range);
            case 1 -> ledger.start(A, range);
            case 2 -> ledger.finish(A, range);
            case 3 -> ledger.fail(A, range, UserError.PROCESSOR_FAILED, "boom");
            default -> ledger.release(A, range);
        }
    }

    private static void check(char[] model, Ledger ledger, String what) {
        long[] counts = new long[4];
        for (char letter : model) {
            int state = "PRDF".indexOf(letter);
            if (state >= 0) {
                counts[state]++;
            }
        }
        assertEquals(new Ledger.Counts(counts[0], counts[1], counts[2], counts[3], 0), ledger.counts(), what);
        char[] shown = " ".repeat(model.length).toCharArray();
        ledger.done().forEach((file, range) -> fill(shown, range, 'D', what));
        EntryRange before = null;
        for (Ledger.Missing missing : ledger.missing()) {
            char letter = missing.state().getClass().getSimpleName().charAt(0);
            fill(shown, missing.range().orElseThrow(), letter, what);
            EntryRange now = missing.range().orElseThrow();
            boolean merged = before == null || before.stop() < now.start() || model[(int) now.start() - 1] != letter;
            assertTrue(merged, what + ": neighbours in one state must be one range");
            before = now;
        }
        assertEquals(new String(model), new String(shown), what);
    }

    private static void fill(char[] shown, EntryRange range, char letter, String what) {
        for (long e = range.start(); e < range.stop(); e++) {
            assertEquals(' ', shown[(int) e], what + ": event " + e + " has two states");
            shown[(int) e] = letter;
        }
    }
}
