package org.topcoffea.remote.internal.xrootd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.Adler32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.topcoffea.remote.FileCopy;
import org.topcoffea.remote.RemoteError;
import org.topcoffea.remote.RemoteException;
import org.topcoffea.remote.RemoteFiles;
import org.topcoffea.remote.RemoteOptions;
import org.topcoffea.remote.ServerStatistics;
import org.topcoffea.remote.internal.transport.Attempt;
import org.topcoffea.remote.internal.transport.RemoteFile;
import org.topcoffea.remote.internal.transport.RemoteUrl;
import org.topcoffea.root.ByteSource;

/** Reads from xrootd itself. */
@Tag("site")
class RealServersTest {
    private static final int SIZE = 20_000_003;
    private static final int MANY = 64;
    private static final int THREADS = 16;

    private static XrootdSite site;
    private static byte[] content;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Path temporary = Files.createTempDirectory("xrootd-site");
        Path first = Files.createDirectories(temporary.resolve("first"));
        Path second = Files.createDirectories(temporary.resolve("second"));
        content = new byte[SIZE];
        new Random(20240601).nextBytes(content);
        Files.write(first.resolve("one.bin"), content);
        Files.write(second.resolve("two.bin"), content);
        Files.createDirectories(first.resolve("sub/deep"));
        Files.createDirectories(second.resolve("sub"));
        Files.write(first.resolve("sub/a.bin"), new byte[10]);
        Files.write(second.resolve("sub/b.bin"), new byte[10]);
        Files.createDirectories(first.resolve("many"));
        for (int i = 0; i < MANY; i++) {
            Files.write(first.resolve("many/" + i), Arrays.copyOfRange(content, i * 1000, i * 1000 + 300_000));
        }
        Files.write(first.resolve("both.bin"), content);
        Files.write(second.resolve("both.bin"), content);
        Files.write(first.resolve("empty.bin"), new byte[0]);
        site = XrootdSite.start(temporary.resolve("site"), first, second);
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        if (site != null) {
            site.stop();
        }
    }

    private static void expectContent(RemoteFile file) throws InterruptedException {
        assertEquals(SIZE, file.size());
        byte[] all = new byte[SIZE];
        int step = (int) file.limits().rangeBytes();
        for (int at = 0; at < SIZE; at += step) {
            int n = Math.min(step, SIZE - at);
            file.read(
                    new long[] {at},
                    new MemorySegment[] {MemorySegment.ofArray(all).asSlice(at, n)});
        }
        assertArrayEquals(content, all);
        expectRanges(file);
    }

    private static void expectRanges(RemoteFile file) throws InterruptedException {
        Random random = new Random(7);
        int n = 1024;
        long[] positions = random.longs(n, 0, SIZE - 1000).sorted().toArray();
        MemorySegment[] targets = new MemorySegment[n];
        Arrays.setAll(targets, i -> MemorySegment.ofArray(new byte[1 + random.nextInt(1000)]));
        targets[3] = MemorySegment.ofArray(new byte[6_000_000]);
        positions[3] = 1234;
        file.read(positions, targets);
        for (int i = 0; i < n; i++) {
            byte[] expected =
                    Arrays.copyOfRange(content, (int) positions[i], (int) (positions[i] + targets[i].byteSize()));
            assertArrayEquals(expected, (byte[]) targets[i].heapBase().orElseThrow());
        }
    }

    private static void expectReadable(String url, XrootdProtocol protocol) throws InterruptedException {
        try (RemoteFile file = protocol.open(RemoteUrl.parse(url), Attempt.FIRST)) {
            expectContent(file);
        }
    }

    @Test
    void readsFromOneServer() throws InterruptedException {
        try (XrootdProtocol protocol = Clients.with()) {
            expectReadable(site.url("root", "XROOTD_PORT") + "/one.bin", protocol);
        }
    }

    @Test
    void readsOverSeveralConnections() throws InterruptedException {
        try (XrootdProtocol protocol = Clients.with("XRD_SUBSTREAMSPERCHANNEL", "4")) {
            expectReadable(site.url("root", "XROOTD_PORT") + "/one.bin", protocol);
        }
    }

    @Test
    void isSentOnByARedirector() throws InterruptedException {
        try (XrootdProtocol protocol = Clients.with()) {
            expectReadable(site.url("root", "XROOTD_REDIRECTOR_PORT") + "/one.bin", protocol);
            expectReadable(site.url("root", "XROOTD_REDIRECTOR_PORT") + "/two.bin", protocol);
        }
    }

    @Test
    void readsAnEmptyFile() throws InterruptedException {
        try (XrootdProtocol protocol = Clients.with();
                RemoteFile file =
                        protocol.open(RemoteUrl.parse(site.url("root", "XROOTD_PORT") + "/empty.bin"), Attempt.FIRST)) {
            assertEquals(0, file.size());
        }
    }

    @Test
    void encrypts() throws InterruptedException {
        try (XrootdProtocol protocol = Clients.with("X509_CERT_DIR", site.variable("X509_CERT_DIR"))) {
            expectReadable(site.url("roots", "XROOTD_TLS_PORT") + "/one.bin", protocol);
            expectReadable(site.url("root", "XROOTD_TLS_PORT") + "/one.bin", protocol);
        }
    }

    @Test
    void trustsNoUnknownAuthority() {
        try (XrootdProtocol protocol = Clients.with()) {
            RemoteException e = assertThrows(
                    RemoteException.class,
                    () -> protocol.open(
                            RemoteUrl.parse(site.url("roots", "XROOTD_TLS_PORT") + "/one.bin"), Attempt.FIRST));
            assertEquals(RemoteError.TLS_FAILED, e.error(), e.getMessage());
        }
    }

    @Test
    void doesNotFallBackToPlainText() {
        try (XrootdProtocol protocol = Clients.with()) {
            RemoteException e = assertThrows(
                    RemoteException.class,
                    () -> protocol.open(RemoteUrl.parse(site.url("roots", "XROOTD_PORT") + "/one.bin"), Attempt.FIRST));
            assertEquals(RemoteError.TLS_FAILED, e.error(), e.getMessage());
        }
    }

    @Test
    void tellsThatAFileIsMissing() {
        try (XrootdProtocol protocol = Clients.with()) {
            for (String port : List.of("XROOTD_PORT", "XROOTD_REDIRECTOR_PORT")) {
                RemoteException e = assertThrows(
                        RemoteException.class,
                        () -> protocol.open(RemoteUrl.parse(site.url("root", port) + "/none.bin"), Attempt.FIRST));
                assertEquals(RemoteError.MISSING, e.error(), e.getMessage());
            }
        }
    }

    @Test
    void knowsChecksums() throws InterruptedException {
        Adler32 sum = new Adler32();
        sum.update(content);
        try (XrootdProtocol protocol = Clients.with()) {
            for (String port : List.of("XROOTD_PORT", "XROOTD_REDIRECTOR_PORT")) {
                Optional<String> checksum = protocol.checksum(RemoteUrl.parse(site.url("root", port) + "/one.bin"));
                assertEquals(Optional.of(String.format("adler32:%08x", sum.getValue())), checksum);
            }
        }
    }

    @Test
    void listsDirectories() throws InterruptedException {
        try (XrootdProtocol protocol = Clients.with()) {
            assertEquals(
                    List.of("a.bin", "deep/"),
                    protocol.list(RemoteUrl.parse(site.url("root", "XROOTD_PORT") + "/sub")));
            assertEquals(
                    List.of("a.bin", "b.bin", "deep/"),
                    protocol.list(RemoteUrl.parse(site.url("root", "XROOTD_REDIRECTOR_PORT") + "/sub")));
        }
    }

    @Test
    void provesIdentityBySharedSecret() throws InterruptedException {
        try (XrootdProtocol protocol = Clients.with("XrdSecSSSKT", site.variable("XrdSecSSSKT"))) {
            expectReadable(site.url("root", "XROOTD_SSS_PORT") + "/one.bin", protocol);
        }
        expectDenied("XROOTD_SSS_PORT", "root", "sss");
    }

    @Test
    void provesIdentityByProxyCertificate() throws InterruptedException {
        try (XrootdProtocol protocol = Clients.with(
                "X509_CERT_DIR", site.variable("X509_CERT_DIR"),
                "X509_USER_PROXY", site.variable("XROOTD_USER_PROXY"))) {
            expectReadable(site.url("root", "XROOTD_GSI_PORT") + "/one.bin", protocol);
        }
        expectDenied("XROOTD_GSI_PORT", "root", "proxy");
    }

    @Test
    void shownNoProxyToAServerOfAnUnknownAuthority() {
        try (XrootdProtocol protocol = Clients.with("X509_USER_PROXY", site.variable("XROOTD_USER_PROXY"))) {
            RemoteException e = assertThrows(
                    RemoteException.class,
                    () -> protocol.open(
                            RemoteUrl.parse(site.url("root", "XROOTD_GSI_PORT") + "/one.bin"), Attempt.FIRST));
            assertEquals(RemoteError.DENIED, e.error());
            assertTrue(e.getMessage().contains("X509_CERT_DIR"), e.getMessage());
        }
    }

    @Test
    void provesIdentityByToken() throws InterruptedException {
        try (XrootdProtocol protocol = Clients.with(
                "X509_CERT_DIR", site.variable("X509_CERT_DIR"),
                "BEARER_TOKEN_FILE", site.variable("XROOTD_TOKEN_FILE"))) {
            expectReadable(site.url("roots", "XROOTD_ZTN_PORT") + "/one.bin", protocol);
        }
        expectDenied("XROOTD_ZTN_PORT", "roots", "token");
    }

    @Test
    void saysItsNameAndSigns() throws InterruptedException {
        try (XrootdProtocol protocol = Clients.with()) {
            expectReadable(site.url("root", "XROOTD_UNIX_PORT") + "/one.bin", protocol);
        }
    }

    private static void expectDenied(String port, String scheme, String word) {
        try (XrootdProtocol protocol = Clients.with("X509_CERT_DIR", site.variable("X509_CERT_DIR"))) {
            RemoteException e = assertThrows(
                    RemoteException.class,
                    () -> protocol.open(RemoteUrl.parse(site.url(scheme, port) + "/one.bin"), Attempt.FIRST));
            assertEquals(RemoteError.DENIED, e.error(), e.getMessage());
            assertTrue(e.getMessage().contains(word), e.getMessage());
        }
    }

    private static RemoteFiles patient() {
        RemoteOptions options = RemoteOptions.standard(Map.of())
                .withAttempts(20, Duration.ofMillis(200), Duration.ofSeconds(2))
                .withHedging(false);
        return RemoteFiles.with(options);
    }

    /** Reads a file whose server is killed after some of it. */
    private static void expectContentInSpiteOfDeath(String url, RemoteFiles files) {
        byte[] all = new byte[SIZE];
        int step = 100_000;
        try (ByteSource source = files.open(url)) {
            for (int at = 0; at < SIZE; at += step) {
                if (at == 50 * step) {
                    String server = files.statistics().stream()
                            .filter(known -> known.requests() > 0)
                            .findFirst()
                            .orElseThrow()
                            .server();
                    int port = Integer.parseInt(server.substring(server.lastIndexOf(':') + 1));
                    assertTrue(site.kill(port), server);
                }
                source.read(at, MemorySegment.ofArray(all).asSlice(at, Math.min(step, SIZE - at)));
            }
        }
        assertArrayEquals(content, all);
        assertTrue(files.statistics().stream()
                        .mapToLong(ServerStatistics::failures)
                        .sum()
                > 0);
    }

    @Test
    void goesOnWhenTheServerIsStartedAgain() {
        try (RemoteFiles files = patient()) {
            expectContentInSpiteOfDeath(site.url("root", "XROOTD_PORT") + "/one.bin", files);
        }
    }

    @Test
    void goesOnAtAnotherServer() {
        try (RemoteFiles files = patient()) {
            expectContentInSpiteOfDeath(site.url("root", "XROOTD_REDIRECTOR_PORT") + "/both.bin", files);
        }
    }

    @Test
    void readsManyFilesInManyThreads() throws InterruptedException {
        for (String port : List.of("XROOTD_PORT", "XROOTD_REDIRECTOR_PORT")) {
            Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
            AtomicInteger next = new AtomicInteger();
            try (RemoteFiles files = patient()) {
                List<Thread> threads = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    threads.add(Thread.ofPlatform().start(() -> {
                        for (int n = next.getAndIncrement(); n < MANY; n = next.getAndIncrement()) {
                            readOne(files, site.url("root", port) + "/many/" + n, n, failures);
                        }
                    }));
                }
                for (Thread thread : threads) {
                    thread.join();
                }
            }
            assertEquals(List.of(), List.copyOf(failures));
        }
    }

    private static void readOne(RemoteFiles files, String url, int number, Queue<Throwable> failures) {
        try (ByteSource source = files.open(url)) {
            byte[] all = new byte[300_000];
            for (int at = 0; at < all.length; at += 50_000) {
                source.read(at, MemorySegment.ofArray(all).asSlice(at, 50_000));
            }
            assertArrayEquals(Arrays.copyOfRange(content, number * 1000, number * 1000 + 300_000), all);
        } catch (RuntimeException | Error e) {
            failures.add(e);
        }
    }

    @Test
    void copiesAndComparesTheChecksum() throws IOException {
        Path target = Files.createTempDirectory("copy").resolve("one.bin");
        String url = site.url("root", "XROOTD_PORT") + "/one.bin";
        try (RemoteFiles files = patient();
                ByteSource source = files.open(url)) {
            FileCopy.Copied copied =
                    FileCopy.copy(source, target, false, () -> files.checksum(url), (done, total) -> {});
            assertTrue(copied.verified());
            assertArrayEquals(content, Files.readAllBytes(target));
        } finally {
            Files.deleteIfExists(target);
            Files.delete(target.getParent());
        }
    }

    @Test
    void saysThatNoServerOfARedirectorHasAFile() {
        try (RemoteFiles files = RemoteFiles.with(
                RemoteOptions.standard(Map.of()).withAttempts(1, Duration.ofMillis(1), Duration.ofMillis(1)))) {
            RemoteException missing = assertThrows(
                    RemoteException.class,
                    () -> files.open(site.url("root", "XROOTD_REDIRECTOR_PORT") + "/nowhere.root"));
            assertEquals(RemoteError.MISSING, missing.error(), missing.getMessage());
            assertTrue(missing.getMessage().contains("knows no server that has it"), missing.getMessage());
        }
    }
}
