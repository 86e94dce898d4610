package org.topcoffea.remote;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.Adler32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.root.ByteSource;

class HttpCopyTest {
    @TempDir
    Path directory;

    private static FaultServer server(byte[] content, String digest) throws IOException {
        FaultServer server = new FaultServer().file("/f.root", content);
        server.answer("/f.root", (request, out) -> {
            if (request.method().equals("HEAD") && !digest.isEmpty()) {
                FaultServer.head(
                        out, 200, Map.of("Content-Length", "" + content.length, "Digest", "adler32=" + digest));
                return true;
            }
            return server.ranges(request, out);
        });
        return server;
    }

    private static FileCopy.Copied copy(RemoteFiles files, FaultServer server, Path target, boolean replace) {
        String url = server.url("/f.root");
        try (ByteSource source = files.open(url)) {
            return FileCopy.copy(source, target, replace, () -> files.checksum(url), (done, all) -> {});
        }
    }

    @Test
    void copiesAndChecks() throws IOException {
        byte[] content = new byte[20_000_000];
        new Random(3).nextBytes(content);
        Adler32 adler = new Adler32();
        adler.update(content);
        String digest = HexFormat.of().toHexDigits((int) adler.getValue());
        Path target = directory.resolve("copy");
        try (FaultServer server = server(content, digest);
                RemoteFiles files = RemoteFiles.with(RemoteOptions.standard(Map.of()))) {
            FileCopy.Copied result = copy(files, server, target, false);
            assertEquals("adler32:" + digest, result.checksum());
            assertTrue(result.verified());
            assertArrayEquals(content, Files.readAllBytes(target));
            RemoteException exists = assertThrows(RemoteException.class, () -> copy(files, server, target, false));
            assertEquals(RemoteError.UNWRITABLE, exists.error());
            assertTrue(copy(files, server, target, true).verified());
        }
    }

    @Test
    void leavesNothingWhenTheChecksumIsWrong() throws IOException {
        try (FaultServer server = server(new byte[100], "12345678");
                RemoteFiles files = RemoteFiles.with(RemoteOptions.standard(Map.of()))) {
            RemoteException failure =
                    assertThrows(RemoteException.class, () -> copy(files, server, directory.resolve("copy"), false));
            assertEquals(RemoteError.CORRUPT, failure.error());
        }
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void saysWhenThereIsNothingToCheckWith() throws IOException {
        try (FaultServer server = server(new byte[100], "");
                RemoteFiles files = RemoteFiles.with(RemoteOptions.standard(Map.of()))) {
            assertFalse(copy(files, server, directory.resolve("copy"), false).verified());
        }
    }
}
