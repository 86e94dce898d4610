package org.topcoffea.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.spi.AnalysisException;

/** Passwords and TLS in all combinations that fit, and in those that do not. */
final class SecurityTest {
    private static final Password SECRET = Password.of("s3cret\n".getBytes(StandardCharsets.UTF_8));
    private static final Password OTHER = Password.of("s3cret".getBytes(StandardCharsets.UTF_8));

    @TempDir
    Path directory;

    private final RecordingManager manager = new RecordingManager();
    private final ManagerConnector connector = ManagerConnector.start(1);
    private final List<ManagerServer> servers = new ArrayList<>();

    @AfterEach
    void close() {
        connector.close();
        servers.forEach(ManagerServer::close);
    }

    private ManagerServer server(Password password, ServerTls tls) {
        ManagerServer server = ManagerServer.start(
                ServerOptions.onLoopback().withPassword(password).withTls(tls), manager);
        servers.add(server);
        return server;
    }

    private static ConnectOptions options(Password password, ClientTls tls) {
        return new ConnectOptions(password, tls, Duration.ofSeconds(60), Duration.ofHours(1), 1 << 20);
    }

    private RecordingManager.Worker works(ManagerServer server, ConnectOptions options) {
        new PlainWorker(directory).connect(connector, server.port(), options);
        RecordingManager.Worker worker = manager.next();
        worker.connection.send(ManagerMessage.Task.builder(1, "x").build());
        assertEquals(1, worker.result().task());
        StatusClient status = new StatusClient(new Address("127.0.0.1", server.port()), options);
        assertEquals(1, status.ask(StatusQuery.QUEUE_STATUS).size());
        return worker;
    }

    private WireError fails(ManagerServer server, ConnectOptions options) {
        Address place = new Address("127.0.0.1", server.port());
        AnalysisException failure = assertThrows(
                AnalysisException.class,
                () -> connector.connect(
                        List.of(place), options, PlainWorker.greeting("w"), new PlainWorker(directory)));
        assertTrue(failure.getMessage().contains(place.toString()), failure::getMessage);
        assertThrows(AnalysisException.class, () -> new StatusClient(place, options).ask(StatusQuery.QUEUE_STATUS));
        assertTrue(manager.joined.isEmpty());
        return (WireError) failure.code();
    }

    @Test
    void everyFittingCombinationWorks() throws IOException {
        ServerTls tls =
                ServerTls.writeSelfSigned("localhost", directory.resolve("key"), directory.resolve("certificate"));
        for (Password password : List.of(Password.NONE, SECRET)) {
            RecordingManager.Worker plain = works(server(password, ServerTls.NONE), options(password, ClientTls.NONE));
            assertFalse(plain.connection.encrypted());
            assertEquals(password.present(), plain.connection.stronglyAuthenticated());
            for (ClientTls client : List.of(
                    ClientTls.unverified(),
                    ClientTls.pinned(tls.fingerprint()),
                    ClientTls.trusting(directory.resolve("certificate")))) {
                RecordingManager.Worker worker = works(server(password, tls), options(password, client));
                assertTrue(worker.connection.encrypted());
                assertEquals(password.present(), worker.connection.stronglyAuthenticated());
            }
        }
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("key"))));
        ServerTls again = ServerTls.read(directory.resolve("key"), directory.resolve("certificate"));
        assertEquals(tls.fingerprint(), again.fingerprint());
        works(server(Password.NONE, again), options(Password.NONE, ClientTls.pinned(tls.fingerprint())));
    }

    @Test
    void wrongPasswordsAreRefused() {
        ManagerServer secret = server(SECRET, ServerTls.NONE);
        assertEquals(WireError.PASSWORD, fails(secret, options(OTHER, ClientTls.NONE)));
        ManagerServer none = server(Password.NONE, ServerTls.NONE);
        assertEquals(WireError.PASSWORD, fails(none, options(SECRET, ClientTls.NONE)));
        assertTrue(manager.refused.stream().anyMatch(reason -> reason.kind() == CloseReason.Kind.PASSWORD));
    }

    @Test
    void aWorkerWithoutPasswordIsToldSo() {
        ManagerServer server = server(SECRET, ServerTls.NONE);
        PlainWorker worker =
                new PlainWorker(directory).connect(connector, server.port(), options(Password.NONE, ClientTls.NONE));
        CloseReason reason = Waiting.next(worker.closed);
        assertTrue(
                reason.kind() == CloseReason.Kind.PASSWORD || reason.kind() == CloseReason.Kind.PEER, reason::toString);
        assertTrue(manager.joined.isEmpty());
    }

    @Test
    void wrongCertificatesAreRefused() {
        ServerTls other = ServerTls.selfSigned("other");
        ServerTls.writeSelfSigned("other", directory.resolve("key"), directory.resolve("certificate"));
        ManagerServer server = server(Password.NONE, other);
        assertEquals(WireError.TLS, fails(server, options(Password.NONE, ClientTls.pinned("ab".repeat(32)))));
        assertEquals(
                WireError.TLS,
                fails(server, options(Password.NONE, ClientTls.trusting(directory.resolve("certificate")))));
        ManagerServer plain = server(Password.NONE, ServerTls.NONE);
        fails(plain, options(Password.NONE, ClientTls.unverified()));
    }

    @Test
    void badFilesAreNamed() throws Exception {
        Path empty = Files.createFile(directory.resolve("empty"));
        for (Path file : List.of(empty, directory.resolve("absent"))) {
            assertTrue(message(() -> Password.read(file)).contains(file.toString()));
            assertTrue(message(() -> ServerTls.read(file, file)).contains(file.toString()));
            assertTrue(message(() -> ClientTls.trusting(file)).contains(file.toString()));
        }
        assertTrue(message(() -> ClientTls.pinned("abc")).contains("64 hex digits"));
        ServerTls.writeSelfSigned("h", directory.resolve("key"), directory.resolve("certificate"));
        message(() -> ServerTls.writeSelfSigned("h", directory.resolve("key"), directory.resolve("certificate")));
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        String foreign = Base64.getEncoder()
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        Path key = Files.writeString(
                directory.resolve("foreign"),
                "-----BEGIN PRIVATE KEY-----\n" + foreign + "\n-----END PRIVATE KEY-----\n");
        ServerTls mixed = ServerTls.read(key, directory.resolve("certificate"));
        ManagerServer server = server(Password.NONE, mixed);
        assertEquals(WireError.TLS, fails(server, options(Password.NONE, ClientTls.unverified())));
    }

    private static String message(org.junit.jupiter.api.function.Executable action) {
        return String.valueOf(assertThrows(AnalysisException.class, action).getMessage());
    }

    @Test
    void passwordsEndAtAZeroByteAndAreNotShown() {
        Password cut = Password.of(new byte[] {'a', 0, 'b'});
        assertEquals(1, cut.bytes().length);
        assertFalse(SECRET.toString().contains("s3cret"));
        assertThrows(AnalysisException.class, () -> Password.of(new byte[2000]));
    }
}
