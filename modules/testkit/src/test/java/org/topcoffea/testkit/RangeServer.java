package org.topcoffea.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Serves the files of a directory over HTTP, by ranges, several of them at once too; with TLS to those who have a token. */
final class RangeServer implements AutoCloseable {
    private final HttpServer server;
    private final String scheme;
    private volatile Gate gate = authorisation -> true;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Path directory;

    /** Decides who may read. */
    interface Gate {
        /** Whether a request with this {@code Authorization}, which may be null, is answered; may keep it waiting. */
        boolean open(@Nullable String authorisation) throws InterruptedException;
    }

    RangeServer(Path directory) throws IOException {
        this(directory, "http", HttpServer.create(any(), 0));
    }

    private RangeServer(Path directory, String scheme, HttpServer server) {
        this.directory = directory;
        this.scheme = scheme;
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private static InetSocketAddress any() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** A server with TLS. */
    static RangeServer secure(Path directory, SSLContext tls, Gate gate) throws IOException {
        HttpsServer server = HttpsServer.create(any(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        RangeServer made = new RangeServer(directory, "https", server);
        made.gate = gate;
        return made;
    }

    String url() {
        return scheme + "://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!gate.open(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            Path file = directory.resolve(exchange.getRequestURI().getPath().substring(1));
            String range = exchange.getRequestHeaders().getFirst("Range");
            if (!Files.isRegularFile(file) || range == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            byte[] content = Files.readAllBytes(file);
            String[] wanted = range.replace("bytes=", "").split(",");
            byte[] body =
                    wanted.length == 1 ? single(exchange, content, wanted[0]) : several(exchange, content, wanted);
            exchange.sendResponseHeaders(206, body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] single(HttpExchange exchange, byte[] content, String range) {
        int first = first(content, range);
        int last = last(content, range);
        exchange.getResponseHeaders().set("Content-Range", "bytes " + first + "-" + last + "/" + content.length);
        return java.util.Arrays.copyOfRange(content, first, last + 1);
    }

    private static byte[] several(HttpExchange exchange, byte[] content, String[] ranges) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (String range : ranges) {
            int first = first(content, range);
            int last = last(content, range);
            body.writeBytes(
                    ("\r\n--part\r\nContent-Range: bytes " + first + "-" + last + "/" + content.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            body.write(content, first, last + 1 - first);
        }
        body.writeBytes("\r\n--part--\r\n".getBytes(StandardCharsets.US_ASCII));
        exchange.getResponseHeaders().set("Content-Type", "multipart/byteranges; boundary=part");
        return body.toByteArray();
    }

    private static int first(byte[] content, String range) {
        String[] ends = range.split("-", -1);
        return ends[0].isEmpty() ? Math.max(0, content.length - Integer.parseInt(ends[1])) : Integer.parseInt(ends[0]);
    }

    private static int last(byte[] content, String range) {
        String[] ends = range.split("-", -1);
        return ends[0].isEmpty() || ends[1].isEmpty()
                ? content.length - 1
                : Math.min(content.length - 1, Integer.parseInt(ends[1]));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
