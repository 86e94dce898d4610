package org.topcoffea.remote.internal.xrootd.session;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.topcoffea.remote.internal.xrootd.message.FileStat;
import org.topcoffea.remote.internal.xrootd.message.ProtocolInfo;
import org.topcoffea.remote.internal.xrootd.message.Redirection;
import org.topcoffea.remote.internal.xrootd.message.Request;
import org.topcoffea.remote.internal.xrootd.message.Requests;

/**
 * Whatever bytes a server sends, they are taken apart to an end or refused as garbage. {@code -Dtopcoffea.fuzz=1000000} asks for as
 * many cases, {@code -Dtopcoffea.fuzz.seed=N} for others.
 */
class AnswerFuzzTest {
    private static final int CASES = Integer.getInteger("topcoffea.fuzz", 20_000);
    private static final long SEED = Long.getLong("topcoffea.fuzz.seed", 20261126);
    private static final int STREAM = 7;
    private static final long[] POSITIONS = {100, 5_000, 9_000};
    private static final int[] LENGTHS = {40, 300, 1};
    private static final int[] STATUSES = {0, 0, 0, 4000, 4001, 4002, 4003, 4004, 4005, 4006, 4007, 4007, 77};

    /** A connection whose bytes are in memory. */
    private static final class Memory extends SocketChannel {
        private ByteBuffer bytes = ByteBuffer.allocate(0);
        private int step = Integer.MAX_VALUE;

        Memory() {
            super(null);
        }

        void bytes(byte[] next, int most) {
            bytes = ByteBuffer.wrap(next);
            step = most;
        }

        @Override
        public int read(ByteBuffer target) {
            int n = Math.min(Math.min(step, bytes.remaining()), target.remaining());
            if (n == 0) {
                return -1;
            }
            target.put(bytes.slice(bytes.position(), n));
            bytes.position(bytes.position() + n);
            return n;
        }

        @Override
        public SocketChannel bind(@Nullable SocketAddress local) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> SocketChannel setOption(SocketOption<T> name, T value) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> T getOption(SocketOption<T> name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Set<SocketOption<?>> supportedOptions() {
            return Set.of();
        }

        @Override
        public SocketChannel shutdownInput() {
            return this;
        }

        @Override
        public SocketChannel shutdownOutput() {
            return this;
        }

        @Override
        public Socket socket() {
            return new Socket();
        }

        @Override
        public boolean isConnected() {
            return true;
        }

        @Override
        public boolean isConnectionPending() {
            return false;
        }

        @Override
        public boolean connect(SocketAddress remote) {
            return true;
        }

        @Override
        public boolean finishConnect() {
            return true;
        }

        @Override
        public SocketAddress getRemoteAddress() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        }

        @Override
        public SocketAddress getLocalAddress() {
            return getRemoteAddress();
        }

        @Override
        public long read(ByteBuffer[] targets, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int write(ByteBuffer source) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected void implCloseSelectableChannel() {}

        @Override
        protected void implConfigureBlocking(boolean block) {}
    }

    @Test
    void answersAreTakenApartOrRefused() {
        Memory memory = new Memory();
        Inflow inflow = new Inflow(new Transport.Plain(memory));
        int refused = 0;
        int complete = 0;
        for (int i = 0; i < CASES; i++) {
            Random random = new Random(SEED + i);
            memory.bytes(answers(random), 1 + random.nextInt(random.nextBoolean() ? 8 : 4096));
            Exchange exchange = exchange(random);
            try {
                one(inflow, exchange);
                complete++;
            } catch (IOException e) {
                refused++;
            } catch (RuntimeException | Error e) {
                fail("case " + i + " of seed " + SEED, e);
            }
            drain(inflow);
        }
        assertTrue(CASES < 1000 || (refused > CASES / 10 && complete > CASES / 100), refused + " and " + complete);
        System.getLogger("fuzz")
                .log(System.Logger.Level.INFO, "{0} answers: {1} refused, {2} complete", CASES, refused, complete);
    }

    private static void one(Inflow inflow, Exchange exchange) throws IOException {
        Exchange[] known = {exchange};
        Dispatch dispatch = new Dispatch(stream -> stream == STREAM ? known[0] : null, stream -> {
            Exchange found = stream == STREAM ? known[0] : null;
            if (found != null) {
                known[0] = null;
            }
            return found;
        });
        while (known[0] != null) {
            dispatch.next(inflow);
        }
    }

    private static void drain(Inflow inflow) {
        try {
            while (true) {
                inflow.skip(1);
            }
        } catch (IOException e) {
            // nothing is left
        }
    }

    private static Exchange exchange(Random random) {
        byte[] handle = {1, 2, 3, 4};
        Request pages = Requests.pageRead(handle, 100, 9_000, 0, false);
        ByteBuffer target = random.nextBoolean() ? ByteBuffer.allocateDirect(9_000) : ByteBuffer.allocate(9_000);
        Sink sink = switch (random.nextInt(4)) {
            case 0 -> new Collected(500);
            case 1 -> new VectorSink(POSITIONS, LENGTHS, target.limit(341));
            case 2 -> new BlockSink(target);
            default -> new PageSink(100, target);
        };
        return new Exchange(pages, sink, Duration.ofSeconds(60));
    }

    /** Some answers of a good server, damaged. */
    private static byte[] answers(Random random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int n = random.nextInt(4); n >= 0; n--) {
            int status = STATUSES[random.nextInt(STATUSES.length)];
            byte[] body = body(random, status);
            out.writeBytes(frame(random, status, body));
            if (status == 4007) {
                out.writeBytes(noise(random, random.nextInt(3) * 2048));
            }
        }
        byte[] all = out.toByteArray();
        for (int n = random.nextInt(4); n > 0 && all.length > 0; n--) {
            int at = random.nextInt(random.nextBoolean() ? Math.min(48, all.length) : all.length);
            all[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : all[at] ^ 1 << random.nextInt(8));
        }
        return all;
    }

    private static byte[] frame(Random random, int status, byte[] body) {
        int stream = random.nextInt(20) == 0 ? random.nextInt(1 << 16) : status == 4001 ? 0 : STREAM;
        return ByteBuffer.allocate(8 + body.length)
                .putShort((short) stream)
                .putShort((short) status)
                .putInt(body.length)
                .put(body)
                .array();
    }

    private static byte[] body(Random random, int status) {
        return switch (status) {
            case 4001 -> {
                byte[] inner =
                        frame(random, STATUSES[random.nextInt(STATUSES.length)], noise(random, random.nextInt(60)));
                yield ByteBuffer.allocate(8 + inner.length)
                        .putInt(5008)
                        .putInt(0)
                        .put(inner)
                        .array();
            }
            case 4007 -> checked(random);
            case 0, 4000 -> random.nextBoolean() ? vector(random) : noise(random, random.nextInt(700));
            case 4005, 4006 -> ByteBuffer.allocate(8).putInt(random.nextInt()).array();
            default -> noise(random, random.nextInt(80));
        };
    }

    private static byte[] vector(Random random) {
        ByteBuffer all = ByteBuffer.allocate(3 * 16 + 341);
        for (int i = 0; i < POSITIONS.length; i++) {
            all.putInt(0).putInt(LENGTHS[i]).putLong(POSITIONS[i]).put(noise(random, LENGTHS[i]));
        }
        return all.array();
    }

    private static byte[] checked(Random random) {
        ByteBuffer rest = ByteBuffer.allocate(20);
        rest.putShort((short) STREAM)
                .put((byte) 30)
                .put((byte) random.nextInt(2))
                .putInt(0);
        rest.putInt(random.nextInt(3) * 2048).putLong(100 + random.nextInt(2) * 2044);
        CRC32C crc = new CRC32C();
        crc.update(rest.array());
        return ByteBuffer.allocate(24)
                .putInt((int) crc.getValue())
                .put(rest.array())
                .array();
    }

    private static byte[] noise(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    @Test
    void bodiesAreReadOrRefused() {
        for (int i = 0; i < CASES; i++) {
            Random random = new Random(SEED + i);
            byte[] bytes = damaged(
                    random,
                    switch (random.nextInt(3)) {
                        case 0 ->
                            "10874505006218752 4006328 16 1700000000"
                                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
                        case 1 -> join(new byte[] {0, 0, 4, 70}, "server.example?xrd.x=1?token");
                        default -> join(new byte[] {0, 0, 5, 17, 0, 48, 0, 1, 'S', 0, 0, 0, 1, 2}, "abcd");
                    });
            try {
                FileStat.parse(new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
                read(() -> Redirection.parse(bytes));
                read(() -> ProtocolInfo.parse(bytes));
            } catch (RuntimeException | Error e) {
                fail("case " + i + " of seed " + SEED, e);
            }
        }
    }

    private static void read(Runnable parser) {
        try {
            parser.run();
        } catch (IllegalArgumentException e) {
            // as agreed
        }
    }

    private static byte[] join(byte[] first, String second) {
        byte[] more = second.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(first.length + more.length)
                .put(first)
                .put(more)
                .array();
    }

    private static byte[] damaged(Random random, byte[] bytes) {
        byte[] all = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 8));
        for (int n = random.nextInt(4); n > 0 && all.length > 0; n--) {
            all[random.nextInt(all.length)] = (byte) random.nextInt(256);
        }
        return all;
    }
}
