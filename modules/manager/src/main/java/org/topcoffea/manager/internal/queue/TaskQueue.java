package org.topcoffea.manager.internal.queue;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.topcoffea.manager.internal.log.TransactionLog;
import org.topcoffea.scheduler.CategorySpec;
import org.topcoffea.scheduler.Departure;
import org.topcoffea.scheduler.Event;
import org.topcoffea.scheduler.Scheduler;
import org.topcoffea.scheduler.SchedulerConfig;
import org.topcoffea.scheduler.TaskResult;
import org.topcoffea.scheduler.TaskSpec;
import org.topcoffea.scheduler.TaskStatus;
import org.topcoffea.spi.Resources;
import org.topcoffea.wire.ManagerMessage;
import org.topcoffea.wire.TransferReport;
import org.topcoffea.wire.WorkerConnection;
import org.topcoffea.wire.WorkerListener;

/**
 * Gives tasks to workers. One thread owns the scheduler and everything here; it never waits for a worker or a disk: what
 * others do for it they report to its mailbox. Methods are called by that thread unless they say otherwise.
 */
public final class TaskQueue {
    private static final long TICK = 200_000;
    private static final double MEGABYTE = 1 << 20;

    private final Core core;
    private final Roster roster;
    private long nextTick;
    private boolean ended;

    /**
     * Prepares a queue.
     *
     * @param policy of the scheduler
     * @param application says what tasks mean
     * @param logs what happens is written there
     * @param clock microseconds since the epoch
     */
    public TaskQueue(SchedulerConfig policy, Application application, QueueLogs logs, LongSupplier clock) {
        this.core = new Core(new Scheduler(policy), application, logs, clock);
        this.roster = new Roster(core, this);
        core.executor(new Dispatcher(core)::execute);
        logs.transactions().managerStarts(core.now());
    }

    /** Hears a worker that has just introduced itself. May be called from any thread. */
    public WorkerListener introduced(WorkerConnection connection) {
        return roster.introduced(connection);
    }

    /** Lets the thread of the queue do something. May be called from any thread. */
    public void post(Runnable something) {
        core.mailbox.post(something);
    }

    /** The same, before all else that waits; for what is short. May be called from any thread. */
    public void urge(Runnable something) {
        core.mailbox.urge(something);
    }

    /** Microseconds since the epoch. May be called from any thread. */
    public long now() {
        return core.now();
    }

    /** The scheduler, to look at. */
    public Scheduler scheduler() {
        return core.scheduler;
    }

    /** What the queue has done so far. */
    public Counters counters() {
        return core.counters;
    }

    /** The workers that are connected. */
    public Collection<Peer> peers() {
        return Collections.unmodifiableCollection(core.peers.values());
    }

    /** A worker by its number. */
    public Optional<Peer> peer(long number) {
        return Optional.ofNullable(core.peers.get(number));
    }

    /** The factories whose workers are here. */
    public List<String> factories() {
        return roster.factories();
    }

    /** How many workers of a factory there may be; those above that who have nothing to do are sent away. */
    public void limitFactory(String factory, int most) {
        roster.limit(factory, most);
    }

    /** A worker that {@link Application#joined} has refused may be given tasks from now on. */
    public void admit(Peer peer) {
        roster.admit(peer);
    }

    /** Says how tasks of a category are to be treated. */
    public void define(CategorySpec category) {
        core.logs.transactions().category(core.now(), category.name(), category.maximum(), category.minimum());
        core.tell(new Event.CategoryDefined(category));
    }

    /** Tells the scheduler something that the queue itself does not know. */
    public void tell(Event event) {
        core.tell(event);
    }

    /** Adds a task. */
    public void submit(TaskSpec task) {
        core.tell(new Event.TaskSubmitted(task));
    }

    /** Takes a task back. */
    public void cancel(long task, String reason) {
        core.tell(new Event.TaskCancelled(task, reason));
    }

    /**
     * Fetches an output of a task that has ended.
     *
     * @param peer the worker
     * @param task the task
     * @param cacheName the output
     * @param destination where it is to be written
     * @param limit bytes to accept at most
     * @param done hears of it, on the thread of the queue
     */
    public void fetch(
            Peer peer, long task, String cacheName, Path destination, long limit, Consumer<TransferReport> done) {
        peer.connection.fetch(
                cacheName,
                destination,
                limit,
                report -> core.mailbox.post(() -> {
                    received(peer, task, report);
                    core.apply(() -> done.accept(report));
                }));
    }

    /**
     * Fetches something that a worker has, whatever task it is of.
     *
     * @param peer the worker
     * @param cacheName its name there
     * @param destination where it is to be written
     * @param limit bytes to accept at most
     * @param done hears of it, on the thread of the queue
     */
    public void fetch(Peer peer, String cacheName, Path destination, long limit, Consumer<TransferReport> done) {
        fetch(peer, 0, cacheName, destination, limit, done);
    }

    /** Sends a worker a small secret file, which only its user may read there; logs have its name, not its content. */
    public void give(Peer peer, String cacheName, byte[] content) {
        peer.connection.put(cacheName, content, 0600, report -> {
            if (!report.complete()) {
                core.logs.debug().notice(peer.name() + ": cannot send " + cacheName + ": " + report.failure());
            }
        });
    }

    /** Lets a worker remove something from its cache. */
    public void unlink(Peer peer, String cacheName) {
        peer.send(new ManagerMessage.Unlink(cacheName));
    }

    private void received(Peer peer, long task, TransferReport report) {
        long micros = report.time().toNanos() / 1000;
        peer.bytesReceived += report.bytes();
        peer.transferMicros += micros;
        core.counters.bytesReceived += report.bytes();
        core.counters.receiveMicros += micros;
        Peer.Flight flight = peer.flights.get(task);
        if (flight != null) {
            flight.receiveMicros += micros;
            flight.receiveBytes += report.bytes();
        }
        core.logs
                .transactions()
                .transfer(core.now(), false, task, false, report.bytes() / MEGABYTE, micros / 1e6, report.cacheName());
    }

    /**
     * Says what became of a task that had {@linkplain Application#ended ended}: its outputs are here, or it has failed.
     *
     * @param peer the worker
     * @param task the task
     * @param result what is known of it; its times are filled in
     */
    public void finish(Peer peer, long task, TaskResult result) {
        Peer.Flight flight = peer.flights.get(task);
        if (peer.gone || flight == null) {
            return;
        }
        peer.flights.remove(task);
        core.counters.withResults -= flight.ended ? 1 : 0;
        peer.completed += result.good() ? 1 : 0;
        log(flight, result);
        Dispatcher.clear(peer, flight);
        TaskResult timed = new TaskResult(
                result.status(),
                result.blame(),
                result.measured(),
                flight.sendMicros,
                flight.executeMicros,
                flight.receiveMicros,
                result.message());
        core.tell(new Event.TaskFinished(peer.number(), task, flight.attempt, timed));
    }

    private void log(Peer.Flight flight, TaskResult result) {
        boolean limits = result.status() == TaskStatus.RESOURCE_EXHAUSTION;
        TransactionLog.Ending ending = new TransactionLog.Ending(
                result.status().logName(),
                flight.exitCode,
                limits ? flight.box : Resources.OPEN,
                result.measured(),
                flight.executeMicros / 1e6,
                flight.sendMicros / 1e6,
                flight.sendBytes / MEGABYTE,
                flight.receiveMicros / 1e6,
                flight.receiveBytes / MEGABYTE);
        core.logs.transactions().ended(core.now(), flight.task, "RETRIEVED", ending);
        core.logs.transactions().ended(core.now(), flight.task, "DONE", ending);
    }

    /** Sends a worker away for good, or lets it look for another manager. */
    public void dismiss(Peer peer, boolean forGood, String reason) {
        if (!peer.gone) {
            peer.departure = Departure.EXPLICIT;
            peer.farewell = reason;
            peer.send(forGood ? new ManagerMessage.Exit() : new ManagerMessage.Release());
            peer.connection.close(reason);
        }
    }

    /** Something has changed that may be the last thing the application waits for: it is to look at once. */
    public void hurry() {
        nextTick = 0;
    }

    /** Lets {@link #run} return when it has done what it is doing. */
    public void end() {
        ended = true;
    }

    /** Works until {@link #end}; the thread that calls this is the thread of the queue. */
    public void run() throws InterruptedException {
        while (!ended) {
            turn(Math.clamp(Math.min(core.scheduler.nextTick(), nextTick) - core.now(), 0, TICK));
        }
    }

    /** Lets all workers go, and says so in the log; nothing follows. */
    public void close(String reason) {
        for (Peer peer : List.copyOf(core.peers.values())) {
            dismiss(peer, false, reason);
            peer.gone = true;
            core.logs.transactions().disconnected(core.now(), peer.id, peer.address(), peer.departure.logName());
        }
        core.logs.transactions().managerEnds(core.now());
    }

    /**
     * Does what there is to do now: for whoever has a clock of his own.
     *
     * @param patience microseconds to wait when there is nothing
     * @return whether {@link #end} was called
     */
    public boolean turn(long patience) throws InterruptedException {
        long begin = System.nanoTime();
        core.counters.polling += core.mailbox.work(patience) / 1000;
        if (core.now() >= core.scheduler.nextTick()) {
            core.tell(new Event.Tick());
        }
        if (core.now() >= nextTick) {
            nextTick = core.now() + TICK;
            core.apply(core.application::tick);
            core.logs.flush();
        }
        core.counters.total += (System.nanoTime() - begin) / 1000;
        return ended;
    }
}
