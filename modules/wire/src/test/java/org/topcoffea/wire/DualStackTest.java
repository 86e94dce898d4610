package org.topcoffea.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Managers and workers meet over IPv4 and over IPv6. */
final class DualStackTest {
    @TempDir
    Path directory;

    private static boolean hasIpv6() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void oneListenerServesBoth(String host) {
        assumeTrue(host.startsWith("127") || hasIpv6(), "this machine has no IPv6");
        assertMeets(ServerOptions.onPorts(0, 0), host);
    }

    @Test
    void aListenerCanHaveAnAddressOfIpv6() {
        assumeTrue(hasIpv6(), "this machine has no IPv6");
        assertMeets(ServerOptions.onPorts(0, 0).withHost("::1"), "::1");
    }

    private void assertMeets(ServerOptions options, String host) {
        RecordingManager manager = new RecordingManager();
        try (ManagerServer server = ManagerServer.start(options, manager);
                ManagerConnector connector = ManagerConnector.start(1)) {
            ManagerConnection connection = connector.connect(
                    List.of(new Address(host, server.port())),
                    ConnectOptions.PLAIN,
                    PlainWorker.greeting("worker-1"),
                    new PlainWorker(directory));
            RecordingManager.Worker seen = manager.next();
            seen.until(WorkerMessage.ResourceTag.class);
            assertEquals(connection.localAddress(), seen.connection.address());
            String ip = Address.parse(seen.connection.address()).host();
            assertEquals(host.contains(":"), ip.contains(":"), ip);
        }
    }
}
