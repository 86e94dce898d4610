package org.topcoffea.manager.internal.queue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.topcoffea.scheduler.Departure;
import org.topcoffea.scheduler.WorkerSpec;
import org.topcoffea.spi.Resources;
import org.topcoffea.wire.ManagerMessage;
import org.topcoffea.wire.WorkerConnection;
import org.topcoffea.wire.WorkerMessage;

/** One connected worker, as the thread of the queue knows it. */
public final class Peer {
    private static final String TASKS_IN_PLACE = "topcoffea-tasks";

    final WorkerConnection connection;
    final Set<String> features = new LinkedHashSet<>();
    final Map<String, WorkerMessage.Resource> resources = new HashMap<>();
    final Map<Long, Flight> flights = new LinkedHashMap<>();
    final Set<String> cached = new HashSet<>();
    final long joined;
    String id;
    String factory = "";
    OptionalLong endTime = OptionalLong.empty();
    Optional<WorkerSpec> offered = Optional.empty();
    Departure departure = Departure.FAILURE;
    String farewell = "";
    long completed;
    long bytesSent;
    long bytesReceived;
    long transferMicros;
    boolean gone;
    boolean leaving;
    boolean admitted;
    boolean asked;

    /** A task at this worker. */
    static final class Flight {
        final long task;
        final int attempt;
        final Form form;
        final Resources box;
        final boolean ahead;
        long puts;
        long sendMicros;
        long sendBytes;
        long receiveMicros;
        long receiveBytes;
        long executeMicros;
        int exitCode;
        boolean ended;

        Flight(long task, int attempt, Form form, Resources box, boolean ahead) {
            this.task = task;
            this.attempt = attempt;
            this.form = form;
            this.box = box;
            this.ahead = ahead;
        }
    }

    Peer(WorkerConnection connection, long now) {
        this.connection = connection;
        this.joined = now;
        this.id = "worker-" + connection.number();
    }

    /** The number of the connection, at least 1. */
    public long number() {
        return connection.number() + 1;
    }

    /** The host name that it reports. */
    public String host() {
        return connection.introduction().host();
    }

    /** What to call it in logs: host and address. */
    public String name() {
        return host() + " (" + connection.address() + ")";
    }

    /** Its address, {@code ip:port}. */
    public String address() {
        return connection.address();
    }

    /** The token that it introduced itself with. */
    public String id() {
        return id;
    }

    /** Whether it runs tasks of ours in place. */
    public boolean inPlace() {
        return features.contains(TASKS_IN_PLACE);
    }

    /** What it offers besides resources. */
    public Set<String> features() {
        return Set.copyOf(features);
    }

    /** When it will end, in microseconds since the epoch; 0 for never, empty while it has not said so. */
    public OptionalLong endTime() {
        return endTime;
    }

    /** How many tasks it has. */
    public int tasks() {
        return flights.size();
    }

    /** Whether it is still connected. */
    public boolean connected() {
        return !gone;
    }

    /** Whether it is about to go and hands over what it holds; then it need not be asked for it. */
    public boolean leaving() {
        return leaving;
    }

    /** The tasks that it has, by number. */
    public Set<Long> taskNumbers() {
        return Set.copyOf(flights.keySet());
    }

    /** How it introduced itself. */
    public WorkerMessage.Introduction introduction() {
        return connection.introduction();
    }

    /** Whether what is said to it can be read by others on the way. */
    public boolean encrypted() {
        return connection.encrypted();
    }

    /** Since when it is here, in microseconds since the epoch. */
    public long joined() {
        return joined;
    }

    /** Good tasks so far. */
    public long completed() {
        return completed;
    }

    /** Bytes of files sent to it and received from it. */
    public long bytesTransferred() {
        return bytesSent + bytesReceived;
    }

    /** How long that took, in microseconds. */
    public long transferMicros() {
        return transferMicros;
    }

    /** What it has of a resource of the protocol; 0 if it did not say. */
    public long resource(String name) {
        return amount(name, true);
    }

    /** The factory that started it, or empty. */
    public String factory() {
        return factory;
    }

    /** Sends a message. */
    void send(ManagerMessage message) {
        connection.send(message);
    }

    /** Everything that it offers, as it has said so far; empty while a block of resources is not complete. */
    WorkerSpec spec() {
        Resources total = amounts(true);
        int ahead = inPlace() ? Math.clamp(4 * total.cores(), 4, 64) : Math.clamp(total.cores(), 1, 16);
        return new WorkerSpec(
                number(),
                name(),
                host(),
                total,
                amounts(false),
                Set.copyOf(features),
                endTime,
                factory.isEmpty() ? Optional.empty() : Optional.of(factory),
                ahead,
                inPlace());
    }

    private Resources amounts(boolean total) {
        return new Resources(
                amount("cores", total), amount("memory", total), amount("disk", total), amount("gpus", total));
    }

    private long amount(String name, boolean total) {
        WorkerMessage.Resource resource = resources.get(name);
        return resource == null ? 0 : Math.max(0, total ? resource.total() : resource.largest());
    }
}
