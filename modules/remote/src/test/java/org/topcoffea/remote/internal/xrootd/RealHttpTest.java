package org.topcoffea.remote.internal.xrootd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.Adler32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.topcoffea.remote.RemoteError;
import org.topcoffea.remote.RemoteException;
import org.topcoffea.remote.RemoteFiles;
import org.topcoffea.remote.RemoteOptions;
import org.topcoffea.root.ByteSource;

/** Reads from xrootd over HTTP and HTTPS. */
@Tag("site")
class RealHttpTest {
    private static final int SIZE = 12_000_011;

    private static XrootdSite site;
    private static byte[] content;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Path temporary = Files.createTempDirectory("http-site");
        Path export = Files.createDirectories(temporary.resolve("export"));
        content = new byte[SIZE];
        new Random(20261125).nextBytes(content);
        Files.write(export.resolve("one.bin"), content);
        Files.write(export.resolve("empty.bin"), new byte[0]);
        Files.write(export.resolve("small.bin"), new byte[] {1, 2, 3});
        site = XrootdSite.start(temporary.resolve("site"), export);
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        if (site != null) {
            site.stop();
        }
    }

    private static RemoteFiles files() {
        return RemoteFiles.with(RemoteOptions.standard(Map.of("X509_CERT_DIR", site.variable("X509_CERT_DIR"))));
    }

    private static List<String> servers() {
        return List.of(
                site.url("http", "XROOTD_HTTP_PORT"),
                site.url("dav", "XROOTD_HTTP_PORT"),
                site.url("https", "XROOTD_HTTPS_PORT"),
                site.url("davs", "XROOTD_HTTPS_PORT"));
    }

    @Test
    void readsRangesOneByOneAndTogether() {
        try (RemoteFiles files = files()) {
            for (String server : servers()) {
                try (ByteSource source = files.open(server + "one.bin")) {
                    assertEquals(SIZE, source.size(), server);
                    for (int seed = 0; seed < 10; seed++) {
                        readSome(source, new Random(seed));
                    }
                }
                assertTrue(files.statistics().stream()
                        .allMatch(statistics -> statistics.failures() == 0 && statistics.retries() == 0));
            }
        }
    }

    private static void readSome(ByteSource source, Random random) {
        int count = 1 + random.nextInt(400);
        long[] positions = new long[count];
        MemorySegment[] targets = new MemorySegment[count];
        for (int i = 0; i < count; i++) {
            int length = random.nextInt(random.nextInt(10) == 0 ? 300_000 : 5_000);
            positions[i] = random.nextInt(SIZE - length);
            targets[i] = MemorySegment.ofArray(new byte[length]);
        }
        source.read(positions, targets);
        for (int i = 0; i < count; i++) {
            byte[] expected =
                    Arrays.copyOfRange(content, (int) positions[i], (int) (positions[i] + targets[i].byteSize()));
            assertArrayEquals(expected, (byte[]) targets[i].heapBase().orElseThrow());
        }
    }

    @Test
    void readsSmallFiles() {
        try (RemoteFiles files = files()) {
            for (String server : servers()) {
                try (ByteSource source = files.open(server + "small.bin");
                        ByteSource empty = files.open(server + "empty.bin")) {
                    byte[] bytes = new byte[3];
                    source.read(0, MemorySegment.ofArray(bytes));
                    assertArrayEquals(new byte[] {1, 2, 3}, bytes);
                    assertEquals(0, empty.size());
                }
            }
        }
    }

    @Test
    void saysWhatIsMissingOrNotTrusted() {
        try (RemoteFiles files = files();
                RemoteFiles strangers = RemoteFiles.with(RemoteOptions.standard(Map.of("X509_CERT_DIR", "/tmp")))) {
            for (String server : servers()) {
                RemoteException missing = assertThrows(RemoteException.class, () -> files.open(server + "none.bin"));
                assertEquals(RemoteError.MISSING, missing.error(), missing.getMessage());
            }
            RemoteException unknown = assertThrows(
                    RemoteException.class, () -> strangers.open(site.url("https", "XROOTD_HTTPS_PORT") + "one.bin"));
            assertEquals(RemoteError.TLS_FAILED, unknown.error(), unknown.getMessage());
            assertTrue(unknown.getMessage().contains("unknown authority"), unknown.getMessage());
        }
    }

    @Test
    void proxyCertificateOpensWhatOthersAreDenied() {
        Map<String, String> nobody = Map.of("X509_CERT_DIR", site.variable("X509_CERT_DIR"));
        Map<String, String> user = new HashMap<>(nobody);
        user.put("X509_USER_PROXY", site.variable("XROOTD_USER_PROXY"));
        String url = site.url("https", "XROOTD_X509_PORT") + "one.bin";
        try (RemoteFiles known = RemoteFiles.with(RemoteOptions.standard(user));
                RemoteFiles strangers = RemoteFiles.with(RemoteOptions.standard(nobody))) {
            try (ByteSource source = known.open(url)) {
                readSome(source, new Random(20261126));
            }
            RemoteException denied = assertThrows(RemoteException.class, () -> strangers.open(url));
            assertEquals(RemoteError.DENIED, denied.error(), denied.getMessage());
        }
    }

    @Test
    void tellsChecksums() {
        Adler32 adler = new Adler32();
        adler.update(content);
        String expected = "adler32:" + HexFormat.of().toHexDigits((int) adler.getValue());
        try (RemoteFiles files = files()) {
            assertEquals(Optional.of(expected), files.checksum(site.url("http", "XROOTD_HTTP_PORT") + "one.bin"));
        }
    }
}
