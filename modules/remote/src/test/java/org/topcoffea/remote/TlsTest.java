package org.topcoffea.remote;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLServerSocketFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.root.ByteSource;

class TlsTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final byte[] content = {1, 2, 3, 4, 5, 6, 7};
    private Path authorities;

    @BeforeEach
    void lay() throws IOException {
        authorities = Identities.authorities(directory);
    }

    private FaultServer server(String identity, List<String> clients) throws IOException, GeneralSecurityException {
        SSLServerSocketFactory factory = Identities.server(identity).getServerSocketFactory();
        return new FaultServer(new ClientAsking(factory, clients), "https").file("/f", content);
    }

    /** Sockets that ask for certificates, and remember who showed one. */
    private static final class ClientAsking extends javax.net.ServerSocketFactory {
        private final SSLServerSocketFactory factory;
        private final List<String> clients;

        ClientAsking(SSLServerSocketFactory factory, List<String> clients) {
            this.factory = factory;
            this.clients = clients;
        }

        @Override
        public java.net.ServerSocket createServerSocket(int port) throws IOException {
            return ask(factory.createServerSocket(port));
        }

        @Override
        public java.net.ServerSocket createServerSocket(int port, int backlog) throws IOException {
            return ask(factory.createServerSocket(port, backlog));
        }

        @Override
        public java.net.ServerSocket createServerSocket(int port, int backlog, java.net.InetAddress address)
                throws IOException {
            java.net.ServerSocket inner = ask(factory.createServerSocket(port, backlog, address));
            return new java.net.ServerSocket() {
                @Override
                public java.net.Socket accept() throws IOException {
                    javax.net.ssl.SSLSocket socket = (javax.net.ssl.SSLSocket) inner.accept();
                    socket.addHandshakeCompletedListener(event -> {
                        try {
                            clients.add(((java.security.cert.X509Certificate) event.getPeerCertificates()[0])
                                    .getSubjectX500Principal()
                                    .getName());
                        } catch (javax.net.ssl.SSLPeerUnverifiedException e) {
                            clients.add("nobody");
                        }
                    });
                    return socket;
                }

                @Override
                public int getLocalPort() {
                    return inner.getLocalPort();
                }

                @Override
                public void close() throws IOException {
                    inner.close();
                    super.close();
                }
            };
        }

        private static java.net.ServerSocket ask(java.net.ServerSocket socket) {
            ((SSLServerSocket) socket).setWantClientAuth(true);
            return socket;
        }
    }

    private RemoteFiles files(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.putIfAbsent("X509_CERT_DIR", authorities.toString());
        return RemoteFiles.with(RemoteOptions.standard(environment)
                .withTimeouts(LONG, LONG, LONG)
                .withAttempts(2, Duration.ofMillis(1), Duration.ofMillis(2)));
    }

    private void check(RemoteFiles files, String url) {
        try (ByteSource source = files.open(url)) {
            byte[] bytes = new byte[content.length];
            source.read(0, MemorySegment.ofArray(bytes));
            assertArrayEquals(content, bytes);
        }
    }

    @Test
    void trustsTheAuthoritiesOfTheGridAndShowsTheProxy() throws Exception {
        List<String> clients = new CopyOnWriteArrayList<>();
        Path proxy = Identities.secret(directory, "proxy.pem");
        try (FaultServer server = server("server.pem", clients);
                RemoteFiles files = files(Map.of("X509_USER_PROXY", proxy.toString()))) {
            check(files, server.url("/f"));
            check(files, server.url("/f").replace("https", "davs"));
            assertTrue(
                    clients.stream().allMatch(name -> name.startsWith("CN=123456,CN=Jane Physicist")),
                    clients.toString());
        }
    }

    @Test
    void explainsUnknownAuthoritiesAndOtherHosts() throws Exception {
        List<String> clients = new CopyOnWriteArrayList<>();
        try (FaultServer server = server("server.pem", clients);
                FaultServer other = server("other.pem", clients);
                FaultServer plain = new FaultServer();
                RemoteFiles strangers = files(Map.of("X509_CERT_DIR", directory.toString()));
                RemoteFiles files = files(Map.of())) {
            assertFails(strangers, server.url("/f"), "unknown authority");
            assertFails(files, other.url("/f"), "another host");
            assertThrows(RemoteException.class, () -> files.open(plain.url("/f").replace("http:", "https:")));
        }
    }

    private static void assertFails(RemoteFiles files, String url, String text) {
        RemoteException failure = assertThrows(RemoteException.class, () -> files.open(url));
        assertEquals(RemoteError.TLS_FAILED, failure.error(), failure.getMessage());
        assertTrue(failure.getMessage().contains(text), failure.getMessage());
    }

    @Test
    void showsTheTokenOnlyWhereItMayGo() throws Exception {
        List<String> clients = new CopyOnWriteArrayList<>();
        try (FaultServer named = server("server.pem", clients);
                FaultServer other = server("server.pem", clients);
                FaultServer plain = new FaultServer().file("/f", content)) {
            String elsewhere = other.url("/f").replace("127.0.0.1", "localhost");
            named.answer("/moved", (request, out) -> {
                FaultServer.head(out, 302, Map.of("Location", elsewhere, "Content-Length", "0"));
                return true;
            });
            named.answer("/downgraded", (request, out) -> {
                FaultServer.head(out, 302, Map.of("Location", plain.url("/f"), "Content-Length", "0"));
                return true;
            });
            try (RemoteFiles files = files(Map.of("BEARER_TOKEN", "secret-token"))) {
                check(files, named.url("/f"));
                check(files, named.url("/moved"));
                check(files, plain.url("/f"));
                RemoteException refused =
                        assertThrows(RemoteException.class, () -> files.open(named.url("/downgraded")));
                assertEquals(RemoteError.UNSUPPORTED, refused.error());
            }
            assertTrue(named.seen().stream()
                    .allMatch(request -> request.header("authorization").equals("Bearer secret-token")));
            assertTrue(other.seen().stream()
                    .allMatch(request -> request.header("authorization").isEmpty()));
            assertTrue(plain.seen().stream()
                    .allMatch(request -> request.header("authorization").isEmpty()));
            try (RemoteFiles files =
                    files(Map.of("BEARER_TOKEN", "secret-token", "TOPCOFFEA_TOKEN_HOSTS", "localhost"))) {
                check(files, named.url("/moved"));
            }
            assertEquals("Bearer secret-token", other.seen().getLast().header("authorization"));
        }
    }
}
