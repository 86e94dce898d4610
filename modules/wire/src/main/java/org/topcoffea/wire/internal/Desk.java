package org.topcoffea.wire.internal;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.topcoffea.wire.CloseReason;
import org.topcoffea.wire.ManagerService;
import org.topcoffea.wire.StatusQuery;
import org.topcoffea.wire.WorkerMessage;

/** Everyone who is connected to a manager: lets them in, answers questions, and sees off those who are silent. */
public final class Desk {
    private static final Logger LOG = System.getLogger("org.topcoffea.wire");
    private static final int QUESTIONS = 64;

    private final ManagerService service;
    private final Executor threads;
    private final @Nullable EventLoopGroup rooms;
    private final byte[] password;
    private final String certificate;
    private final Patience patience;
    private final Map<Channel, Guest> guests = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicInteger workers = new AtomicInteger();
    private final Semaphore questions = new Semaphore(QUESTIONS);

    /** Opens for one manager. Workers talk much: they get other network threads than whoever comes to the door, if there are some. */
    public Desk(
            ManagerService service,
            Executor threads,
            @Nullable EventLoopGroup rooms,
            byte[] password,
            String certificate,
            Patience patience) {
        this.service = service;
        this.threads = threads;
        this.rooms = rooms;
        this.password = password.clone();
        this.certificate = certificate;
        this.patience = patience;
    }

    byte[] password() {
        return password;
    }

    String certificate() {
        return certificate;
    }

    /** Workers that are connected. */
    public int workers() {
        return workers.get();
    }

    /** The handler of a new channel. */
    public Link admit(Channel channel) {
        Link link = new Link(threads, new Reception(service, this));
        guests.put(channel, new Guest(link, System.nanoTime(), null));
        channel.closeFuture().addListener(closed -> guests.remove(channel));
        return link;
    }

    void introduced(Link link, WorkerMessage.Introduction introduction, boolean strong) {
        if (rooms == null) {
            settle(link, introduction, strong);
        } else {
            link.work(() -> Network.move(link.channel(), rooms), room -> settle(link, introduction, strong));
        }
    }

    private void settle(Link link, WorkerMessage.Introduction introduction, boolean strong) {
        long number = numbers.incrementAndGet();
        WorkerLink worker =
                new WorkerLink(link, number, introduction, !certificate.isEmpty(), strong, workers::decrementAndGet);
        workers.incrementAndGet();
        link.hand(worker);
        guests.computeIfPresent(link.channel(), (channel, guest) -> new Guest(link, guest.since(), worker));
        worker.listener(service.introduced(worker));
    }

    /** Someone left who had not introduced himself as a worker. */
    void left(@Nullable Link link, CloseReason reason) {
        String address = link == null ? "unknown" : link.address();
        if (reason.kind() != CloseReason.Kind.LOCAL) {
            LOG.log(Level.DEBUG, () -> address + " was turned away: " + reason.text());
            service.refused(address, reason);
        }
    }

    /** Answers a question on a thread of its own. */
    void answer(Link link, String head, StatusQuery query) {
        if (!questions.tryAcquire()) {
            String text = "more than " + QUESTIONS + " questions at once";
            link.end(new CloseReason(CloseReason.Kind.LOCAL, text), false);
            return;
        }
        link.outbox().answer();
        threads.execute(() -> {
            ByteBuffer text;
            try {
                text = service.status(query);
            } catch (IOException | RuntimeException e) {
                LOG.log(Level.DEBUG, () -> query.word() + " for " + link.address() + " failed: " + e);
                questions.release();
                link.onLoop(() -> link.end(new CloseReason(CloseReason.Kind.FAILURE, Causes.of(e)), false));
                return;
            }
            if (!head.isEmpty()) {
                link.send(new Packet(head.getBytes(StandardCharsets.UTF_8)));
            }
            link.send(new Answer(text, failure -> taken(link, query)));
        });
    }

    private void taken(Link link, StatusQuery query) {
        questions.release();
        link.endAfterWrites(new CloseReason(CloseReason.Kind.LOCAL, query.word()));
        service.answered(query);
    }

    /** Looks after everyone; to be called about once a second. */
    public void tick() {
        long now = System.nanoTime();
        guests.forEach((channel, guest) -> {
            if (guest.due(now, patience)) {
                channel.eventLoop().execute(() -> guest.tick(System.nanoTime(), patience));
            }
        });
    }

    /** Closes all connections, those of workers after everything has been written. */
    public void close(String reason) {
        guests.values().forEach(guest -> guest.link().close(new CloseReason(CloseReason.Kind.LOCAL, reason)));
    }

    /** Whether somebody is still connected. */
    public boolean occupied() {
        return !guests.isEmpty();
    }

    /**
     * How long to wait for whom.
     *
     * @param introduction for strangers
     * @param keepalive before a silent worker is asked
     * @param silence before a silent worker is given up
     */
    public record Patience(Duration introduction, Duration keepalive, Duration silence) {}

    private record Guest(Link link, long since, @Nullable WorkerLink worker) {
        /** Whether it is worth a look. */
        boolean due(long now, Patience patience) {
            return worker == null
                    ? now - since > patience.introduction().toNanos()
                    : now - link.lastReceived() > patience.keepalive().toNanos();
        }

        void tick(long now, Patience patience) {
            if (worker != null) {
                worker.tick(now, patience.keepalive(), patience.silence());
            } else if (!link.outbox().answering()) {
                String text = "did not introduce itself within "
                        + patience.introduction().toSeconds() + " s";
                link.end(new CloseReason(CloseReason.Kind.SILENT, text), false);
            } else if (now - link.lastSign() > patience.silence().toNanos()) {
                link.end(new CloseReason(CloseReason.Kind.SILENT, "does not read the answer"), false);
            }
        }
    }
}
