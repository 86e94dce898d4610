package org.topcoffea.remote.internal.xrootd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.topcoffea.remote.RemoteException;
import org.topcoffea.remote.internal.transport.RemoteFile;
import org.topcoffea.remote.internal.transport.RemoteUrl;

/** Whatever a server says, the client ends with an answer or a failure of its own kind. */
class FuzzTest {
    private static final byte[] CONTENT = new byte[50_000];
    private static final int ROUNDS = 300;

    /** Changes the answers of a good server here and there. */
    private static final class Mutator implements FaultServer.Behaviour {
        private static final int[] STATUSES = {0, 4000, 4001, 4002, 4003, 4004, 4005, 4006, 4007, 77};

        private final Random random;
        private final int after;
        private int calls;

        Mutator(long seed) {
            this.random = new Random(seed);
            this.after = random.nextInt(6);
        }

        @Override
        public boolean answer(FaultServer.Call call) throws IOException {
            if (calls++ < after) {
                return false;
            }
            byte[] answer = switch (random.nextInt(4)) {
                case 0 -> FaultServer.frame(call.stream(), status(), noise(random.nextInt(40)));
                case 1 -> mutated(FaultServer.frame(call.stream(), 0, body(call)));
                case 2 -> noise(random.nextInt(60));
                default -> mutated(FaultServer.pages(call, 0, new byte[random.nextInt(5000)]));
            };
            call.connection().send(answer);
            if (random.nextInt(3) == 0) {
                call.connection().close();
            }
            return true;
        }

        private int status() {
            return STATUSES[random.nextInt(STATUSES.length)];
        }

        private byte[] body(FaultServer.Call call) {
            return switch (call.code()) {
                case FaultServer.PROTOCOL -> FaultServer.join(FaultServer.word(0x511), FaultServer.word(0x0030_0001));
                case FaultServer.LOGIN -> FaultServer.join(new byte[16], "&P=gsi,v:10600,c:ssl&P=unix".getBytes(UTF_8));
                case FaultServer.OPEN -> FaultServer.join(new byte[12], "1 50000 16 1\0".getBytes(UTF_8));
                default -> noise(random.nextInt(300));
            };
        }

        private byte[] noise(int length) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            return bytes;
        }

        private byte[] mutated(byte[] bytes) {
            for (int n = random.nextInt(4); n >= 0; n--) {
                int at = random.nextInt(Math.min(bytes.length, 40));
                bytes[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : bytes[at] ^ 1 << random.nextInt(8));
            }
            return bytes;
        }
    }

    @Test
    void endsInOrder() throws Exception {
        for (long seed = 0; seed < ROUNDS; seed++) {
            try (FaultServer server = new FaultServer(CONTENT, new Mutator(seed));
                    XrootdProtocol client = Clients.impatient(Duration.ofMillis(20), Duration.ofMillis(50))) {
                use(client, server);
            } catch (RemoteException e) {
                // as it should be
            } catch (RuntimeException | Error e) {
                fail("seed " + seed, e);
            }
        }
    }

    private static void use(XrootdProtocol client, FaultServer server) throws InterruptedException {
        try (RemoteFile file = Clients.open(client, server.url())) {
            long size = Math.min(file.size(), CONTENT.length);
            if (size > 2000) {
                Clients.read(file, 0, 1000);
                file.read(new long[] {10, 1000}, new MemorySegment[] {
                    MemorySegment.ofArray(new byte[100]), MemorySegment.ofArray(new byte[500])
                });
            }
        }
        client.checksum(RemoteUrl.parse(server.url()));
        client.list(RemoteUrl.parse(server.url()));
    }

    @Test
    void messagesOfAnAuthenticationAreTakenApartSafely() {
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            if (bytes.length > 12 && random.nextBoolean()) {
                ByteBuffer.wrap(bytes).put("gsi\0".getBytes(UTF_8)).putInt(2001);
            }
            try {
                org.topcoffea.remote.internal.xrootd.security.GsiFuzz.parse(bytes);
            } catch (org.topcoffea.remote.internal.xrootd.security.SecurityFailure e) {
                // as it should be
            }
        }
    }
}
