package org.topcoffea.wire.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.topcoffea.wire.Address;

/** A point in time until which all of a conversation on a blocking socket must be over. */
public final class Deadline {
    private final long end;
    private final Duration time;

    /** Begins now. */
    public Deadline(Duration time) {
        this.time = time;
        this.end = System.nanoTime() + time.toNanos();
    }

    /** What is left, in milliseconds. */
    private int left() throws SocketTimeoutException {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw late();
        }
        return (int) Math.min(left, Integer.MAX_VALUE);
    }

    private SocketTimeoutException late() {
        return new SocketTimeoutException("no answer within " + time.toMillis() / 1000.0 + " s");
    }

    /** Connects. */
    public Socket connect(Address place) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(place.host(), place.port()), left());
            socket.setTcpNoDelay(true);
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Reads up to the end of the stream. */
    public byte[] readAll(Socket socket, int limit) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        byte[] part = new byte[16 << 10];
        for (int read = read(socket, in, part); read >= 0; read = read(socket, in, part)) {
            all.write(part, 0, read);
            if (all.size() > limit) {
                throw new IOException("an answer of more than " + limit + " bytes");
            }
        }
        return all.toByteArray();
    }

    private int read(Socket socket, InputStream in, byte[] part) throws IOException {
        socket.setSoTimeout(left());
        try {
            return in.read(part);
        } catch (SocketTimeoutException e) {
            SocketTimeoutException late = late();
            late.initCause(e);
            throw late;
        }
    }

    /** Reads one line, byte by byte, so that nothing behind it is taken. */
    public String readLine(Socket socket) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        byte[] one = new byte[1];
        while (read(socket, in, one) > 0) {
            if (one[0] == '\n') {
                return line.toString(java.nio.charset.StandardCharsets.UTF_8).replace("\r", "");
            }
            line.write(one[0]);
            if (line.size() >= Lines.LIMIT) {
                throw new IOException("a line of more than " + Lines.LIMIT + " bytes");
            }
        }
        throw new IOException("the connection was closed");
    }
}
