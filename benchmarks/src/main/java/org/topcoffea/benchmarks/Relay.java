package org.topcoffea.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A network far away: passes connections on to a server, each byte half a round trip later, all of them within one bandwidth,
 * and holds a connection up now and then. {@code Relay HOST PORT RTT_MILLIS MBIT_PER_SECOND STALLS_PER_MINUTE STALL_SECONDS}
 * prints the port it listens on, and ends with its standard input. What it does not do: connecting takes no round trip, and
 * no packet is lost.
 */
public final class Relay {
    private static final int PART = 64 << 10;
    /** What may be on its way in one direction of a connection: more than bandwidth times delay. */
    private static final int PARTS = 512;
    /** Who is woken up late may make up for so much, as queues of routers do: sleeping is not exact. */
    private static final long BURST_NANOS = 20_000_000;

    private final String host;
    private final int port;
    private final long delayNanos;
    private final double bytesPerNano;
    private final double stallsPerNano;
    private final long stallNanos;
    private final Random random = new Random(1);
    /** When the line from the server is free again. */
    private final AtomicLong free = new AtomicLong(System.nanoTime());

    private Relay(String[] words) {
        this.host = words[0];
        this.port = Integer.parseInt(words[1]);
        this.delayNanos = (long) (Double.parseDouble(words[2]) / 2 * 1e6);
        this.bytesPerNano = Double.parseDouble(words[3]) * 1e6 / 8 / 1e9;
        this.stallsPerNano = Double.parseDouble(words[4]) / 60e9;
        this.stallNanos = (long) (Double.parseDouble(words[5]) * 1e9);
    }

    private record Part(byte[] bytes, int length, long due) {}

    private static final Part END = new Part(new byte[0], 0, 0);

    public static void main(String[] words) throws IOException {
        Relay relay = new Relay(words);
        ServerSocket listener = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
        System.out.println(listener.getLocalPort());
        Thread.ofVirtual().start(() -> relay.accept(listener));
        while (System.in.read() >= 0) {
            // until whoever started this goes away
        }
        listener.close();
    }

    private void accept(ServerSocket listener) {
        try {
            while (true) {
                Socket near = listener.accept();
                Socket far = new Socket(host, port);
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                pipe(near, far, false);
                pipe(far, near, true);
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void pipe(Socket from, Socket to, boolean limited) {
        BlockingQueue<Part> line = new ArrayBlockingQueue<>(PARTS);
        Thread.ofVirtual().start(() -> take(from, line));
        Thread.ofVirtual().start(() -> give(line, to, from, limited));
    }

    private void take(Socket from, BlockingQueue<Part> line) {
        try {
            InputStream in = from.getInputStream();
            byte[] bytes = new byte[PART];
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                line.put(new Part(Arrays.copyOf(bytes, n), n, System.nanoTime() + delayNanos));
            }
        } catch (IOException | InterruptedException e) {
            // the other side went away: what is on its way still arrives
        }
        try {
            line.put(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void give(BlockingQueue<Part> line, Socket to, Socket from, boolean limited) {
        try (to;
                from) {
            OutputStream out = to.getOutputStream();
            for (Part part = line.take(); part != END; part = line.take()) {
                sleepUntil(part.due());
                if (limited) {
                    long took = (long) (part.length() / bytesPerNano);
                    sleepUntil(free.updateAndGet(when -> Math.max(when, System.nanoTime() - BURST_NANOS) + took));
                    stall(took);
                }
                out.write(part.bytes(), 0, part.length());
            }
        } catch (IOException | InterruptedException e) {
            // one of the two went away
        }
    }

    private void stall(long took) throws InterruptedException {
        boolean now;
        synchronized (random) {
            now = random.nextDouble() < took * stallsPerNano;
        }
        if (now) {
            Thread.sleep(stallNanos / 1_000_000);
        }
    }

    private static void sleepUntil(long due) throws InterruptedException {
        long left = due - System.nanoTime();
        if (left > 0) {
            Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
        }
    }
}
