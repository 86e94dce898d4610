package org.topcoffea.worker.internal.life;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.topcoffea.worker.WorkerOptions;

/** Watches the time of the worker, its parent and its disk. */
final class Clock {
    private static final long PERIOD_MILLIS = 250;

    private final WorkerOptions options;
    private final Instant end;
    private final Leaving leaving;
    private final ScheduledExecutorService loop;
    private final Room room;
    private final Consumer<String> lines;
    private final long parent;
    private @Nullable ScheduledFuture<?> ticking;

    Clock(
            WorkerOptions options,
            Instant end,
            long parent,
            Leaving leaving,
            ScheduledExecutorService loop,
            Room room,
            Consumer<String> lines) {
        this.room = room;
        this.lines = lines;
        this.options = options;
        this.end = end;
        this.leaving = leaving;
        this.loop = loop;
        this.parent = parent;
    }

    /** The process that started this one, or who has taken its place. */
    static long parent() {
        return ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(1L);
    }

    void start() {
        ticking = loop.scheduleWithFixedDelay(
                () -> WorkerParts.attempt(this::tick), PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        if (!end.equals(Instant.EPOCH)) {
            // What is held needs some time to be handed over.
            Duration margin = options.wallTime().dividedBy(10);
            Duration longest = options.vacateTime();
            Instant leave = end.minus(margin.compareTo(longest) < 0 ? margin : longest);
            if (Instant.now().isAfter(leave)) {
                leaving.ask(
                        "wall_time_exhausted", Long.toString(options.wallTime().toSeconds()), longest);
            }
        }
        if (options.parentDeath() && parent() != parent) {
            leaving.ask("vacating", "0", options.vacateTime());
        }
        room.problem().ifPresent(problem -> {
            if (!leaving.asked()) {
                lines.accept("work_queue_worker: " + problem + "; ending");
                leaving.ask("disk_error", problem, options.vacateTime());
            }
        });
        if (leaving.overdue()) {
            leaving.cut();
        }
    }

    @Override
    public String toString() {
        return "until " + end + ", " + ticking;
    }
}
