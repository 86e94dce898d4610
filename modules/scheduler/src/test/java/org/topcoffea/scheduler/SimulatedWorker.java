package org.topcoffea.scheduler;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import org.topcoffea.spi.Blame;
import org.topcoffea.spi.Resources;

/** A worker process: it runs what it gets in the order in which it came, as soon as there is room, and may die. */
final class SimulatedWorker {
    /** What it was told to do. */
    record Job(SimulatedTask task, Action.Dispatch order, long began) {}

    private final SimulatedCluster cluster;
    private final SplittableRandom random;
    private final Scenario scenario;
    final Resources resources;
    final String host;
    final boolean liar;
    private final double slowness;
    private final ArrayDeque<Job> queue = new ArrayDeque<>();
    final Map<Long, Job> running = new LinkedHashMap<>();
    /** The number of its connection; 0 while it has none. */
    long connection;

    private long life;
    private long endTime;

    SimulatedWorker(SimulatedCluster cluster, SplittableRandom random, int number) {
        this.cluster = cluster;
        this.random = random;
        this.scenario = cluster.scenario;
        this.resources = scenario.resources(random);
        this.host = "host" + number / 2;
        this.slowness = random.nextDouble() < scenario.slowWorkers() ? 10 : 1;
        this.liar = random.nextDouble() < scenario.liars();
    }

    /** Starts the process, which connects. */
    void start() {
        long born = ++life;
        endTime = scenario.wallTime() == 0 ? 0 : cluster.time.now() + scenario.wallTime();
        connect();
        endInTime();
        if (scenario.lifetime() > 0 && cluster.faults) {
            long left = (long) (scenario.lifetime() * random.nextExponential());
            cluster.time.after(left, () -> dieIf(born, Departure.FAILURE));
        }
    }

    private void dieIf(long born, Departure departure) {
        if (life == born) {
            die(departure);
        }
    }

    /** The process ends; another one is started later. */
    void die(Departure departure) {
        life++;
        queue.clear();
        running.clear();
        long old = connection;
        connection = 0;
        cluster.disconnected(old, departure, random.nextLong(60_000_000));
        cluster.time.after(1_000_000 + random.nextLong(120_000_000), this::start);
    }

    /** Says what it offers and what it has, and only then until when it stays: before that it gets nothing. */
    private void connect() {
        long mine = cluster.nextConnection(this);
        connection = mine;
        cluster.toManager(this, new Event.WorkerOffered(spec(mine, OptionalLong.empty())));
        for (Job job : List.copyOf(running.values())) {
            if (connection == mine) {
                cluster.toManager(this, new Event.TaskFound(mine, job.task.id(), job.order.attempt(), job.order.box()));
            }
        }
        if (connection == mine) {
            cluster.toManager(this, new Event.WorkerOffered(spec(mine, OptionalLong.of(endTime))));
        }
    }

    private WorkerSpec spec(long number, OptionalLong end) {
        return new WorkerSpec(
                number,
                host + "/" + number,
                host,
                resources,
                resources,
                Set.of(),
                end,
                Optional.empty(),
                scenario.ahead(),
                false);
    }

    /** The connection is broken: all work is thrown away, except when the manager was restarted. */
    void connectionLost(boolean keepWork) {
        if (connection == 0) {
            return;
        }
        connection = 0;
        if (!keepWork) {
            life++;
            queue.clear();
            running.clear();
        }
        long same = life;
        cluster.time.after(random.nextLong(10_000_000), () -> {
            if (life == same && connection == 0) {
                queue.clear();
                connect();
                endInTime();
            }
        });
    }

    private void endInTime() {
        long born = life;
        if (endTime > 0) {
            cluster.time.at(endTime, () -> dieIf(born, Departure.EXPLICIT));
        }
    }

    void receive(Action.Dispatch order, SimulatedTask task) {
        Job job = new Job(task, order, 0);
        if (order.box().cores() == 0 && order.box().memory() == 0) {
            begin(new Job(task, order, cluster.time.now()));
            return;
        }
        queue.addLast(job);
        startWhatFits();
        if (!order.ahead() && !liar && queue.contains(job)) {
            throw new IllegalStateException("over-committed: " + order + " on " + resources + " beside " + running);
        }
    }

    void stop(long task, int attempt) {
        queue.removeIf(j -> j.task.id() == task && j.order.attempt() == attempt);
        Job job = running.get(task);
        if (job != null && job.order.attempt() == attempt) {
            running.remove(task);
        }
        startWhatFits();
    }

    private void startWhatFits() {
        while (!queue.isEmpty() && fits(queue.getFirst().order.box())) {
            Job job = queue.removeFirst();
            begin(new Job(job.task, job.order, cluster.time.now()));
        }
    }

    private boolean fits(Resources box) {
        long cores = box.cores();
        long memory = box.memory();
        long disk = box.disk();
        for (Job job : running.values()) {
            cores += job.order.box().cores();
            memory += job.order.box().memory();
            disk += job.order.box().disk();
        }
        return cores <= resources.cores() && memory <= resources.memory() && disk <= resources.disk();
    }

    private void begin(Job job) {
        running.put(job.task.id(), job);
        cluster.toManager(this, new Event.TaskStarted(connection, job.task.id(), job.order.attempt()));
        double noise = 0.8 + 0.4 * random.nextDouble();
        long duration = 1000 + (long) (job.task.events() * scenario.eventMicros() * slowness * noise);
        long memory = 200 + (long) (job.task.events() * scenario.eventMemory() * noise / 1000);
        long has = liar
                ? Math.min(job.order.box().memory(), resources.memory() / 2)
                : job.order.box().memory();
        boolean exhausts = memory > has && job.task.spec().worker().isEmpty();
        long same = life;
        cluster.time.after(exhausts ? duration / 2 : duration, () -> {
            if (life == same && running.get(job.task.id()) == job) {
                end(job, duration, memory, exhausts);
            }
        });
    }

    private void end(Job job, long duration, long memory, boolean exhausts) {
        if (job.task.poison()) {
            die(Departure.FAILURE);
            return;
        }
        running.remove(job.task.id());
        Resources measured = new Resources(1, memory, 10, -1);
        TaskResult result = TaskResult.success(measured, 1000, duration, 1000);
        if (exhausts) {
            result = new TaskResult(
                    TaskStatus.RESOURCE_EXHAUSTION, Optional.empty(), measured, 0, duration / 2, 0, "memory");
        } else if (job.task.badData()) {
            result = TaskResult.failure(TaskStatus.SUCCESS, Blame.DATA, "broken file");
        } else if (cluster.faults && random.nextDouble() < scenario.failure()) {
            Blame blame = random.nextInt(50) == 0 ? Blame.INTERNAL : Blame.TRANSIENT;
            result = TaskResult.failure(
                    random.nextInt(4) == 0 ? TaskStatus.FORSAKEN : TaskStatus.SUCCESS, blame, "bad luck");
        }
        if (random.nextInt(3) == 0) {
            cluster.toManager(this, new Event.TaskEnded(connection, job.task.id(), job.order.attempt()));
        }
        cluster.toManager(this, new Event.TaskFinished(connection, job.task.id(), job.order.attempt(), result));
        startWhatFits();
    }
}
