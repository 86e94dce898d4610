package org.topcoffea.wire.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.topcoffea.wire.CloseReason;

/** The password exchange: the recorded one of the C programs, ours, and attacks on it. */
final class PasswordExchangeTest {
    private static final String MANAGER = "bhbpynjolcykijymtajvzrygurhjbifkqmsdwlvukqparqybpeelscmysgfoxlw";
    private static final String WORKER = "xctlpiikvtfuhffusymdfqjemkbfzpqsqswkaxemedcurgbpsvfqzuhnzonwqfq";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void answersAsRecorded() throws Fault {
        PasswordExchange manager = new PasswordExchange(bytes("s3cret"), true, "", MANAGER);
        assertEquals(List.of("auth password sha1", MANAGER), manager.begin());
        assertEquals(List.of(), manager.line("auth password sha1"));
        assertEquals(List.of("30340972c5f20bd5e25a11902adb921001376ce7"), manager.line(WORKER));
        assertEquals(List.of("ok"), manager.line("3fad87fabdcf0ee36bb1a9d5dae54c531e11d596"));
        assertFalse(manager.done());
        assertEquals(List.of(), manager.line("ok"));
        assertTrue(manager.done());
        assertFalse(manager.strong());
    }

    /** Lets two sides talk; a change of what the worker hears stands for somebody in the middle. */
    private static void talk(PasswordExchange manager, PasswordExchange worker, String replaced, String by)
            throws Fault {
        Deque<String> toWorker = new ArrayDeque<>(manager.begin());
        Deque<String> toManager = new ArrayDeque<>(worker.begin());
        while (!toWorker.isEmpty() || !toManager.isEmpty()) {
            if (!toWorker.isEmpty()) {
                toManager.addAll(worker.line(toWorker.poll().replace(replaced, by)));
            }
            if (!toManager.isEmpty()) {
                toWorker.addAll(manager.line(toManager.poll().replace(replaced, by)));
            }
        }
        manager.forget();
        worker.forget();
    }

    @Test
    void oursIsStronger() throws Fault {
        PasswordExchange manager = new PasswordExchange(bytes("s3cret"), true, "c");
        PasswordExchange worker = new PasswordExchange(bytes("s3cret"), false, "c");
        talk(manager, worker, "\0", "");
        assertTrue(manager.done() && worker.done());
        assertTrue(manager.strong() && worker.strong());
    }

    @Test
    void fallsBackWithOthers() throws Fault {
        PasswordExchange manager = new PasswordExchange(bytes("s3cret"), true, "c");
        PasswordExchange worker = new PasswordExchange(bytes("s3cret"), false, "", WORKER);
        talk(manager, worker, "\0", "");
        assertTrue(manager.done() && worker.done());
        assertFalse(manager.strong());
    }

    @Test
    void everyByteCounts() {
        PasswordExchange manager = new PasswordExchange(bytes("s3cret\n"), true, "");
        PasswordExchange worker = new PasswordExchange(bytes("s3cret"), false, "");
        Fault fault = assertThrows(Fault.class, () -> talk(manager, worker, "\0", ""));
        assertEquals(CloseReason.Kind.PASSWORD, fault.reason().kind());
    }

    @Test
    void nobodyInTheMiddleWeakensIt() {
        PasswordExchange manager = new PasswordExchange(bytes("s3cret"), true, "");
        PasswordExchange worker = new PasswordExchange(bytes("s3cret"), false, "");
        assertThrows(Fault.class, () -> talk(manager, worker, PasswordExchange.STRONG, "abcdefghijklm"));
    }

    @Test
    void anotherCertificateIsNoticed() {
        PasswordExchange manager = new PasswordExchange(bytes("s3cret"), true, "the manager's");
        PasswordExchange worker = new PasswordExchange(bytes("s3cret"), false, "the listener's");
        assertThrows(Fault.class, () -> talk(manager, worker, "\0", ""));
    }

    @Test
    void nobodyAnswersHisOwnChallenge() throws Fault {
        PasswordExchange manager = new PasswordExchange(bytes("s3cret"), true, "");
        PasswordExchange other = new PasswordExchange(bytes("s3cret"), true, "");
        for (PasswordExchange victim : List.of(manager, other)) {
            PasswordExchange fresh = new PasswordExchange(bytes("s3cret"), true, "");
            fresh.line("auth password sha1");
            assertThrows(Fault.class, () -> fresh.line(victim.begin().get(1)));
            fresh.forget();
        }
        manager.forget();
        other.forget();
    }

    @Test
    void nonsenseEndsIt() {
        for (String line : List.of("", "workqueue 11 h l x 1", "auth hostname", "x".repeat(2000))) {
            PasswordExchange manager = new PasswordExchange(bytes("s3cret"), true, "");
            assertThrows(Fault.class, () -> manager.line(line));
            manager.forget();
        }
    }
}
