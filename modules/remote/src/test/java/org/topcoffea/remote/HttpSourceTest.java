package org.topcoffea.remote;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.topcoffea.root.ByteSource;

class HttpSourceTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(700);

    private final byte[] content = new byte[3_000_000];
    private FaultServer server;
    private RemoteFiles files;

    @BeforeEach
    void start() throws IOException {
        new Random(7).nextBytes(content);
        server = new FaultServer().file("/f.root", content);
        files = RemoteFiles.with(options());
    }

    @AfterEach
    void end() throws IOException {
        files.close();
        server.close();
    }

    private static RemoteOptions options() {
        return RemoteOptions.standard(Map.of())
                .withTimeouts(LONG, LONG, LONG)
                .withAttempts(4, Duration.ofMillis(1), Duration.ofMillis(5));
    }

    private static RemoteFiles impatient() {
        return RemoteFiles.with(options().withTimeouts(LONG, SHORT, LONG));
    }

    private void checkReads(ByteSource source) {
        assertEquals(content.length, source.size());
        byte[] middle = new byte[100_000];
        source.read(1_000_000, MemorySegment.ofArray(middle));
        assertArrayEquals(Arrays.copyOfRange(content, 1_000_000, 1_100_000), middle);
        checkVector(source);
    }

    private void checkVector(ByteSource source) {
        long[] positions = {2_000_000, 100_000, 150_000, 100_500, 151_000, 2_999_999, 0, 700_000};
        int[] lengths = {5000, 600, 1000, 300, 20_000, 1, 10, 0};
        MemorySegment[] targets = new MemorySegment[lengths.length];
        for (int i = 0; i < lengths.length; i++) {
            targets[i] = MemorySegment.ofArray(new byte[lengths[i]]);
        }
        source.read(positions, targets);
        for (int i = 0; i < lengths.length; i++) {
            byte[] expected = Arrays.copyOfRange(content, (int) positions[i], (int) positions[i] + lengths[i]);
            assertArrayEquals(expected, (byte[]) targets[i].heapBase().orElseThrow(), "range " + i);
        }
    }

    @Test
    void readsRangesInFewRequests() {
        try (ByteSource source = files.open(server.url("/f.root"))) {
            checkReads(source);
            // Beginning, end, middle, and all ranges at once.
            assertEquals(4, server.seen().size());
            assertEquals(
                    "bytes=100000-100799,150000-170999,2000000-2004999",
                    server.seen().getLast().header("range"));
        }
        ServerStatistics statistics = files.statistics().getFirst();
        assertEquals(1, statistics.opens());
        assertEquals(2, statistics.requests());
        assertTrue(statistics.bytesAsked() > 100_000);
        assertEquals(0, statistics.failures());
    }

    @Test
    void readsFromTheEndsWithoutAnotherRequest() {
        try (ByteSource source = files.open(server.url("/f.root"))) {
            byte[] bytes = new byte[200];
            source.read(content.length - 200L, MemorySegment.ofArray(bytes));
            source.read(300, MemorySegment.ofArray(bytes));
            assertEquals(2, server.seen().size());
        }
    }

    @Test
    void copesWithServersThatKnowOneRangeOnly() {
        server.answer("/f.root", server::firstRange);
        try (ByteSource source = files.open(server.url("/f.root"))) {
            checkReads(source);
            int before = server.seen().size();
            checkVector(source);
            assertTrue(server.seen().stream()
                    .skip(before)
                    .noneMatch(request -> request.header("range").contains(",")));
        }
    }

    @Test
    void takesSmallFilesFromServersWithoutRanges() {
        server.answer("/f.root", server::whole);
        try (ByteSource source = files.open(server.url("/f.root"))) {
            checkReads(source);
        }
    }

    @Test
    void refusesLargeFilesFromServersWithoutRanges() {
        server.answer("/f.root", (request, out) -> {
            FaultServer.head(out, 200, Map.of("Content-Length", "99000000000"));
            out.write(content);
            return false;
        });
        assertFails(() -> files.open(server.url("/f.root")), RemoteError.UNSUPPORTED, "whole files only");
    }

    @Test
    void copesWithWholeFileInsteadOfSeveralRanges() {
        server.answer(
                "/f.root",
                (request, out) -> request.header("range").contains(",")
                        ? server.whole(request, out)
                        : server.ranges(request, out));
        try (ByteSource source = files.open(server.url("/f.root"))) {
            checkReads(source);
            checkVector(source);
        }
    }

    private static void assertFails(Executable call, RemoteError error, String text) {
        RemoteException failure = assertThrows(RemoteException.class, call);
        assertEquals(error, failure.error(), failure.getMessage());
        assertTrue(failure.getMessage().contains(text), failure.getMessage());
        assertFalse(failure.getMessage().contains("\n"), failure.getMessage());
    }

    @Test
    void tellsMissingFromDenied() {
        assertFails(() -> files.open(server.url("/other.root")), RemoteError.MISSING, "has no such file");
        server.answer("/f.root", (request, out) -> {
            FaultServer.head(out, 403, Map.of("Content-Length", "0"));
            return true;
        });
        assertFails(
                () -> files.open(server.url("/f.root")), RemoteError.DENIED, "neither a proxy certificate nor a token");
    }

    @Test
    void tellsRefusedConnections() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertFails(
                () -> files.open("http://127.0.0.1:" + port + "/f"), RemoteError.UNREACHABLE, "refuses connections");
        assertFails(() -> files.open("http://no.such.host.invalid/f"), RemoteError.UNREACHABLE, "there is no host");
    }

    @Test
    void triesAgainWhenTheServerIsOverloaded() {
        AtomicInteger refusals = new AtomicInteger(3);
        server.answer("/f.root", (request, out) -> {
            if (refusals.getAndDecrement() > 0) {
                FaultServer.head(out, 503, Map.of("Content-Length", "0"));
                return true;
            }
            return server.ranges(request, out);
        });
        try (ByteSource source = files.open(server.url("/f.root"))) {
            refusals.set(2);
            checkReads(source);
        }
        assertTrue(files.statistics().stream().anyMatch(statistics -> statistics.retries() > 0));
    }

    @Test
    void givesUpAfterSomeAttempts() {
        server.answer("/f.root", (request, out) -> {
            FaultServer.head(out, 503, Map.of("Content-Length", "4"));
            out.write(new byte[] {'b', 'u', 's', 'y'});
            return true;
        });
        assertFails(() -> files.open(server.url("/f.root")), RemoteError.OVERLOADED, "busy");
        long first = server.seen().stream()
                .filter(request -> request.header("range").startsWith("bytes=0-"))
                .count();
        assertEquals(4, first);
    }

    @Test
    void readsOnWhenConnectionsBreak() {
        AtomicInteger breaks = new AtomicInteger(2);
        server.answer("/f.root", (request, out) -> {
            List<long[]> wanted = FaultServer.wanted(request.header("range"), content.length);
            if (wanted.getFirst()[0] == 1_000_000 && breaks.getAndDecrement() > 0) {
                FaultServer.head(
                        out, 206, Map.of("Content-Range", "bytes 1000000-1099999/3000000", "Content-Length", "100000"));
                out.write(content, 1_000_000, 5000);
                return false;
            }
            return server.ranges(request, out);
        });
        try (ByteSource source = files.open(server.url("/f.root"))) {
            checkReads(source);
        }
        assertTrue(breaks.get() < 0);
    }

    @Test
    void readsOnWhenAnAnswerStalls() {
        AtomicInteger stalls = new AtomicInteger(1);
        server.answer("/f.root", (request, out) -> {
            List<long[]> wanted = FaultServer.wanted(request.header("range"), content.length);
            if (wanted.getFirst()[0] == 1_000_000 && stalls.getAndDecrement() > 0) {
                FaultServer.head(
                        out, 206, Map.of("Content-Range", "bytes 1000000-1099999/3000000", "Content-Length", "100000"));
                out.write(content, 1_000_000, 5000);
                out.flush();
                server.stall();
            }
            return server.ranges(request, out);
        });
        try (RemoteFiles impatient = impatient();
                ByteSource source = impatient.open(server.url("/f.root"))) {
            checkReads(source);
            assertTrue(impatient.statistics().stream().anyMatch(statistics -> statistics.failures() > 0));
        }
    }

    @Test
    void noticesThatAFileWasReplaced() {
        AtomicInteger requests = new AtomicInteger();
        server.answer("/f.root", (request, out) -> {
            byte[] bytes = new byte[10];
            FaultServer.head(
                    out,
                    206,
                    Map.of(
                            "Content-Range",
                            "bytes 500000-500009/" + (requests.incrementAndGet() > 2 ? 3_000_001 : 3_000_000),
                            "Content-Length",
                            "10"));
            out.write(bytes);
            return true;
        });
        try (ByteSource source = files.open(server.url("/f.root"))) {
            assertFails(
                    () -> source.read(500_000, MemorySegment.ofArray(new byte[20_000])),
                    RemoteError.CHANGED,
                    "replaced");
        }
    }

    @Test
    void followsRedirectionsAndRemembersThem() throws IOException {
        try (FaultServer other = new FaultServer().file("/pool/f.root", content)) {
            server.answer("/f.root", (request, out) -> {
                FaultServer.head(
                        out, 307, Map.of("Location", other.url("/pool/f.root?authz=secret"), "Content-Length", "0"));
                return true;
            });
            try (ByteSource source = files.open(server.url("/f.root"))) {
                checkReads(source);
            }
            assertEquals(2, server.seen().size());
            assertEquals(4, other.seen().size());
        }
    }

    @Test
    void startsOverWhenTheTargetOfARedirectionIsGone() throws IOException {
        FaultServer first = new FaultServer().file("/pool/f.root", content);
        FaultServer second = new FaultServer().file("/pool/f.root", content);
        try (first;
                second) {
            AtomicInteger opens = new AtomicInteger();
            server.answer("/f.root", (request, out) -> {
                FaultServer target = opens.incrementAndGet() <= 2 ? first : second;
                FaultServer.head(out, 307, Map.of("Location", target.url("/pool/f.root"), "Content-Length", "0"));
                return true;
            });
            try (ByteSource source = files.open(server.url("/f.root"))) {
                first.close();
                checkReads(source);
            }
            assertFalse(second.seen().isEmpty());
        }
    }

    @Test
    void endsLoopsOfRedirections() {
        server.answer("/f.root", (request, out) -> {
            FaultServer.head(out, 302, Map.of("Location", "/f.root?again", "Content-Length", "0"));
            return true;
        });
        assertFails(() -> files.open(server.url("/f.root")), RemoteError.BAD_ANSWER, "more than 10 times");
    }

    @Test
    void goesToAnotherReplica() throws IOException {
        try (FaultServer other = new FaultServer().file("/store/f.root", content)) {
            RemoteOptions options = options().withFallbackPrefixes(List.of(other.url("/")));
            try (RemoteFiles replicated = RemoteFiles.with(options);
                    ByteSource source = replicated.open(server.url("/store/f.root"))) {
                checkReads(source);
            }
            assertFalse(other.seen().isEmpty());
            // Beginning and end of a file are asked for at once; what was refused is not asked for again.
            List<FaultServer.Seen> asked = server.seen();
            assertTrue(asked.size() == 1 || asked.size() == 2, asked::toString);
        }
    }

    @Test
    void explainsGarbage() {
        server.answer("/f.root", (request, out) -> {
            out.write("SSH-2.0-OpenSSH_9.2\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return false;
        });
        RemoteException failure = assertThrows(RemoteException.class, () -> files.open(server.url("/f.root")));
        assertTrue(failure.getMessage().contains("/f.root"), failure.getMessage());
    }

    @Test
    void refusesReadsBehindTheEnd() {
        try (ByteSource source = files.open(server.url("/f.root"))) {
            assertFails(
                    () -> source.read(2_999_990, MemorySegment.ofArray(new byte[11])),
                    RemoteError.CORRUPT,
                    "behind the end");
        }
    }

    @Test
    void sendsASecondRequestWhenOneTakesLong() {
        AtomicInteger slow = new AtomicInteger();
        server.answer("/f.root", (request, out) -> {
            if (request.header("range").equals("bytes=1500000-1549999") && slow.incrementAndGet() == 1) {
                server.stall();
            }
            return server.ranges(request, out);
        });
        try (ByteSource source = files.open(server.url("/f.root"))) {
            byte[] bytes = new byte[20_000];
            for (int i = 0; i < 60; i++) {
                source.read(40_000 + 20_000L * i, MemorySegment.ofArray(bytes));
            }
            byte[] late = new byte[50_000];
            source.read(1_500_000, MemorySegment.ofArray(late));
            assertArrayEquals(Arrays.copyOfRange(content, 1_500_000, 1_550_000), late);
        }
        assertTrue(files.statistics().stream().anyMatch(statistics -> statistics.hedges() > 0));
    }
}
