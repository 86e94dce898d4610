package org.topcoffea.remote.internal.xrootd;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.CRC32C;

/**
 * An XRootD server with one file that does what a test wants: real servers are seldom slow, wrong or malicious when they
 * should be.
 */
final class FaultServer implements AutoCloseable {
    static final int AUTH = 3000;
    static final int QUERY = 3001;
    static final int CLOSE = 3003;
    static final int PROTOCOL = 3006;
    static final int LOGIN = 3007;
    static final int OPEN = 3010;
    static final int READ = 3013;
    static final int STAT = 3017;
    static final int BIND = 3024;
    static final int READV = 3025;
    static final int PGREAD = 3030;

    static final int OK = 0;
    static final int OK_SO_FAR = 4000;
    static final int ATTENTION = 4001;
    static final int ERROR = 4003;
    static final int REDIRECT = 4004;
    static final int WAIT = 4005;
    static final int WAIT_RESPONSE = 4006;
    static final int CHECKED = 4007;

    private static final int SERVER = 0x0030_0001;
    private static final int MANAGER = 0x0000_0002;

    private final ServerSocket listener;
    private final Behaviour behaviour;
    private final Thread acceptor;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile byte[] content = {};
    private volatile boolean manager;
    private volatile boolean pages = true;
    private volatile String limits = "1024\n2097136\n15\n";

    /** What a test wants to happen. */
    interface Behaviour {
        /**
         * Answers a request.
         *
         * @return false if the usual answer is to be given
         */
        boolean answer(Call call) throws IOException;
    }

    /** A request. */
    record Call(int number, int stream, int code, byte[] parameters, byte[] payload, Connection connection) {
        String text() {
            return new String(payload, UTF_8);
        }

        ByteBuffer parameterBytes() {
            return ByteBuffer.wrap(parameters);
        }

        boolean reply(int status, byte[] body) throws IOException {
            return connection.send(frame(stream, status, body));
        }

        boolean fail(int number, String words) throws IOException {
            return reply(ERROR, join(word(number), (words + "\0").getBytes(UTF_8)));
        }

        boolean redirect(String host, int port) throws IOException {
            return reply(REDIRECT, join(word(port), host.getBytes(UTF_8)));
        }
    }

    /** Who asked. */
    static final class Connection {
        private final Socket socket;
        private final OutputStream out;

        Connection(Socket socket) throws IOException {
            this.socket = socket;
            this.out = socket.getOutputStream();
        }

        synchronized boolean send(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
            return true;
        }

        boolean close() throws IOException {
            socket.close();
            return true;
        }
    }

    FaultServer(byte[] content, Behaviour behaviour) throws IOException {
        this(content, behaviour, "127.0.0.1");
    }

    FaultServer(byte[] content, Behaviour behaviour, String address) throws IOException {
        this.content = content;
        this.behaviour = behaviour;
        this.listener = new ServerSocket(0, 50, InetAddress.getByName(address));
        this.acceptor = Thread.ofVirtual().start(this::accept);
    }

    FaultServer asManager() {
        manager = true;
        return this;
    }

    FaultServer withoutPages() {
        pages = false;
        return this;
    }

    FaultServer withLimits(String text) {
        limits = text;
        return this;
    }

    int port() {
        return listener.getLocalPort();
    }

    String url() {
        return "root://127.0.0.1:" + port() + "//file";
    }

    /** What was asked so far. */
    List<Call> calls(int code) {
        return calls.stream().filter(call -> call.code() == code).toList();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Connection connection = new Connection(socket);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            in.readFully(new byte[20]);
            connection.send(frame(0, OK, join(word(0x511), word(1))));
            for (int number = 0; ; number++) {
                int stream = in.readUnsignedShort();
                int code = in.readUnsignedShort();
                byte[] parameters = in.readNBytes(16);
                byte[] payload = in.readNBytes(in.readInt());
                Call call = new Call(number, stream, code, parameters, payload, connection);
                calls.add(call);
                if (!behaviour.answer(call)) {
                    usual(call);
                }
            }
        } catch (IOException e) {
            // the client has gone
        }
    }

    /** What a good server says. */
    boolean usual(Call call) throws IOException {
        return switch (call.code()) {
            case PROTOCOL ->
                call.reply(OK, join(word(0x511), word((manager ? MANAGER : SERVER) & (pages ? -1 : ~0x0020_0000))));
            case LOGIN -> call.reply(OK, new byte[16]);
            case OPEN ->
                call.reply(OK, join(new byte[12], ("1 " + content.length + " 16 1700000000\0").getBytes(UTF_8)));
            case STAT -> call.reply(OK, ("1 " + content.length + " 16 1700000000\0").getBytes(UTF_8));
            case READ -> call.reply(OK, range(call));
            case PGREAD ->
                call.connection().send(pages(call, call.parameterBytes().getLong(4), range(call)));
            case READV -> call.reply(OK, vector(call));
            case QUERY -> call.reply(OK, limits.getBytes(UTF_8));
            default -> call.reply(OK, new byte[0]);
        };
    }

    byte[] range(Call call) {
        ByteBuffer in = call.parameterBytes().position(4);
        long position = in.getLong();
        int length = in.getInt();
        int begin = (int) Math.min(position, content.length);
        return Arrays.copyOfRange(content, begin, Math.min(begin + length, content.length));
    }

    byte[] vector(Call call) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer items = ByteBuffer.wrap(call.payload());
        while (items.hasRemaining()) {
            byte[] header = new byte[16];
            items.get(header);
            int length = ByteBuffer.wrap(header).getInt(4);
            int position = (int) ByteBuffer.wrap(header).getLong(8);
            out.writeBytes(header);
            out.write(content, position, length);
        }
        return out.toByteArray();
    }

    /** A whole answer with checksums. */
    static byte[] pages(Call call, long position, byte[] bytes) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (int at = 0; at < bytes.length; ) {
            int n = (int) Math.min(4096 - (position + at) % 4096, bytes.length - at);
            CRC32C crc = new CRC32C();
            crc.update(bytes, at, n);
            data.writeBytes(word((int) crc.getValue()));
            data.write(bytes, at, n);
            at += n;
        }
        return checked(call, position, data.toByteArray());
    }

    static byte[] checked(Call call, long position, byte[] data) {
        ByteBuffer rest = ByteBuffer.allocate(20);
        rest.putShort((short) call.stream()).put((byte) 30).put((byte) 0).putInt(0);
        rest.putInt(data.length).putLong(position);
        CRC32C crc = new CRC32C();
        crc.update(rest.array());
        byte[] body = join(word((int) crc.getValue()), rest.array());
        return join(frame(call.stream(), CHECKED, body), data);
    }

    static byte[] frame(int stream, int status, byte[] body) {
        return ByteBuffer.allocate(8 + body.length)
                .putShort((short) stream)
                .putShort((short) status)
                .putInt(body.length)
                .put(body)
                .array();
    }

    static byte[] word(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    static byte[] join(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
            acceptor.join();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
