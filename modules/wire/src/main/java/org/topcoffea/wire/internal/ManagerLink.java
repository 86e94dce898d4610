package org.topcoffea.wire.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.wire.Address;
import org.topcoffea.wire.Body;
import org.topcoffea.wire.CloseReason;
import org.topcoffea.wire.ManagerConnection;
import org.topcoffea.wire.ManagerListener;
import org.topcoffea.wire.ManagerMessage;
import org.topcoffea.wire.WireError;
import org.topcoffea.wire.WorkerMessage;

/** A worker's end of the connection to a manager: password, greeting, and then what the manager says. */
public final class ManagerLink implements ManagerConnection, Conversation {
    private final Address manager;
    private final ManagerListener listener;
    private final List<WorkerMessage> greeting;
    private final boolean encrypted;
    private final long treeLimit;
    private final Credentials credentials;
    private final CompletableFuture<ManagerConnection> ready = new CompletableFuture<>();
    private @Nullable Link link;
    private @Nullable PasswordExchange exchange;
    private @Nullable TaskReader task;
    private @Nullable TreeReceiver tree;
    private @Nullable FileIntake writing;
    private volatile String running = "0";
    private boolean greeted;
    private volatile boolean dismissed; // the last word: the manager waits for us to close, and needs no time itself

    /**
     * Prepares a connection.
     *
     * @param manager where it goes
     * @param listener hears what the manager says
     * @param greeting what is said first
     * @param credentials how the password is proven
     * @param encrypted whether TLS is on
     * @param treeLimit bytes that a directory may have in total
     */
    public ManagerLink(
            Address manager,
            ManagerListener listener,
            List<WorkerMessage> greeting,
            Credentials credentials,
            boolean encrypted,
            long treeLimit) {
        this.manager = manager;
        this.listener = listener;
        this.greeting = List.copyOf(greeting);
        this.credentials = credentials;
        this.encrypted = encrypted;
        this.treeLimit = treeLimit;
    }

    /** Completes when the greeting has been queued, or fails with the reason. */
    public CompletableFuture<ManagerConnection> ready() {
        return ready;
    }

    private Link peer() {
        Link opened = link;
        if (opened == null) {
            throw new IllegalStateException("not connected");
        }
        return opened;
    }

    @Override
    public void opened(Link opened) throws Exception {
        link = opened;
        PasswordExchange begun = credentials.begin(opened.channel());
        exchange = begun;
        if (begun == null) {
            greet();
        } else {
            begun.begin().forEach(opened::line);
        }
    }

    private void greet() {
        greeted = true;
        byte[][] lines = greeting.stream()
                .map(message -> Lines.bytes(WorkerLines.of(message)))
                .toArray(byte[][]::new);
        peer().send(new Packet(Der.join(lines)));
        ready.complete(this);
    }

    @Override
    public void line(String line) throws Exception {
        if (!greeted && exchange != null) {
            exchange(exchange, line);
        } else if (task != null) {
            task(task, line);
        } else if (tree != null) {
            tree.line(line);
        } else {
            message(line);
        }
    }

    private void exchange(PasswordExchange open, String line) throws Fault {
        try {
            open.line(line).forEach(peer()::line);
            if (open.done()) {
                greet();
            }
        } catch (Fault e) {
            peer().endAfterWrites(e.reason());
        }
    }

    private void message(String line) throws Exception {
        if (line.startsWith("task ")) {
            task = new TaskReader(line);
            return;
        }
        if (line.startsWith("auth ")) {
            throw new Fault(CloseReason.Kind.PASSWORD, "the manager requires a password: give its file");
        }
        ManagerMessage message = ManagerLines.parse(line).orElse(null);
        switch (message) {
            case null -> {}
            case ManagerMessage.Put put -> put(put);
            case ManagerMessage.Directory directory -> directory(directory);
            case ManagerMessage.Check check -> {
                peer().line(WorkerLines.of(new WorkerMessage.Alive()));
                peer().line(WorkerLines.of(new WorkerMessage.Info("tasks_running", running)));
                listener.message(check);
            }
            default -> {
                dismissed |= message instanceof ManagerMessage.Release || message instanceof ManagerMessage.Exit;
                listener.message(message);
            }
        }
    }

    private void directory(ManagerMessage.Directory announced) throws Fault {
        TreeReceiver receiver = new TreeReceiver(peer(), listener.place(announced), treeLimit);
        tree = receiver;
        receiver.begin(bytes -> {
            tree = null;
            listener.placed(announced, receiver.top(), bytes);
        });
    }

    private void put(ManagerMessage.Put put) throws Exception {
        FileIntake intake = new FileIntake(listener.place(put), put.mode(), (file, failure) -> {
            writing = null;
            if (!failure.isEmpty()) {
                throw new Fault(CloseReason.Kind.FAILURE, failure);
            }
            listener.placed(put, file, put.length());
        });
        writing = intake;
        peer().body(put.length(), intake);
    }

    private void task(TaskReader reader, String line) throws Exception {
        long length = reader.line(line);
        if (length == TaskReader.END) {
            task = null;
            listener.message(reader.task());
        } else if (length > 0) {
            int size = Math.toIntExact(length);
            peer().body(length, new MemoryIntake(length, size, body -> reader.body(body.content())));
        }
    }

    @Override
    public Address manager() {
        return manager;
    }

    @Override
    public String localAddress() {
        return Causes.address(peer().channel().localAddress());
    }

    @Override
    public boolean encrypted() {
        return encrypted;
    }

    @Override
    public boolean stronglyAuthenticated() {
        return exchange != null && exchange.strong();
    }

    @Override
    public void send(WorkerMessage message) {
        if (message instanceof WorkerMessage.Info info && info.field().equals("tasks_running")) {
            running = info.value();
        }
        if (message instanceof WorkerMessage.WithBody body && body.length() > 0) {
            throw new AnalysisException(WireError.BAD_VALUE, message + " cannot be sent without its body");
        }
        peer().line(WorkerLines.of(message));
    }

    @Override
    public void send(WorkerMessage.WithBody message, Body body) {
        if (message.length() != body.length()) {
            throw new AnalysisException(
                    WireError.BAD_VALUE, message + " cannot be sent with a body of " + body.length() + " bytes");
        }
        byte[] line = Lines.bytes(WorkerLines.of(message));
        switch (body) {
            case Body.Bytes bytes -> peer().send(new Packet(Der.join(line, bytes.content())));
            case Body.InFile file -> peer().send(new BodySender(line, file));
        }
    }

    @Override
    public void answer(ManagerMessage.Get request, Path source) {
        peer().send(new AnswerSender(request, source));
    }

    @Override
    public long backlog() {
        return peer().backlog();
    }

    @Override
    public void pause(boolean paused) {
        peer().pause(paused);
    }

    @Override
    public void close(String reason) {
        CloseReason why = new CloseReason(CloseReason.Kind.LOCAL, reason);
        Runnable end = dismissed ? () -> peer().endAfterWrites(why) : () -> peer().end(why, true);
        peer().onLoop(end);
    }

    /** Gives up a manager that has been silent too long; on the event loop. */
    public void tick(long now, long silence) {
        Link opened = link;
        if (opened != null && !opened.paused() && now - opened.lastSign() > silence) {
            String text = "nothing heard from the manager for " + silence / 1_000_000_000L + " s";
            opened.end(new CloseReason(CloseReason.Kind.SILENT, text), false);
        }
    }

    @Override
    public void drained() {
        if (greeted) {
            listener.drained();
        }
    }

    @Override
    public void abandoned() {
        if (writing != null) {
            writing.abandon();
        }
        if (tree != null) {
            tree.abandon();
        }
    }

    @Override
    public void closed(CloseReason reason) {
        if (exchange != null) {
            exchange.forget();
        }
        if (greeted) {
            listener.closed(reason);
        } else {
            ready.completeExceptionally(new ClosedEarly(reason, exchange != null));
        }
    }

    /** Why a connection ended before the greeting. */
    public static final class ClosedEarly extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient CloseReason reason;

        ClosedEarly(CloseReason reason, boolean password) {
            super(reason.text());
            boolean refused = password && reason.kind() == CloseReason.Kind.PEER;
            this.reason = refused
                    ? new CloseReason(
                            CloseReason.Kind.PASSWORD,
                            "the manager closed the connection instead of proving a password: it may have none")
                    : reason;
        }

        /** The reason. */
        public CloseReason reason() {
            return reason;
        }
    }
}
