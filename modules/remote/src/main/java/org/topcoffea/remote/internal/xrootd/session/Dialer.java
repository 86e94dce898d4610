package org.topcoffea.remote.internal.xrootd.session;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Connects to a host. With several addresses, of both families, the next one is tried whenever the ones before have not
 * answered for a quarter of a second; the first connection wins.
 */
final class Dialer {
    private static final Duration HEAD_START = Duration.ofMillis(250);

    /** After how many seconds of silence, how often and how many times the kernel asks whether the other side is there. */
    private static final Map<String, Integer> KEEP_ALIVE =
            Map.of("TCP_KEEPIDLE", 30, "TCP_KEEPINTERVAL", 10, "TCP_KEEPCOUNT", 3);

    private final Endpoint endpoint;
    private final Duration timeout;
    private final BlockingQueue<Attempt> finished = new LinkedBlockingQueue<>();

    private record Attempt(
            @Nullable SocketChannel channel, @Nullable IOException failure) {}

    private Dialer(Endpoint endpoint, Duration timeout) {
        this.endpoint = endpoint;
        this.timeout = timeout;
    }

    static SocketChannel dial(Endpoint endpoint, Duration timeout) throws IOException, InterruptedException {
        return new Dialer(endpoint, timeout).dial();
    }

    private SocketChannel dial() throws IOException, InterruptedException {
        List<InetAddress> addresses = addresses();
        List<Thread> attempts = new ArrayList<>();
        IOException failure = null;
        int pending = 0;
        try {
            while (!addresses.isEmpty() || pending > 0) {
                if (!addresses.isEmpty()) {
                    InetAddress address = addresses.removeFirst();
                    attempts.add(Thread.startVirtualThread(() -> finished.add(connect(address))));
                    pending++;
                }
                Attempt attempt = addresses.isEmpty()
                        ? finished.take()
                        : finished.poll(HEAD_START.toMillis(), TimeUnit.MILLISECONDS);
                if (attempt != null) {
                    pending--;
                    if (attempt.channel != null) {
                        return attempt.channel;
                    }
                    failure = attempt.failure;
                }
            }
        } finally {
            abandon(attempts);
        }
        throw failed(failure);
    }

    /** Ends the attempts that were not needed, and closes what they had connected already. */
    private void abandon(List<Thread> attempts) throws IOException {
        attempts.forEach(Thread::interrupt);
        boolean interrupted = false;
        for (Thread attempt : attempts) {
            try {
                attempt.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        for (Attempt attempt : finished) {
            if (attempt.channel != null) {
                attempt.channel.close();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private List<InetAddress> addresses() throws LinkFailure {
        InetAddress[] all;
        try {
            all = InetAddress.getAllByName(endpoint.host());
        } catch (UnknownHostException e) {
            throw new LinkFailure(
                    LinkFailure.Kind.UNKNOWN_HOST, "no host of the name " + endpoint.host() + " is known", e);
        }
        List<InetAddress> six = new ArrayList<>();
        List<InetAddress> four = new ArrayList<>();
        for (InetAddress address : all) {
            (address instanceof Inet6Address ? six : four).add(address);
        }
        List<InetAddress> mixed = new ArrayList<>();
        for (int i = 0; i < Math.max(six.size(), four.size()); i++) {
            if (i < six.size()) {
                mixed.add(six.get(i));
            }
            if (i < four.size()) {
                mixed.add(four.get(i));
            }
        }
        return mixed;
    }

    private Attempt connect(InetAddress address) {
        SocketChannel channel = null;
        try {
            channel = SocketChannel.open();
            prepare(channel);
            channel.socket().connect(new InetSocketAddress(address, endpoint.port()), (int) timeout.toMillis());
            return new Attempt(channel, null);
        } catch (IOException e) {
            if (channel != null) {
                new Transport.Plain(channel).close();
            }
            return new Attempt(null, e);
        }
    }

    private static void prepare(SocketChannel channel) throws IOException {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        for (SocketOption<?> option : channel.supportedOptions()) {
            Integer value = KEEP_ALIVE.get(option.name());
            if (value != null && option.type() == Integer.class) {
                @SuppressWarnings("unchecked") // its type was asked for
                SocketOption<Integer> number = (SocketOption<Integer>) option;
                channel.setOption(number, value);
            }
        }
    }

    private LinkFailure failed(@Nullable IOException cause) {
        if (cause instanceof SocketTimeoutException) {
            return new LinkFailure(
                    LinkFailure.Kind.NO_CONNECTION,
                    "no answer from port " + endpoint.port() + " within " + timeout.toSeconds()
                            + " s: a firewall, or the server is down",
                    cause);
        }
        if (cause instanceof ConnectException) {
            return new LinkFailure(
                    LinkFailure.Kind.REFUSED, "connection refused: nothing listens on port " + endpoint.port(), cause);
        }
        return new LinkFailure(LinkFailure.Kind.NO_CONNECTION, "cannot connect: " + cause, cause);
    }
}
