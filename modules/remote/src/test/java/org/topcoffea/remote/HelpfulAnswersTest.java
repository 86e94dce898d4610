package org.topcoffea.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When something is missing, one line says what, where and what to do. */
class HelpfulAnswersTest {
    @TempDir
    Path directory;

    private static RemoteException failure(Map<String, String> environment, Duration connecting, String url) {
        RemoteOptions options = RemoteOptions.standard(environment)
                .withTimeouts(connecting, Duration.ofSeconds(60), Duration.ofSeconds(60))
                .withAttempts(1, Duration.ofMillis(1), Duration.ofMillis(1));
        try (RemoteFiles files = RemoteFiles.with(options)) {
            return assertThrows(RemoteException.class, () -> files.open(url));
        }
    }

    private static void assertSays(RemoteException failure, RemoteError error, String... texts) {
        String message = String.valueOf(failure.getMessage());
        assertEquals(error, failure.error(), message);
        assertFalse(message.contains("\n"), message);
        for (String text : texts) {
            assertTrue(message.contains(text), message);
        }
    }

    private static RemoteException denied(Map<String, String> environment) throws IOException {
        try (FaultServer server = new FaultServer()) {
            server.answer("/f.root", (request, out) -> {
                FaultServer.head(out, 403, Map.of("Content-Length", "0"));
                return true;
            });
            return failure(environment, Duration.ofSeconds(60), server.url("/f.root"));
        }
    }

    @Test
    void anExpiredProxyIsToldWhereItMatters() throws IOException {
        Path proxy = Identities.secret(directory, "expired.pem");
        assertSays(
                denied(Map.of("X509_USER_PROXY", proxy.toString())),
                RemoteError.DENIED,
                "denies access",
                proxy.toString(),
                "expired",
                "renew it with voms-proxy-init");
    }

    @Test
    void aTokenForOthersIsTold() throws IOException {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        String token = base64.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + base64.encodeToString("{\"aud\":\"https://elsewhere.example\"}".getBytes(StandardCharsets.UTF_8))
                + ".eA";
        RemoteException failure = denied(Map.of("BEARER_TOKEN", token));
        assertSays(
                failure,
                RemoteError.DENIED,
                "is for https://elsewhere.example",
                "get one with the audience https://127.0.0.1");
        assertFalse(String.valueOf(failure.getMessage()).contains(token));
    }

    @Test
    void aPortWhereNobodyListensIsNotAFirewall() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        for (String scheme : List.of("http", "root")) {
            assertSays(
                    failure(Map.of(), Duration.ofSeconds(60), scheme + "://127.0.0.1:" + port + "//f.root"),
                    RemoteError.UNREACHABLE,
                    "refuses connections",
                    "is the server running");
        }
    }

    /** A server whose queue of connections is full drops further ones without a word, as firewalls do. */
    @Test
    void aConnectionThatIsDroppedMayBeAFirewall() throws IOException {
        List<SocketChannel> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), full.getLocalPort());
            for (int i = 0; i < 4; i++) {
                SocketChannel channel = SocketChannel.open();
                waiting.add(channel);
                channel.configureBlocking(false);
                channel.connect(address);
            }
            for (String scheme : List.of("http", "root")) {
                assertSays(
                        failure(
                                Map.of(),
                                Duration.ofSeconds(1),
                                scheme + "://127.0.0.1:" + address.getPort() + "//f.root"),
                        RemoteError.TIMED_OUT,
                        "within 1 s",
                        "firewall");
            }
        } finally {
            for (SocketChannel channel : waiting) {
                channel.close();
            }
        }
    }
}
