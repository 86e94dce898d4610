package org.topcoffea.remote.internal.xrootd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.topcoffea.remote.RemoteError;
import org.topcoffea.remote.RemoteException;
import org.topcoffea.remote.internal.transport.Attempt;
import org.topcoffea.remote.internal.transport.RemoteFile;
import org.topcoffea.remote.internal.transport.RemoteUrl;

/** What real servers do not do on demand. */
class FaultTest {
    private static final byte[] CONTENT = content();

    private static byte[] content() {
        byte[] bytes = new byte[200_000];
        new Random(11).nextBytes(bytes);
        return bytes;
    }

    private static void expectReadable(XrootdProtocol client, FaultServer server) throws InterruptedException {
        try (RemoteFile file = Clients.open(client, server.url())) {
            assertEquals(CONTENT.length, file.size());
            assertArrayEquals(CONTENT, Clients.read(file, 0, CONTENT.length));
            expectRanges(file);
        }
    }

    private static void expectRanges(RemoteFile file) throws InterruptedException {
        long[] positions = {0, 5000, 99_990};
        MemorySegment[] targets = {
            MemorySegment.ofArray(new byte[10]),
            MemorySegment.ofArray(new byte[90_000]),
            MemorySegment.ofArray(new byte[100_010])
        };
        file.read(positions, targets);
        for (int i = 0; i < positions.length; i++) {
            int begin = (int) positions[i];
            byte[] expected = Arrays.copyOfRange(CONTENT, begin, begin + (int) targets[i].byteSize());
            assertArrayEquals(expected, (byte[]) targets[i].heapBase().orElseThrow());
        }
    }

    private static RemoteException expectFailure(XrootdProtocol client, FaultServer server, RemoteError error) {
        RemoteException e = assertThrows(RemoteException.class, () -> expectReadable(client, server));
        assertEquals(error, e.error(), e.getMessage());
        return e;
    }

    @Test
    void doesWhatAGoodServerExpects() throws Exception {
        try (FaultServer server = new FaultServer(CONTENT, call -> false);
                XrootdProtocol client = Clients.with()) {
            expectReadable(client, server);
            assertEquals("/file", server.calls(FaultServer.OPEN).getFirst().text());
        }
    }

    @Test
    void speaksBothAddressFamilies() throws Exception {
        FaultServer six;
        try {
            six = new FaultServer(CONTENT, call -> false, "::1");
        } catch (IOException e) {
            assumeTrue(false, "skipped: this machine has no IPv6 (" + e.getMessage() + ")");
            return;
        }
        try (six;
                FaultServer four = new FaultServer(
                        CONTENT, call -> call.code() == FaultServer.OPEN && call.redirect("[::1]", six.port()));
                XrootdProtocol client = Clients.with()) {
            expectReadable(client, four);
            try (RemoteFile file = Clients.open(client, "root://[::1]:" + six.port() + "//file")) {
                assertEquals("[::1]:" + six.port(), file.server());
                expectRanges(file);
            }
            // a name with addresses of both families, of which only one has a server behind it
            try (RemoteFile file = Clients.open(client, "root://localhost:" + four.port() + "//file")) {
                expectRanges(file);
            }
        }
    }

    @Test
    void waitsWhenAsked() throws Exception {
        AtomicInteger opens = new AtomicInteger();
        try (FaultServer server = new FaultServer(
                        CONTENT,
                        call -> call.code() == FaultServer.OPEN
                                && opens.incrementAndGet() < 3
                                && call.reply(
                                        FaultServer.WAIT,
                                        FaultServer.join(FaultServer.word(1), "busy".getBytes(UTF_8))));
                XrootdProtocol client = Clients.with()) {
            expectReadable(client, server);
            assertEquals(3, opens.get());
        }
    }

    @Test
    void doesNotWaitForEver() throws Exception {
        try (FaultServer server = new FaultServer(
                        CONTENT,
                        call -> call.code() == FaultServer.OPEN
                                && call.reply(FaultServer.WAIT, FaultServer.word(Integer.MAX_VALUE)));
                XrootdProtocol client = Clients.with()) {
            assertTrue(expectFailure(client, server, RemoteError.TIMED_OUT)
                    .getMessage()
                    .contains("wait"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {FaultServer.OPEN, FaultServer.READ, FaultServer.READV})
    void takesLateAnswers(int code) throws Exception {
        try (FaultServer server = new FaultServer(CONTENT, call -> call.code() == code && late(call));
                XrootdProtocol client = Clients.with()) {
            server.withoutPages();
            expectReadable(client, server);
        }
    }

    /** The answer comes later, wrapped into a message of another stream. */
    private static boolean late(FaultServer.Call call) throws IOException {
        call.reply(FaultServer.WAIT_RESPONSE, FaultServer.word(60));
        byte[] message = FaultServer.join(FaultServer.word(5002), "hello".getBytes(UTF_8));
        call.connection().send(FaultServer.frame(0, FaultServer.ATTENTION, message));
        byte[] body = switch (call.code()) {
            case FaultServer.OPEN ->
                FaultServer.join(new byte[12], ("1 " + CONTENT.length + " 16 1\0").getBytes(UTF_8));
            case FaultServer.READV -> vectorOf(call);
            default -> rangeOf(call);
        };
        byte[] inner = FaultServer.frame(call.stream(), FaultServer.OK, body);
        byte[] outer = FaultServer.join(FaultServer.join(FaultServer.word(5008), FaultServer.word(0)), inner);
        return call.connection().send(FaultServer.frame(0, FaultServer.ATTENTION, outer));
    }

    private static byte[] rangeOf(FaultServer.Call call) {
        ByteBuffer in = call.parameterBytes().position(4);
        int begin = (int) in.getLong();
        return Arrays.copyOfRange(CONTENT, begin, begin + in.getInt());
    }

    private static byte[] vectorOf(FaultServer.Call call) {
        byte[] all = {};
        ByteBuffer items = ByteBuffer.wrap(call.payload());
        while (items.hasRemaining()) {
            byte[] header = new byte[16];
            items.get(header);
            int begin = (int) ByteBuffer.wrap(header).getLong(8);
            byte[] bytes = Arrays.copyOfRange(
                    CONTENT, begin, begin + ByteBuffer.wrap(header).getInt(4));
            all = FaultServer.join(all, FaultServer.join(header, bytes));
        }
        return all;
    }

    @Test
    void putsPartsTogether() throws Exception {
        try (FaultServer server = new FaultServer(CONTENT, call -> switch (call.code()) {
                            case FaultServer.READ -> inParts(call, rangeOf(call));
                            case FaultServer.READV -> inParts(call, vectorOf(call));
                            default -> false;
                        })
                        .withoutPages();
                XrootdProtocol client = Clients.with()) {
            expectReadable(client, server);
        }
    }

    /** Cuts an answer at places that have nothing to do with what is in it. */
    private static boolean inParts(FaultServer.Call call, byte[] body) throws IOException {
        int at = 0;
        for (int n = 1; at + n < body.length; n = n * 3 + 1) {
            call.reply(FaultServer.OK_SO_FAR, Arrays.copyOfRange(body, at, at + n));
            at += n;
        }
        return call.reply(FaultServer.OK, Arrays.copyOfRange(body, at, body.length));
    }

    @Test
    void takesAnswersInAnyOrder() throws Exception {
        List<FaultServer.Call> held = new ArrayList<>();
        try (FaultServer server = new FaultServer(CONTENT, call -> {
                            if (call.code() != FaultServer.READ) {
                                return false;
                            }
                            held.add(call);
                            if (held.size() == 4) {
                                for (FaultServer.Call one : held.reversed()) {
                                    one.reply(FaultServer.OK, rangeOf(one));
                                }
                            }
                            return true;
                        })
                        .withoutPages();
                XrootdProtocol client = Clients.with();
                RemoteFile file = Clients.open(client, server.url())) {
            List<Thread> threads = new ArrayList<>();
            AtomicInteger right = new AtomicInteger();
            for (int i = 0; i < 4; i++) {
                int begin = 1000 * i;
                threads.add(Thread.startVirtualThread(() -> {
                    try {
                        if (Arrays.equals(
                                Arrays.copyOfRange(CONTENT, begin, begin + 500), Clients.read(file, begin, 500))) {
                            right.incrementAndGet();
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertEquals(4, right.get());
        }
    }

    @Test
    void doesNotRunInCircles() throws Exception {
        AtomicReference<FaultServer> self = new AtomicReference<>();
        try (FaultServer server = new FaultServer(
                        CONTENT,
                        call -> call.code() == FaultServer.OPEN
                                && call.redirect("127.0.0.1", self.get().port()));
                XrootdProtocol client = Clients.with()) {
            self.set(server);
            assertTrue(expectFailure(client, server, RemoteError.BAD_ANSWER)
                    .getMessage()
                    .contains("from server to server"));
        }
    }

    @Test
    void tellsTheManagerWhoFailed() throws Exception {
        try (FaultServer good = new FaultServer(CONTENT, call -> false);
                FaultServer bad = new FaultServer(
                        CONTENT, call -> call.code() == FaultServer.OPEN && call.fail(3007, "the disk is broken"));
                FaultServer manager = new FaultServer(
                                CONTENT,
                                call -> call.code() == FaultServer.OPEN
                                        && call.redirect(
                                                "127.0.0.1",
                                                call.text().contains("tried=127.0.0.1") ? good.port() : bad.port()))
                        .asManager();
                XrootdProtocol client = Clients.with()) {
            try (RemoteFile file = Clients.open(client, manager.url())) {
                assertEquals("127.0.0.1:" + good.port(), file.server());
            }
            assertTrue(manager.calls(FaultServer.OPEN).getLast().text().contains("triedrc=fserr"));
            assertFalse(good.calls(FaultServer.OPEN).getFirst().text().contains("tried="));
        }
    }

    @Test
    void triesAgainWhatFailedIfTheManagerKnowsNobodyElse() throws Exception {
        try (FaultServer good = new FaultServer(CONTENT, call -> false);
                FaultServer manager = new FaultServer(
                                CONTENT,
                                call -> call.code() == FaultServer.OPEN
                                        && (call.text().contains("tried=")
                                                ? call.fail(3011, "no servers are left")
                                                : call.redirect("127.0.0.1", good.port())))
                        .asManager();
                XrootdProtocol client = Clients.with()) {
            Attempt again = new Attempt(2, List.of("127.0.0.1:" + good.port()), RemoteError.UNREACHABLE, false);
            try (RemoteFile file = client.open(RemoteUrl.parse(manager.url()), again)) {
                expectRanges(file);
            }
            assertEquals(2, manager.calls(FaultServer.OPEN).size());
        }
    }

    @Test
    void doesNotCallAFileMissingThatWasThere() throws Exception {
        try (FaultServer manager = new FaultServer(
                                CONTENT, call -> call.code() == FaultServer.OPEN && call.fail(3011, "no such file"))
                        .asManager();
                XrootdProtocol client = Clients.with()) {
            Attempt again = new Attempt(2, List.of("127.0.0.1:1"), RemoteError.UNREACHABLE, false);
            RemoteException e =
                    assertThrows(RemoteException.class, () -> client.open(RemoteUrl.parse(manager.url()), again));
            assertEquals(RemoteError.UNREACHABLE, e.error());
            expectFailure(client, manager, RemoteError.MISSING);
        }
    }

    @Test
    void saysWhyItWasRefusedEvenIfTheConnectionEnds() throws Exception {
        byte[] offer = FaultServer.join(new byte[16], "&P=unix&P=host\0".getBytes(UTF_8));
        try (FaultServer server = new FaultServer(CONTENT, call -> switch (call.code()) {
                    case FaultServer.LOGIN -> call.reply(FaultServer.OK, offer);
                    case FaultServer.AUTH ->
                        call.fail(3030, "not you") && call.connection().close();
                    default -> false;
                });
                XrootdProtocol client = Clients.with()) {
            assertTrue(expectFailure(client, server, RemoteError.DENIED)
                    .getMessage()
                    .contains("not you"));
        }
    }

    @Test
    void readsOverOneConnectionIfMoreCannotBeHad() throws Exception {
        try (FaultServer server =
                        new FaultServer(CONTENT, call -> call.code() == FaultServer.BIND && call.fail(3013, "no"));
                XrootdProtocol client = Clients.with("XRD_SUBSTREAMSPERCHANNEL", "3")) {
            expectReadable(client, server);
            assertEquals(1, server.calls(FaultServer.BIND).size());
        }
    }

    @Test
    void turnsBackFromAServerThatIsNotThere() throws Exception {
        FaultServer dead = new FaultServer(CONTENT, call -> false);
        int port = dead.port();
        dead.close();
        AtomicInteger asked = new AtomicInteger();
        try (FaultServer good = new FaultServer(CONTENT, call -> false);
                FaultServer manager = new FaultServer(
                                CONTENT,
                                call -> call.code() == FaultServer.OPEN
                                        && call.redirect(
                                                "127.0.0.1", asked.getAndIncrement() == 0 ? port : good.port()))
                        .asManager();
                XrootdProtocol client = Clients.with()) {
            expectReadable(client, manager);
        }
    }

    @Test
    void carriesWhatARedirectionSays() throws Exception {
        try (FaultServer good = new FaultServer(CONTENT, call -> false);
                FaultServer first = new FaultServer(
                        CONTENT,
                        call -> call.code() == FaultServer.OPEN
                                && call.redirect("127.0.0.1?key=abc&two=2?secret", good.port()));
                XrootdProtocol client = Clients.with()) {
            Clients.open(client, first.url() + "?mine=1").close();
            assertEquals(
                    "/file?mine=1&key=abc&two=2",
                    good.calls(FaultServer.OPEN).getFirst().text());
            assertEquals("secret", good.calls(FaultServer.LOGIN).getFirst().text());
        }
    }

    @Test
    void followsAWholeUrl() throws Exception {
        try (FaultServer good = new FaultServer(CONTENT, call -> false);
                FaultServer first = new FaultServer(
                        CONTENT,
                        call -> call.code() == FaultServer.OPEN
                                && call.redirect("root://127.0.0.1:" + good.port() + "//file?a=b", -1));
                XrootdProtocol client = Clients.with()) {
            expectReadable(client, first);
        }
    }

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
    void givesUpWhenNothingComes() throws Exception {
        try (FaultServer server = new FaultServer(CONTENT, call -> call.code() == FaultServer.READV);
                XrootdProtocol client = Clients.impatient(Duration.ofMillis(300), Duration.ofSeconds(60))) {
            expectFailure(client, server, RemoteError.TIMED_OUT);
        }
    }

    @Test
    void givesUpOnAnOpenThatIsNeverAnswered() throws Exception {
        try (FaultServer server = new FaultServer(CONTENT, call -> call.code() == FaultServer.OPEN);
                XrootdProtocol client = Clients.impatient(Duration.ofMillis(200), Duration.ofMillis(400))) {
            expectFailure(client, server, RemoteError.TIMED_OUT);
        }
    }

    @Test
    void doesNotTrustAPromiseForEver() throws Exception {
        try (FaultServer server = new FaultServer(
                        CONTENT,
                        call -> call.code() == FaultServer.OPEN
                                && call.reply(FaultServer.WAIT_RESPONSE, FaultServer.word(Integer.MAX_VALUE)));
                XrootdProtocol client = Clients.impatient(Duration.ofMillis(200), Duration.ofMillis(400))) {
            expectFailure(client, server, RemoteError.TIMED_OUT);
        }
    }

    @Test
    void givesUpOnAServerThatSaysNothingAtAll() throws Exception {
        try (FaultServer server = new FaultServer(CONTENT, call -> call.code() == FaultServer.PROTOCOL);
                XrootdProtocol client = Clients.impatient(Duration.ofMillis(300), Duration.ofSeconds(60))) {
            expectFailure(client, server, RemoteError.TIMED_OUT);
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
    void keepsToTheLimitsOfTheServer() throws Exception {
        try (FaultServer server = new FaultServer(CONTENT, call -> false).withLimits("3\n10000\n15\n");
                XrootdProtocol client = Clients.with()) {
            // the limits have come when something has been read
            try (RemoteFile file = Clients.open(client, server.url())) {
                Clients.read(file, 0, 10);
                assertEquals(3, file.limits().ranges());
                expectRanges(file);
            }
            for (FaultServer.Call call : server.calls(FaultServer.READV)) {
                assertTrue(call.payload().length <= 3 * 16);
                assertTrue(ByteBuffer.wrap(call.payload()).getInt(4) <= 10_000);
            }
        }
    }

    @Test
    void asksForLessWhenTheServerBreaksItsPromise() throws Exception {
        try (FaultServer server = new FaultServer(CONTENT, call -> {
                    if (call.code() != FaultServer.READV) {
                        return false;
                    }
                    boolean large = false;
                    for (int i = 0; i < call.payload().length; i += 16) {
                        large |= ByteBuffer.wrap(call.payload()).getInt(i + 4) > 40_000;
                    }
                    return large && call.fail(3008, "Single readv transfer is too large");
                });
                XrootdProtocol client = Clients.with();
                RemoteFile file = Clients.open(client, server.url())) {
            expectRanges(file);
        }
    }

    @Test
    void asksForFewerRangesWhenTheServerBreaksItsPromise() throws Exception {
        try (FaultServer server = new FaultServer(
                        CONTENT,
                        call -> call.code() == FaultServer.READV
                                && call.payload().length > 16
                                && call.fail(3002, "Read vector is too long"));
                XrootdProtocol client = Clients.with();
                RemoteFile file = Clients.open(client, server.url())) {
            expectRanges(file);
        }
    }

    @Test
    void saysWhyAServerRefuses() throws Exception {
        int[] numbers = {3010, 3011, 3016, 3024, 3028};
        RemoteError[] errors = {
            RemoteError.DENIED,
            RemoteError.MISSING,
            RemoteError.UNSUPPORTED,
            RemoteError.OVERLOADED,
            RemoteError.TLS_FAILED
        };
        for (int i = 0; i < numbers.length; i++) {
            int number = numbers[i];
            try (FaultServer server = new FaultServer(
                            CONTENT, call -> call.code() == FaultServer.OPEN && call.fail(number, "so it is"));
                    XrootdProtocol client = Clients.with()) {
                String message = expectFailure(client, server, errors[i]).getMessage();
                assertTrue(message.contains("so it is") || number == 3016, message);
            }
        }
    }

    @Test
    void saysWhatToDoWithoutCredentials() throws Exception {
        byte[] offer = FaultServer.join(new byte[16], "&P=gsi,v:10600,c:ssl,ca:1.0&P=ztn,0:4096:\0".getBytes(UTF_8));
        try (FaultServer server = new FaultServer(
                        CONTENT, call -> call.code() == FaultServer.LOGIN && call.reply(FaultServer.OK, offer));
                XrootdProtocol client = Clients.with("X509_USER_PROXY", "/nonexistent/proxy")) {
            String message = expectFailure(client, server, RemoteError.DENIED).getMessage();
            assertTrue(message.contains("voms-proxy-init") && message.contains("htgettoken"), message);
            assertTrue(message.contains("X509_USER_PROXY names /nonexistent/proxy"), message);
        }
    }

    @Test
    void logsInWhereTheServerSaysNothingAtLogin() throws Exception {
        try (FaultServer server = new FaultServer(
                        CONTENT, call -> call.code() == FaultServer.LOGIN && call.reply(FaultServer.OK, new byte[0]));
                XrootdProtocol client = Clients.with()) {
            expectReadable(client, server);
        }
    }

    @Test
    void saysWhatAServerWantsThatItCannotGive() throws Exception {
        byte[] offer = FaultServer.join(new byte[16], "&P=krb5,service@REALM&P=pwd,v:1\0".getBytes(UTF_8));
        try (FaultServer server = new FaultServer(
                        CONTENT, call -> call.code() == FaultServer.LOGIN && call.reply(FaultServer.OK, offer));
                XrootdProtocol client = Clients.with()) {
            assertTrue(expectFailure(client, server, RemoteError.DENIED)
                    .getMessage()
                    .contains("krb5, pwd"));
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

    @Test
    void takesAChecksumThatComesLate() throws Exception {
        try (FaultServer server = new FaultServer(CONTENT, call -> {
                    if (call.code() != FaultServer.QUERY || call.parameters()[1] != 3) {
                        return false;
                    }
                    call.reply(FaultServer.WAIT_RESPONSE, FaultServer.word(600));
                    byte[] inner =
                            FaultServer.frame(call.stream(), FaultServer.OK, "adler32 023b9497\0".getBytes(UTF_8));
                    byte[] outer =
                            FaultServer.join(FaultServer.join(FaultServer.word(5008), FaultServer.word(0)), inner);
                    return call.connection().send(FaultServer.frame(0, FaultServer.ATTENTION, outer));
                });
                XrootdProtocol client = Clients.with()) {
            assertEquals(Optional.of("adler32:023b9497"), client.checksum(RemoteUrl.parse(server.url())));
        }
    }

    @Test
    void givingUpOneReadDoesNotDisturbOthers() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        List<FaultServer.Call> held = new ArrayList<>();
        try (FaultServer server = new FaultServer(CONTENT, call -> {
                            if (call.code() == FaultServer.READ
                                    && call.parameterBytes().getLong(4) == 77) {
                                held.add(call);
                                asked.countDown();
                                return true;
                            }
                            return false;
                        })
                        .withoutPages();
                XrootdProtocol client = Clients.with();
                RemoteFile file = Clients.open(client, server.url())) {
            byte[] target = new byte[500];
            AtomicReference<Throwable> end = new AtomicReference<>();
            Thread reader = Thread.startVirtualThread(() -> {
                try {
                    file.read(new long[] {77}, new MemorySegment[] {MemorySegment.ofArray(target)});
                } catch (InterruptedException e) {
                    end.set(e);
                }
            });
            asked.await();
            reader.interrupt();
            reader.join();
            assertTrue(end.get() instanceof InterruptedException);
            held.getFirst().reply(FaultServer.OK, rangeOf(held.getFirst()));
            expectRanges(file);
            assertArrayEquals(new byte[500], target);
            assertEquals(1, server.calls(FaultServer.LOGIN).size());
        }
    }

    @Test
    void sharesOneConnectionUnlessAskedForAnother() throws Exception {
        try (FaultServer server = new FaultServer(CONTENT, call -> false);
                XrootdProtocol client = Clients.with();
                RemoteFile first = Clients.open(client, server.url());
                RemoteFile second = Clients.open(client, server.url());
                RemoteFile apart = client.open(
                        RemoteUrl.parse(server.url()), new Attempt(2, List.of(), RemoteError.TIMED_OUT, true))) {
            for (RemoteFile file : List.of(first, second, apart)) {
                expectRanges(file);
            }
            assertEquals(2, server.calls(FaultServer.LOGIN).size());
        }
    }

    @Test
    void opensNewConnectionsWhenOldOnesBroke() throws Exception {
        AtomicInteger opens = new AtomicInteger();
        try (FaultServer server = new FaultServer(
                        CONTENT,
                        call -> call.code() == FaultServer.OPEN
                                && opens.getAndIncrement() == 0
                                && call.connection().close());
                XrootdProtocol client = Clients.with()) {
            expectFailure(client, server, RemoteError.UNREACHABLE);
            expectReadable(client, server);
        }
    }
}
