package org.topcoffea.scheduler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.topcoffea.spi.Resources;

/**
 * A manager, its journal, workers and the network between them. The ledger is checked at every step: each event of the
 * input is done exactly once or given up with a reason, whatever happens.
 */
final class SimulatedCluster {
    /** What became of a task for good; survives the manager. */
    enum Fate {
        DONE,
        FAILED,
        SPLIT,
        CANCELLED
    }

    final SimulatedTime time = new SimulatedTime();
    final Scenario scenario;
    boolean faults = true;
    private final SplittableRandom random;
    private final List<SimulatedWorker> workers = new ArrayList<>();
    private final Map<Long, SimulatedWorker> connections = new HashMap<>();
    /** The journal: tasks, what became of them, what was learnt. */
    private final TreeMap<Long, SimulatedTask> tasks = new TreeMap<>();

    private final Map<Long, Fate> fates = new HashMap<>();
    private final Map<Long, Integer> attempts = new HashMap<>();
    private CategoryMemory memory;
    private final ChunkSizer sizer;
    private final long seed;
    private long open;
    private long mostCores = 1;
    private Scheduler scheduler;
    private long epoch;
    private long lastConnection;
    private long lastTask;
    long restarts;
    long handled;
    private long checked;
    long trace;
    long failedEvents;
    long doneEvents;
    long totalEvents;
    final Map<FailureCause, Integer> causes = new TreeMap<>();

    SimulatedCluster(Scenario scenario, long seed) {
        this.scenario = scenario;
        this.seed = seed;
        random = new SplittableRandom(seed);
        sizer = new ChunkSizer(new ChunkTargets(0, 0, 0), 2 * scenario.events());
        scheduler = newScheduler();
        for (int i = 0; i < scenario.workers(); i++) {
            SimulatedWorker worker = new SimulatedWorker(this, random.split(), i);
            workers.add(worker);
            mostCores = Math.max(mostCores, worker.resources.cores());
            time.after(random.nextLong(600_000_000), worker::start);
        }
        if (scenario.restart() > 0) {
            time.after((long) (scenario.restart() * random.nextExponential()), this::restart);
        }
        if (scenario.meddling() > 0) {
            time.after((long) (scenario.meddling() * random.nextExponential()), this::meddle);
        }
    }

    private Scheduler newScheduler() {
        Scheduler fresh = new Scheduler(scenario.config(seed));
        fresh.handle(
                new Event.CategoryDefined(
                        CategorySpec.of("processing", scenario.mode()).withFastAbort(scenario.fastAbort())),
                time.now());
        return fresh;
    }

    /** Adds the tasks of the beginning. */
    void submitAll() {
        for (int i = 0; i < scenario.tasks(); i++) {
            long events = 1 + random.nextLong(2 * scenario.events());
            add(totalEvents, totalEvents + events);
            totalEvents += events;
        }
    }

    private void add(long start, long stop) {
        boolean bad = random.nextDouble() < scenario.badData();
        boolean poison = random.nextDouble() < scenario.poison();
        long cores = random.nextInt(4) == 0 ? 1 + random.nextLong(mostCores) : Resources.UNSPECIFIED;
        TaskSpec spec = TaskSpec.of(++lastTask, "processing")
                .withSize(stop - start, stop - start > 1)
                .withPriority(random.nextInt(3))
                .withResources(new Resources(cores, -1, -1, -1))
                .withMaxRetries(scenario.retries());
        add(new SimulatedTask(lastTask, start, stop, bad, poison, spec));
    }

    private void add(SimulatedTask task) {
        tasks.put(task.id(), task);
        open++;
        submit(task);
    }

    private void submit(SimulatedTask task) {
        handle(new Event.TaskSubmitted(task.spec()));
    }

    /** Users and operators do something now and then. */
    private void meddle() {
        if (!faults) {
            return;
        }
        SimulatedWorker worker = workers.get(random.nextInt(workers.size()));
        switch (random.nextInt(6)) {
            case 0 -> handle(new Event.WorkerDraining(worker.connection));
            case 1 -> handle(new Event.HostBlocked(worker.host, "meddling", time.now() + random.nextLong(900_000_000)));
            case 2 -> handle(new Event.HostUnblocked(worker.host));
            case 3 -> silence(worker.connection);
            case 4 -> handle(new Event.TaskCancelled(1 + random.nextLong(lastTask), "meddling"));
            default -> collect(worker.connection);
        }
        time.after((long) (scenario.meddling() * random.nextExponential()), this::meddle);
    }

    /** From now on nothing new goes wrong: what is left has to end. */
    void calm() {
        faults = false;
        scheduler.blockedHosts().forEach(h -> handle(new Event.HostUnblocked(h.host())));
    }

    private void silence(long connection) {
        handle(new Event.WorkerSilence(connection, true));
        time.after(random.nextLong(60_000_000), () -> handle(new Event.WorkerSilence(connection, false)));
    }

    /** Work on data that only one worker has. */
    private void collect(long connection) {
        if (connection > 0) {
            Resources some = random.nextBoolean() ? new Resources(0, 0, 0, 0) : new Resources(1, 100, 100, -1);
            TaskSpec spec =
                    TaskSpec.of(++lastTask, "accumulating").withResources(some).on(connection);
            totalEvents++;
            add(new SimulatedTask(lastTask, totalEvents - 1, totalEvents, false, false, spec));
        }
    }

    boolean finished() {
        return open == 0;
    }

    long nextConnection(SimulatedWorker worker) {
        connections.put(++lastConnection, worker);
        return lastConnection;
    }

    /** A message from a worker: late, twice, in another order, or lost together with the connection. */
    void toManager(SimulatedWorker worker, Event event) {
        long connection = worker.connection;
        if (connection == 0) {
            return;
        }
        if (faults && random.nextDouble() < scenario.loss()) {
            breakConnection(worker);
            return;
        }
        boolean orderMatters = event instanceof Event.WorkerOffered || event instanceof Event.TaskFound;
        deliver(event, orderMatters ? 0 : random.nextLong(20_000));
        if (faults && !orderMatters && random.nextDouble() < scenario.duplicate()) {
            deliver(event, random.nextLong(5_000_000));
        }
    }

    private void deliver(Event event, long delay) {
        long sent = epoch;
        time.after(delay, () -> {
            if (sent == epoch) {
                handle(event);
            }
        });
    }

    private void breakConnection(SimulatedWorker worker) {
        long connection = worker.connection;
        worker.connectionLost(false);
        disconnected(connection, Departure.FAILURE, random.nextLong(30_000_000));
    }

    void disconnected(long connection, Departure departure, long noticed) {
        connections.remove(connection);
        long sent = epoch;
        time.after(noticed, () -> {
            if (sent == epoch) {
                handle(new Event.WorkerLeft(connection, departure));
            }
        });
    }

    /** The manager is killed and comes back with what its journal says. */
    private void restart() {
        if (!faults || finished()) {
            return;
        }
        restarts++;
        epoch++;
        connections.clear();
        scheduler = newScheduler();
        List<SimulatedWorker> all = List.copyOf(workers);
        if (memory != null) {
            handle(new Event.CategoryRemembered(memory));
        }
        for (SimulatedTask task : List.copyOf(tasks.values())) {
            if (!fates.containsKey(task.id())) {
                submit(task);
            }
        }
        all.forEach(w -> w.connectionLost(true));
        time.after((long) (scenario.restart() * random.nextExponential()), this::restart);
    }

    private void handle(Event event) {
        handled++;
        List<Action> actions = scheduler.handle(event, time.now());
        for (Action action : actions) {
            trace = trace * 31 + action.hashCode();
            act(action);
        }
        arm();
    }

    private long armed = Long.MAX_VALUE;

    private void arm() {
        long next = scheduler.nextTick();
        if (next < armed) {
            armed = next;
            time.at(next, () -> {
                if (armed == next) {
                    armed = Long.MAX_VALUE;
                    handle(new Event.Tick());
                }
            });
        }
    }

    private void act(Action action) {
        switch (action) {
            case Action.Dispatch a -> dispatch(a);
            case Action.Stop a -> toWorker(a.worker(), w -> w.stop(a.task(), a.attempt()));
            case Action.Done a -> end(a.task(), Fate.DONE, a.attempts());
            case Action.Fail a -> {
                causes.merge(a.cause(), 1, Integer::sum);
                if (a.message().isEmpty()) {
                    throw new IllegalStateException("failed without a reason: " + a);
                }
                end(a.task(), Fate.FAILED, a.attempts());
            }
            case Action.Split a -> split(a);
            case Action.Release a -> toWorker(a.worker(), w -> w.die(Departure.EXPLICIT));
            case Action.Learnt a -> memory = scheduler.memory("processing").orElse(memory);
            case Action.Wait a -> {}
            case Action.Cancelled a -> end(a.task(), Fate.CANCELLED, a.attempts());
            case Action.Block a -> {}
            case Action.Unblock a -> {}
        }
    }

    private void dispatch(Action.Dispatch order) {
        SimulatedTask task = tasks.get(order.task());
        if (fates.containsKey(order.task())) {
            throw new IllegalStateException("dispatched after its end: " + order);
        }
        attempts.merge(order.task(), 1, Integer::sum);
        toWorker(order.worker(), w -> w.receive(order, task));
    }

    /** Messages to one worker keep their order. */
    private void toWorker(long connection, java.util.function.Consumer<SimulatedWorker> message) {
        SimulatedWorker worker = connections.get(connection);
        if (worker == null) {
            return;
        }
        if (faults && random.nextDouble() < scenario.loss()) {
            breakConnection(worker);
            return;
        }
        time.after(5_000, () -> {
            if (connections.get(connection) == worker && worker.connection == connection) {
                message.accept(worker);
            }
        });
    }

    private void end(long id, Fate fate, List<Attempt> history) {
        if (fates.put(id, fate) != null) {
            throw new IllegalStateException("task " + id + " ended twice");
        }
        SimulatedTask task = tasks.get(id);
        open--;
        if (fate == Fate.DONE) {
            doneEvents += task.events();
            if (task.poison() || task.badData() || !history.getLast().result().good()) {
                throw new IllegalStateException("cannot have been done: " + task + " " + history);
            }
        } else if (fate != Fate.SPLIT) {
            failedEvents += task.events();
        }
    }

    private void split(Action.Split action) {
        SimulatedTask task = tasks.get(action.task());
        end(task.id(), Fate.SPLIT, action.attempts());
        List<Long> parts = sizer.split("s", task.events(), 1);
        if (parts.isEmpty()) {
            throw new IllegalStateException("cannot be split: " + task);
        }
        long start = task.start();
        for (long part : parts) {
            // A later turn: actions of one event are carried out before the next event.
            long from = start;
            time.after(0, () -> add(from, from + part));
            open++;
            start += part;
        }
        time.after(0, () -> open -= parts.size());
    }

    /** Lets time pass until everything is done or the time has come. */
    void run(long micros) {
        long until = time.now() + micros;
        while (!finished() && time.step(until)) {
            if (handled >= checked + 257 + 10L * scenario.workers()) {
                checked = handled;
                check();
            }
        }
        check();
    }

    /** Numbers that have to agree. */
    void check() {
        Statistics statistics = scheduler.statistics();
        Statistics.Tasks t = statistics.tasks();
        long ended = t.done() + t.failed() + t.cancelled() + t.split();
        if (t.waiting() + t.onWorkers() + ended != t.submitted()) {
            throw new IllegalStateException("tasks are lost: " + t);
        }
        if (scenario.ahead() > 0) {
            // A task that was sent ahead may be known to run before the end of the one before it is known.
            return;
        }
        for (WorkerView worker : scheduler.workers()) {
            if (worker.committed().cores() > worker.spec().resources().cores()
                    || worker.committed().memory() > worker.spec().resources().memory()
                    || worker.committed().disk() > worker.spec().resources().disk()) {
                throw new IllegalStateException("over-committed: " + worker);
            }
        }
    }

    /** Why tasks are still open. */
    String stuck() {
        StringBuilder text = new StringBuilder();
        for (TaskView task : scheduler.tasks().stream().limit(3).toList()) {
            text.append(task).append('\n');
            for (Reason reason : scheduler.whyNotRunning(task.spec().id())) {
                text.append("  ").append(reason.text()).append('\n');
            }
        }
        return open + " open\n" + text + scheduler.statistics() + "\n" + scheduler.categories();
    }

    int maxAttempts() {
        return attempts.values().stream().mapToInt(a -> a).max().orElse(0);
    }
}
