package org.topcoffea.remote.internal.xrootd.session;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLSocket;

/** Bytes to and from a server. One thread may read while another one writes. */
sealed interface Transport {
    /** Reads some bytes into a buffer; -1 at the end. */
    int read(ByteBuffer target) throws IOException;

    /** Writes all bytes of a buffer. */
    void write(ByteBuffer source) throws IOException;

    /** Ends the connection; whoever reads or writes fails. */
    void close();

    /** Bytes as they are. */
    record Plain(SocketChannel channel) implements Transport {
        @Override
        public int read(ByteBuffer target) throws IOException {
            return channel.read(target);
        }

        @Override
        public void write(ByteBuffer source) throws IOException {
            while (source.hasRemaining()) {
                channel.write(source);
            }
        }

        @Override
        public void close() {
            closeQuietly(channel.socket());
        }
    }

    /** Encrypted bytes. */
    final class Encrypted implements Transport {
        private static final int STEP = 1 << 16;

        private final SSLSocket socket;
        private final byte[] step = new byte[STEP];

        Encrypted(SSLSocket socket) {
            this.socket = socket;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            int n = socket.getInputStream().read(step, 0, Math.min(STEP, target.remaining()));
            if (n > 0) {
                target.put(step, 0, n);
            }
            return n;
        }

        @Override
        public void write(ByteBuffer source) throws IOException {
            byte[] bytes = new byte[source.remaining()];
            source.get(bytes);
            socket.getOutputStream().write(bytes);
        }

        @Override
        public void close() {
            closeQuietly(socket);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            System.getLogger(Transport.class.getName())
                    .log(System.Logger.Level.DEBUG, "a connection could not be closed", e);
        }
    }
}
