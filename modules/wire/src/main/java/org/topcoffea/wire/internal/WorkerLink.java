package org.topcoffea.wire.internal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.wire.Body;
import org.topcoffea.wire.BodyTarget;
import org.topcoffea.wire.CloseReason;
import org.topcoffea.wire.ManagerMessage;
import org.topcoffea.wire.TransferReport;
import org.topcoffea.wire.WireError;
import org.topcoffea.wire.WorkerConnection;
import org.topcoffea.wire.WorkerListener;
import org.topcoffea.wire.WorkerMessage;

/** The manager's end of a connection to a worker that has introduced itself. */
final class WorkerLink implements WorkerConnection, Conversation {
    private final Link link;
    private final long number;
    private final String address;
    private final WorkerMessage.Introduction introduction;
    private final boolean encrypted;
    private final boolean strong;
    private final Runnable gone;
    private final Keepalive life = new Keepalive();
    /** Questions that have been asked, in the order of their answers. */
    private final Deque<Dialogue> asked = new ArrayDeque<>();

    private @Nullable WorkerListener listener;
    private boolean resultsWanted;
    private volatile boolean busy;
    private volatile boolean traced;
    private @Nullable FileIntake writing;

    WorkerLink(
            Link link,
            long number,
            WorkerMessage.Introduction introduction,
            boolean encrypted,
            boolean strong,
            Runnable gone) {
        this.link = link;
        this.number = number;
        this.address = link.address();
        this.introduction = introduction;
        this.encrypted = encrypted;
        this.strong = strong;
        this.gone = gone;
    }

    void listener(WorkerListener hearer) {
        listener = hearer;
        traced = hearer.wantsLines();
    }

    private void queue(byte[] bytes, Runnable begin, Consumer<String> failed) {
        if (traced) {
            String text = new String(bytes, StandardCharsets.UTF_8);
            Runnable told = () -> {
                text.lines().forEach(line -> hearer().line(true, line));
                begin.run();
            };
            link.send(new Packet(bytes, told, failed));
        } else {
            link.send(new Packet(bytes, begin, failed));
        }
    }

    private void queue(byte[] bytes) {
        queue(bytes, () -> {}, failure -> {});
    }

    private void sent(String line) {
        if (traced) {
            link.onLoop(() -> hearer().line(true, line));
        }
    }

    private WorkerListener hearer() {
        return Objects.requireNonNull(listener, () -> "nobody listens to worker " + address);
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public WorkerMessage.Introduction introduction() {
        return introduction;
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public boolean encrypted() {
        return encrypted;
    }

    @Override
    public boolean stronglyAuthenticated() {
        return strong;
    }

    @Override
    public void send(ManagerMessage message) {
        switch (message) {
            case ManagerMessage.Task task -> queue(TaskText.of(task, introduction.protocol()));
            case ManagerMessage.PutUrl url when introduction.protocol() < 11 -> queue(url9(url));
            case ManagerMessage.PutCommand m
            when introduction.protocol() < 11 -> throw unsuited(m, "protocol 9 knows none");
            case ManagerMessage.Put m -> throw unsuited(m, "use put");
            case ManagerMessage.Directory m -> throw unsuited(m, "use put");
            case ManagerMessage.Get m -> throw unsuited(m, "use fetch");
            case ManagerMessage.SendResults m -> throw unsuited(m, "it is sent when results are announced");
            default -> queue(Lines.bytes(ManagerLines.of(message)));
        }
    }

    private static byte[] url9(ManagerMessage.PutUrl message) {
        byte[] url = message.url().getBytes(StandardCharsets.UTF_8);
        return Der.join(Lines.bytes(ManagerLines.url9(message, url.length)), url);
    }

    private static AnalysisException unsuited(ManagerMessage message, String why) {
        return new AnalysisException(WireError.BAD_VALUE, message + " cannot be sent: " + why);
    }

    @Override
    public void put(String cacheName, Path source, Consumer<TransferReport> done) {
        Names.word(UrlName.encode(cacheName));
        link.send(new TreeSender(cacheName, source, this::sent, done));
    }

    @Override
    public void put(String cacheName, byte[] content, int mode, Consumer<TransferReport> done) {
        Names.word(UrlName.encode(cacheName));
        link.send(new MemorySender(cacheName, content, mode, this::sent, done));
    }

    @Override
    public void fetch(String cacheName, Path destination, long limit, Consumer<TransferReport> done) {
        Fetch fetch = new Fetch(link, cacheName, destination, limit, done);
        byte[] line = Lines.bytes(ManagerLines.of(new ManagerMessage.Get(cacheName, true)));
        queue(line, () -> ask(fetch), fetch::fail);
    }

    private void ask(Dialogue dialogue) {
        asked.add(dialogue);
        busy = true;
    }

    private void askForResults() {
        if (!resultsWanted) {
            resultsWanted = true;
            byte[] line = Lines.bytes(ManagerLines.of(new ManagerMessage.SendResults(-1)));
            Runnable begin = () -> {
                resultsWanted = false;
                ask(Dialogue.RESULTS);
            };
            queue(line, begin, failure -> {});
        }
    }

    @Override
    public long backlog() {
        return link.backlog();
    }

    @Override
    public void pause(boolean paused) {
        link.pause(paused);
    }

    @Override
    public void close(String reason) {
        link.close(new CloseReason(CloseReason.Kind.LOCAL, reason));
    }

    @Override
    public void line(String line) throws Exception {
        if (traced) {
            hearer().line(false, line);
        }
        WorkerMessage message = WorkerLines.parse(line);
        switch (message) {
            case WorkerMessage.AvailableResults m -> {
                askForResults();
                hearer().message(m);
            }
            case WorkerMessage.Result m -> inAnswer(m, asked.peek() == Dialogue.RESULTS);
            case WorkerMessage.Update m -> inAnswer(m, asked.peek() == Dialogue.RESULTS);
            case WorkerMessage.CacheInvalid m -> body(m);
            case WorkerMessage.End m -> end(m);
            case WorkerMessage.Directory m -> fetch(m).directory(m);
            case WorkerMessage.File m -> fetch(m).file(m);
            case WorkerMessage.Missing m -> fetch(m).missing(m);
            case WorkerMessage.Introduction m -> throw Fault.protocol("introduces itself twice");
            default -> hearer().message(message);
        }
    }

    private void inAnswer(WorkerMessage.WithBody message, boolean expected) throws Exception {
        if (!expected) {
            throw Fault.protocol("sends a result that nobody asked for");
        }
        body(message);
    }

    private Fetch fetch(WorkerMessage message) throws Fault {
        if (asked.peek() instanceof Fetch fetch) {
            return fetch;
        }
        throw Fault.protocol("sends a file that nobody asked for: " + Texts.shortened(message.toString()));
    }

    private void end(WorkerMessage.End message) throws Fault {
        Dialogue answered = asked.poll();
        busy = !asked.isEmpty();
        switch (answered) {
            case null -> throw Fault.protocol("ends an answer that nobody asked for");
            case Fetch fetch -> fetch.end();
            case Dialogue.Results results -> hearer().message(message);
        }
    }

    private void body(WorkerMessage.WithBody message) throws Exception {
        WorkerListener hearer = hearer();
        switch (hearer.target(message)) {
            case BodyTarget.Memory memory ->
                link.body(
                        message.length(),
                        new MemoryIntake(message.length(), memory.limit(), body -> hearer.message(message, body)));
            case BodyTarget.ToFile file -> {
                if (message.length() > file.limit()) {
                    throw Fault.protocol("sends " + message.length() + " bytes where " + file.limit() + " are allowed");
                }
                FileIntake intake = new FileIntake(file.file(), (path, failure) -> {
                    writing = null;
                    if (!failure.isEmpty()) {
                        throw new Fault(CloseReason.Kind.FAILURE, failure);
                    }
                    hearer.message(message, new Body.InFile(path, 0, message.length()));
                });
                writing = intake;
                link.body(message.length(), intake);
            }
        }
    }

    @Override
    public void drained() {
        if (listener != null) {
            listener.drained();
        }
    }

    @Override
    public void abandoned() {
        if (writing != null) {
            writing.abandon();
        }
        for (Dialogue dialogue = asked.poll(); dialogue != null; dialogue = asked.poll()) {
            if (dialogue instanceof Fetch fetch) {
                fetch.fail(Outbox.CLOSED);
            }
        }
    }

    @Override
    public void closed(CloseReason reason) {
        gone.run();
        if (listener != null) {
            listener.closed(reason);
        }
    }

    /** Asks for a sign of life, and gives up a worker that gives none; called from time to time on the event loop. */
    void tick(long now, Duration keepalive, Duration silence) {
        switch (life.next(link, now, keepalive, silence)) {
            case NOTHING -> {}
            case ASK -> queue(Lines.bytes(ManagerLines.of(new ManagerMessage.Check())));
            case GIVE_UP -> {
                String text = "nothing heard for " + (now - link.lastReceived()) / 1_000_000_000L + " s"
                        + (busy ? ", though an answer is due" : "");
                link.end(new CloseReason(CloseReason.Kind.SILENT, text), false);
            }
        }
    }
}
