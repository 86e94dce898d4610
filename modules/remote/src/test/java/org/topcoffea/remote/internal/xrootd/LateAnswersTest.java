package org.topcoffea.remote.internal.xrootd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.topcoffea.remote.internal.xrootd.Expectations.CONTENT;
import static org.topcoffea.remote.internal.xrootd.Expectations.expectFailure;
import static org.topcoffea.remote.internal.xrootd.Expectations.expectRanges;
import static org.topcoffea.remote.internal.xrootd.Expectations.expectReadable;
import static org.topcoffea.remote.internal.xrootd.Expectations.rangeOf;
import static org.topcoffea.remote.internal.xrootd.Expectations.vectorOf;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.topcoffea.remote.RemoteError;
import org.topcoffea.remote.internal.transport.RemoteFile;
import org.topcoffea.remote.internal.transport.RemoteUrl;

/** Answers that come late, in parts, in another order, or never. */
class LateAnswersTest {
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
}
