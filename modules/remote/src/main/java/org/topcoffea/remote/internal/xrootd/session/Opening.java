package org.topcoffea.remote.internal.xrootd.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.topcoffea.remote.internal.xrootd.message.ProtocolInfo;
import org.topcoffea.remote.internal.xrootd.message.Request;
import org.topcoffea.remote.internal.xrootd.message.Requests;
import org.topcoffea.remote.internal.xrootd.message.ServerError;
import org.topcoffea.remote.internal.xrootd.message.Status;

/**
 * A connection after the first words, before the login; or one that has become one more of a session.
 *
 * @param transport what is read from and written to from now on
 * @param info what the server said of itself
 * @param encrypted whether the connection is
 * @param local this side's address and port
 * @param path the number of the connection in its session; 0 for the one of the login
 */
record Opening(Transport transport, ProtocolInfo info, boolean encrypted, InetSocketAddress local, int path) {
    private static final byte[] NO_SESSION = {};

    /** Connects, says the first words, and encrypts if either side wants it. */
    static Opening connect(Endpoint endpoint, Settings settings) throws IOException, InterruptedException {
        return open(endpoint, settings, NO_SESSION);
    }

    /** Makes one more connection of a session. */
    static Opening bind(Endpoint endpoint, Settings settings, byte[] session) throws IOException, InterruptedException {
        return open(endpoint, settings, session);
    }

    private static Opening open(Endpoint endpoint, Settings settings, byte[] session)
            throws IOException, InterruptedException {
        SocketChannel channel = Dialer.dial(endpoint, settings.connectTimeout());
        boolean open = false;
        try {
            Opening opening = new Talk(channel, endpoint, settings, session).open();
            open = true;
            return opening;
        } catch (SocketTimeoutException e) {
            throw new LinkFailure(
                    LinkFailure.Kind.STALLED,
                    "no answer to the first words for "
                            + settings.progressTimeout().toSeconds() + " s",
                    e);
        } catch (SocketException e) {
            throw new LinkFailure(
                    LinkFailure.Kind.LOST,
                    "the connection broke at the first words (" + e.getMessage()
                            + "): the server may serve something else on this port, or not us",
                    e);
        } catch (ClosedByInterruptException e) {
            throw (InterruptedException) new InterruptedException().initCause(e);
        } finally {
            if (!open) {
                channel.close();
            }
        }
    }

    /** The first words, one after the other. */
    private static final class Talk {
        private static final int HEADER = 8;
        private static final int LONGEST = 1 << 12;

        private final SocketChannel channel;
        private final Endpoint endpoint;
        private final Settings settings;
        private final byte[] session;
        private Socket socket;

        Talk(SocketChannel channel, Endpoint endpoint, Settings settings, byte[] session) {
            this.channel = channel;
            this.endpoint = endpoint;
            this.settings = settings;
            this.session = session;
            this.socket = channel.socket();
        }

        Opening open() throws IOException {
            boolean binding = session.length > 0;
            socket.setSoTimeout((int) settings.progressTimeout().toMillis());
            write(Requests.handshake(), Requests.protocol(endpoint.tls(), binding));
            answer();
            ProtocolInfo info = protocol();
            boolean wanted = endpoint.tls() || info.requiresTls() || binding && info.requiresTlsForData();
            if (wanted && !info.tlsNow() && info.ableTls()) {
                write(ByteBuffer.allocate(0), Requests.protocol(true, binding));
                info = protocol();
            }
            if (wanted && !info.tlsNow()) {
                throw new LinkFailure(
                        LinkFailure.Kind.TLS, "the server cannot encrypt: use root:// if that is acceptable");
            }
            Transport transport = new Transport.Plain(channel);
            if (info.tlsNow()) {
                SSLSocket tls = encrypt();
                socket = tls;
                transport = new Transport.Encrypted(tls);
            }
            int path = binding ? bind() : 0;
            socket.setSoTimeout(0);
            return new Opening(
                    transport, info, info.tlsNow(), (InetSocketAddress) socket.getLocalSocketAddress(), path);
        }

        private int bind() throws IOException {
            write(ByteBuffer.allocate(0), Requests.bind(session));
            byte[] answer = answer();
            if (answer.length != 1 || answer[0] == 0) {
                throw LinkFailure.garbage("no number for another connection");
            }
            return answer[0] & 0xff;
        }

        private void write(ByteBuffer before, Request request) throws IOException {
            ByteBuffer body = request.encode(1);
            ByteBuffer all = ByteBuffer.allocate(before.remaining() + body.remaining());
            socket.getOutputStream().write(all.put(before).put(body).array());
        }

        private ProtocolInfo protocol() throws IOException {
            try {
                return ProtocolInfo.parse(answer());
            } catch (IllegalArgumentException e) {
                throw new LinkFailure(LinkFailure.Kind.GARBAGE, String.valueOf(e.getMessage()), e);
            }
        }

        private byte[] answer() throws IOException {
            ByteBuffer header = ByteBuffer.wrap(exactly(HEADER));
            int status = header.getShort(2) & 0xffff;
            int length = header.getInt(4);
            if (length < 0 || length > LONGEST || status != Status.OK && status != Status.ERROR) {
                throw LinkFailure.garbage("no XRootD server answers on port " + endpoint.port());
            }
            byte[] body = exactly(length);
            if (status == Status.ERROR) {
                String words = length < 4 ? "" : new String(body, 4, length - 4, UTF_8);
                throw new ServerError(length < 4 ? 0 : ByteBuffer.wrap(body).getInt(), words.replace("\0", ""));
            }
            return body;
        }

        private byte[] exactly(int length) throws IOException {
            InputStream in = socket.getInputStream();
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new LinkFailure(
                        LinkFailure.Kind.LOST,
                        "the server ended the connection at once: it may serve something else on this port, or not us");
            }
            return bytes;
        }

        private SSLSocket encrypt() throws IOException {
            try {
                SSLSocket tls = (SSLSocket) settings.tls()
                        .get()
                        .getSocketFactory()
                        .createSocket(socket, endpoint.host(), endpoint.port(), true);
                SSLParameters parameters = tls.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                if (endpoint.host().matches(".*[A-Za-z].*") && !endpoint.host().contains(":")) {
                    parameters.setServerNames(List.of(new SNIHostName(endpoint.host())));
                }
                tls.setSSLParameters(parameters);
                tls.startHandshake();
                return tls;
            } catch (SSLException e) {
                throw new LinkFailure(LinkFailure.Kind.TLS, "TLS failed: " + e.getMessage(), e);
            }
        }
    }
}
