package org.topcoffea.remote.internal.xrootd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.topcoffea.remote.internal.xrootd.Expectations.CONTENT;
import static org.topcoffea.remote.internal.xrootd.Expectations.expectFailure;
import static org.topcoffea.remote.internal.xrootd.Expectations.expectReadable;
import static org.topcoffea.remote.internal.xrootd.Expectations.rangeOf;
import static org.topcoffea.remote.internal.xrootd.Expectations.vectorOf;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.topcoffea.remote.RemoteError;
import org.topcoffea.remote.RemoteException;

/** Answers that are damaged, short, too long, of something else or no answers at all. */
class BrokenAnswersTest {
    @Test
    void noticesAFileThatEndsEarly() throws Exception {
        try (FaultServer server = new FaultServer(
                                CONTENT,
                                call -> call.code() == FaultServer.READ && call.reply(FaultServer.OK, new byte[100]))
                        .withoutPages();
                XrootdProtocol client = Clients.with()) {
            assertTrue(expectFailure(client, server, RemoteError.CORRUPT)
                    .getMessage()
                    .contains("offset 100"));
        }
    }

    @Test
    void asksAgainForADamagedPage() throws Exception {
        try (FaultServer server = new FaultServer(
                        CONTENT,
                        call -> call.code() == FaultServer.PGREAD && call.payload().length == 0 && damaged(call));
                XrootdProtocol client = Clients.with()) {
            expectReadable(client, server);
            FaultServer.Call again = server.calls(FaultServer.PGREAD).getLast();
            assertArrayEquals(new byte[] {0, 1}, again.payload());
            assertEquals(4096, again.parameterBytes().getLong(4));
            assertEquals(4096, again.parameterBytes().getInt(12));
        }
    }

    /** One bit of the second page is another one. */
    private static boolean damaged(FaultServer.Call call) throws IOException {
        byte[] answer = FaultServer.pages(call, call.parameterBytes().getLong(4), rangeOf(call));
        answer[8 + 24 + 4100 + 4 + 17] ^= 1;
        return call.connection().send(answer);
    }

    @Test
    void doesWithoutChecksumsThatTheServerDoesNotHave() throws Exception {
        try (FaultServer server = new FaultServer(
                        CONTENT, call -> call.code() == FaultServer.PGREAD && call.fail(3013, "not supported"));
                XrootdProtocol client = Clients.with()) {
            expectReadable(client, server);
            assertEquals(1, server.calls(FaultServer.READ).size());
        }
    }

    @Test
    void givesUpOnAPageThatIsAlwaysDamaged() throws Exception {
        try (FaultServer server = new FaultServer(CONTENT, call -> {
                    if (call.code() != FaultServer.PGREAD) {
                        return false;
                    }
                    byte[] answer =
                            FaultServer.pages(call, call.parameterBytes().getLong(4), rangeOf(call));
                    answer[answer.length - 1] ^= 1;
                    return call.connection().send(answer);
                });
                XrootdProtocol client = Clients.with()) {
            assertTrue(expectFailure(client, server, RemoteError.CORRUPT)
                    .getMessage()
                    .contains("damaged"));
        }
    }

    @Test
    void noticesTheEndOfAConnection() throws Exception {
        try (FaultServer server = new FaultServer(
                        CONTENT,
                        call -> call.code() == FaultServer.READV
                                && call.connection().send(new byte[] {0, 1, 0, 0, 0})
                                && call.connection().close());
                XrootdProtocol client = Clients.with()) {
            expectFailure(client, server, RemoteError.UNREACHABLE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 400 Bad Request\r\n\r\n",
                "SSH-2.0-OpenSSH_9.2p1 Debian\r\n",
                "\0\1\0\0\177\377\377\377",
                "\0\1\0\0\377\377\377\377",
                "\0\1\177\177\0\0\0\0"
            })
    void refusesWhatIsNoAnswer(String garbage) throws Exception {
        byte[] bytes = garbage.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        for (int code : new int[] {FaultServer.PROTOCOL, FaultServer.LOGIN, FaultServer.OPEN, FaultServer.READV}) {
            try (FaultServer server = new FaultServer(
                            CONTENT,
                            call -> call.code() == code && call.connection().send(bytes));
                    XrootdProtocol client = Clients.impatient(Duration.ofMillis(500), Duration.ofSeconds(1))) {
                RemoteException e = assertThrows(RemoteException.class, () -> expectReadable(client, server));
                assertTrue(
                        e.error() == RemoteError.BAD_ANSWER || e.error() == RemoteError.TIMED_OUT, () -> e.toString());
            }
        }
    }

    @Test
    void refusesAnAnswerToAnotherRequest() throws Exception {
        try (FaultServer server = new FaultServer(
                        CONTENT,
                        call -> call.code() == FaultServer.READV
                                && call.connection().send(FaultServer.frame(call.stream() + 7, 0, new byte[4])));
                XrootdProtocol client = Clients.with()) {
            expectFailure(client, server, RemoteError.BAD_ANSWER);
        }
    }

    @Test
    void refusesOtherRangesThanWereAskedFor() throws Exception {
        try (FaultServer server = new FaultServer(CONTENT, call -> {
                    if (call.code() != FaultServer.READV) {
                        return false;
                    }
                    byte[] body = vectorOf(call);
                    body[15] ^= 1;
                    return call.reply(FaultServer.OK, body);
                });
                XrootdProtocol client = Clients.with()) {
            expectFailure(client, server, RemoteError.BAD_ANSWER);
        }
    }

    @Test
    void refusesMoreThanWasAskedFor() throws Exception {
        try (FaultServer server = new FaultServer(
                                CONTENT,
                                call -> call.code() == FaultServer.READ
                                        && call.reply(FaultServer.OK, new byte[CONTENT.length + 1]))
                        .withoutPages();
                XrootdProtocol client = Clients.with()) {
            expectFailure(client, server, RemoteError.BAD_ANSWER);
        }
    }

    @Test
    void asksForTheSizeIfTheOpenDoesNotSayIt() throws Exception {
        try (FaultServer server = new FaultServer(
                        CONTENT, call -> call.code() == FaultServer.OPEN && call.reply(FaultServer.OK, new byte[4]));
                XrootdProtocol client = Clients.with()) {
            expectReadable(client, server);
        }
    }
}
