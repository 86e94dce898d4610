package org.topcoffea.remote;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import javax.net.ServerSocketFactory;

/**
 * An HTTP server that answers as a test wants: ranges properly, or whatever real servers do on a bad day. Threads and
 * connections end with it.
 */
public final class FaultServer implements AutoCloseable {
    /** One request. */
    public record Seen(String method, String path, Map<String, String> headers) {
        /** A header, by its name in lower case; empty if there is none. */
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** Answers a request in its own way. */
    public interface Answer {
        /** Writes whatever it likes; the connection is closed afterwards if it says so. */
        boolean write(Seen request, OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket listener;
    private final String scheme;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<Seen> seen = Collections.synchronizedList(new ArrayList<>());
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Serves plain HTTP on a free port. */
    public FaultServer() throws IOException {
        this(ServerSocketFactory.getDefault(), "http");
    }

    /** Serves with sockets of a factory. */
    public FaultServer(ServerSocketFactory factory, String scheme) throws IOException {
        this.scheme = scheme;
        this.listener = factory.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private void start(Work work) {
        threads.add(Thread.ofVirtual().start(() -> {
            try {
                work.run();
            } catch (IOException | InterruptedException e) {
                // The other side went away, or the server is closed: the end of this connection.
                Thread.currentThread().interrupt();
            }
        }));
    }

    /** The URL of a path. */
    public String url(String path) {
        return scheme + "://127.0.0.1:" + listener.getLocalPort() + path;
    }

    /** The port. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Offers a file, by ranges. */
    public FaultServer file(String path, byte[] content) {
        files.put(path, content);
        return this;
    }

    /** Answers requests for a path in a way of its own. */
    public FaultServer answer(String path, Answer answer) {
        answers.put(path, answer);
        return this;
    }

    /** The requests so far. */
    public List<Seen> seen() {
        synchronized (seen) {
            return List.copyOf(seen);
        }
    }

    /** Waits until the server is closed: what a stalled answer does. */
    public void stall() throws InterruptedException {
        closed.await();
    }

    private void accept() throws IOException {
        while (true) {
            Socket socket = listener.accept();
            sockets.add(socket);
            start(() -> serve(socket));
        }
    }

    private void serve(Socket socket) throws IOException, InterruptedException {
        try (socket;
                InputStream in = socket.getInputStream();
                OutputStream out = new BufferedOutputStream(socket.getOutputStream())) {
            for (Seen request = read(in); request != null; request = read(in)) {
                seen.add(request);
                String path = request.path().replaceFirst("\\?.*", "");
                Answer answer = answers.getOrDefault(path, this::ranges);
                boolean goOn = answer.write(request, out);
                out.flush();
                if (!goOn) {
                    break;
                }
            }
        } finally {
            sockets.remove(socket);
        }
    }

    private static Seen read(InputStream in) throws IOException {
        String first = line(in);
        if (first.isEmpty()) {
            return null;
        }
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                return null;
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        String[] words = first.split(" ", -1);
        return words.length < 2 ? null : new Seen(words[0], words[1], headers);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.write(c);
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }

    /** Answers as a good server. */
    public boolean ranges(Seen request, OutputStream out) throws IOException {
        byte[] content = files.get(request.path().replaceFirst("\\?.*", ""));
        if (content == null) {
            head(out, 404, Map.of("Content-Length", "9"));
            out.write("not there".getBytes(StandardCharsets.UTF_8));
            return true;
        }
        List<long[]> wanted = wanted(request.header("range"), content.length);
        if (wanted.isEmpty()) {
            whole(request, out);
        } else if (wanted.size() == 1) {
            single(wanted.getFirst(), content, out);
        } else {
            several(wanted, content, out);
        }
        return true;
    }

    /** Sends the whole file, whatever was asked for. */
    public boolean whole(Seen request, OutputStream out) throws IOException {
        byte[] content = files.get(request.path());
        head(out, 200, Map.of("Content-Length", Integer.toString(content.length)));
        if (!request.method().equals("HEAD")) {
            out.write(content);
        }
        return true;
    }

    /** Sends only the first of several ranges. */
    public boolean firstRange(Seen request, OutputStream out) throws IOException {
        byte[] content = files.get(request.path());
        single(wanted(request.header("range"), content.length).getFirst(), content, out);
        return true;
    }

    private static void single(long[] range, byte[] content, OutputStream out) throws IOException {
        int length = (int) (range[1] - range[0] + 1);
        head(
                out,
                206,
                ordered(
                        "Content-Range",
                        "bytes " + range[0] + "-" + range[1] + "/" + content.length,
                        "Content-Length",
                        Integer.toString(length)));
        out.write(content, (int) range[0], length);
    }

    private static void several(List<long[]> wanted, byte[] content, OutputStream out) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (long[] range : wanted) {
            body.writeBytes(("\r\n--=_b-1\r\nContent-Type: application/octet-stream\r\nContent-Range: bytes " + range[0]
                            + "-" + range[1] + "/" + content.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            body.write(content, (int) range[0], (int) (range[1] - range[0] + 1));
        }
        body.writeBytes("\r\n--=_b-1--\r\n".getBytes(StandardCharsets.UTF_8));
        head(
                out,
                206,
                ordered(
                        "Content-Type",
                        "multipart/byteranges; boundary=\"=_b-1\"",
                        "Content-Length",
                        Integer.toString(body.size())));
        body.writeTo(out);
    }

    private static Map<String, String> ordered(String... words) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < words.length; i += 2) {
            map.put(words[i], words[i + 1]);
        }
        return map;
    }

    /** The ranges that a header names, first and last byte of each. */
    public static List<long[]> wanted(String header, int size) {
        List<long[]> ranges = new ArrayList<>();
        if (header.startsWith("bytes=")) {
            for (String part : header.substring(6).split(",", -1)) {
                String[] ends = part.strip().split("-", -1);
                long first = ends[0].isEmpty() ? Math.max(0, size - Long.parseLong(ends[1])) : Long.parseLong(ends[0]);
                long last = ends[0].isEmpty() || ends[1].isEmpty() ? size - 1L : Long.parseLong(ends[1]);
                ranges.add(new long[] {first, Math.min(last, size - 1L)});
            }
        }
        return ranges;
    }

    /** Writes status line and headers. */
    public static void head(OutputStream out, int status, Map<String, String> headers) throws IOException {
        StringBuilder text = new StringBuilder("HTTP/1.1 " + status + " Whatever\r\n");
        headers.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        out.write(text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        for (Thread thread : List.copyOf(threads)) {
            thread.interrupt();
        }
    }
}
