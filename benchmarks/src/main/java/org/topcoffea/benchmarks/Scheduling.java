package org.topcoffea.benchmarks;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.topcoffea.scheduler.Action;
import org.topcoffea.scheduler.Event;
import org.topcoffea.scheduler.Scheduler;
import org.topcoffea.scheduler.SchedulerConfig;
import org.topcoffea.scheduler.TaskInput;
import org.topcoffea.scheduler.TaskResult;
import org.topcoffea.scheduler.TaskSpec;
import org.topcoffea.scheduler.WorkerSpec;
import org.topcoffea.spi.Resources;

/**
 * What does a task cost the scheduler, and does that depend on how many wait? One operation is a task from submission to
 * its end: submitted, dispatched, begun and finished, while as many wait all the time. With the collector that a manager has.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:-UseSerialGC", "-XX:+UseParallelGC"})
@State(Scope.Thread)
public class Scheduling {
    private static final List<TaskInput> INPUTS =
            List.of(new TaskInput("runtime", 85_000_000), new TaskInput("run", 1000));
    private static final Resources ONE_CORE = new Resources(1, -1, -1, -1);
    private static final TaskResult GOOD = TaskResult.success(new Resources(1, 900, 100, 0), 100, 500_000, 100);

    /** Tasks that wait. */
    @Param({"10000", "100000", "1000000"})
    public int queued;

    /** Workers with four cores each. */
    @Param({"1000", "10000"})
    public int workers;

    private final ArrayDeque<Action.Dispatch> running = new ArrayDeque<>();
    private Scheduler scheduler;
    private long id;
    private long now;

    /** Connects the workers and fills the queue. */
    @Setup
    public void fill() {
        scheduler = new Scheduler(SchedulerConfig.DEFAULT);
        running.clear();
        id = 0;
        now = 1_000_000_000;
        for (int w = 1; w <= workers; w++) {
            WorkerSpec worker = WorkerSpec.of(w, "host" + w, new Resources(4, 8000, 16_000, 0));
            handle(new Event.WorkerOffered(worker.withAhead(2)));
            handle(new Event.CacheChanged(w, Set.of("runtime", "run"), Set.of()));
        }
        for (int i = 0; i < queued + 6 * workers; i++) {
            submit();
        }
    }

    private void submit() {
        handle(new Event.TaskSubmitted(TaskSpec.of(++id, "processing")
                .withResources(ONE_CORE)
                .withSize(100_000, true)
                .withInputs(INPUTS)));
    }

    private void handle(Event event) {
        for (Action action : scheduler.handle(event, now)) {
            if (action instanceof Action.Dispatch dispatch) {
                running.add(dispatch);
            }
        }
    }

    /** A task from its submission to its end. */
    @Benchmark
    public long task() {
        now += 20;
        Action.Dispatch oldest = running.removeFirst();
        handle(new Event.TaskStarted(oldest.worker(), oldest.task(), oldest.attempt()));
        handle(new Event.TaskFinished(oldest.worker(), oldest.task(), oldest.attempt(), GOOD));
        submit();
        return oldest.task();
    }
}
