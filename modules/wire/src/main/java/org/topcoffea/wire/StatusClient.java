package org.topcoffea.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.wire.internal.Deadline;
import org.topcoffea.wire.internal.Fault;
import org.topcoffea.wire.internal.Fingerprint;
import org.topcoffea.wire.internal.PasswordExchange;

/** Asks a manager directly how it is. Blocks. */
public final class StatusClient {
    private static final int LIMIT = 512 << 20;

    private final Address manager;
    private final ConnectOptions options;

    /**
     * Prepares questions.
     *
     * @param manager where it is
     * @param options password, encryption, and how long everything may take
     */
    public StatusClient(Address manager, ConnectOptions options) {
        this.manager = manager;
        this.options = options;
    }

    /**
     * Asks one question.
     *
     * @throws AnalysisException {@link WireError#CANNOT_CONNECT}, {@link WireError#PASSWORD}, {@link WireError#TLS},
     *     {@link WireError#PROTOCOL} when the answer is none
     */
    public List<CatalogRecord> ask(StatusQuery query) {
        Deadline deadline = new Deadline(options.timeout());
        try (Socket plain = deadline.connect(manager);
                Socket socket = secured(plain)) {
            prove(socket, deadline);
            write(socket, query.word());
            String answer = new String(deadline.readAll(socket, LIMIT), StandardCharsets.UTF_8);
            if (answer.isBlank()) {
                throw failure(
                        WireError.PROTOCOL,
                        "closes the connection without an answer: it may want TLS or a password",
                        null);
            }
            if (answer.startsWith("auth ")) {
                throw failure(WireError.PASSWORD, "requires a password: give its file", null);
            }
            return CatalogRecord.parseList(answer);
        } catch (Fault e) {
            throw failure(WireError.PASSWORD, String.valueOf(e.getMessage()), e);
        } catch (javax.net.ssl.SSLException | CertificateException e) {
            throw failure(WireError.TLS, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw failure(WireError.CANNOT_CONNECT, String.valueOf(e.getMessage()), e);
        }
    }

    private AnalysisException failure(WireError code, String text, @Nullable Exception cause) {
        return new AnalysisException(code, "manager at " + manager + ": " + text, cause);
    }

    private Socket secured(Socket plain) throws IOException {
        SSLContext context = options.tls().context();
        if (context == null) {
            return plain;
        }
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(plain, manager.host(), manager.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(Math.clamp(options.timeout().toMillis(), 1, Integer.MAX_VALUE));
        socket.startHandshake();
        return socket;
    }

    private void prove(Socket socket, Deadline deadline) throws IOException, Fault, CertificateException {
        if (!options.password().present()) {
            return;
        }
        String certificate = socket instanceof SSLSocket secure
                ? Fingerprint.of(secure.getSession().getPeerCertificates()[0])
                : "";
        PasswordExchange exchange = new PasswordExchange(options.password().bytes(), false, certificate);
        try {
            for (String line : exchange.begin()) {
                write(socket, line);
            }
            while (!exchange.done()) {
                for (String line : exchange.line(deadline.readLine(socket))) {
                    write(socket, line);
                }
            }
        } finally {
            exchange.forget();
        }
    }

    private static void write(Socket socket, String line) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
