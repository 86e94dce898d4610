package org.topcoffea.worker.internal.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Starts commands, measures them while they run, holds them to their limits, and sees to it that nothing of them stays behind.
 * Safe for use by several threads.
 */
public final class Monitor implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Monitor.class.getName());
    private static final long PERIOD_MILLIS = 200;
    /** The disk is looked at this much less often. */
    private static final int DISK_PERIODS = 10;

    private static final int ROUNDS = 50;

    private final Set<TaskProcess> running = ConcurrentHashMap.newKeySet();
    private final Set<TaskProcess> ended = ConcurrentHashMap.newKeySet();
    private final Map<Long, String> roots = new ConcurrentHashMap<>();
    private final ProcessTable table = new ProcessTable(roots);
    private final Thread thread = Thread.ofPlatform().daemon().name("monitor").unstarted(this::watch);
    private volatile boolean closed;

    /** Begins to watch. */
    public Monitor() {
        thread.start();
    }

    /** Starts a command. */
    public TaskProcess start(TaskProcess.Command command) throws IOException {
        TaskProcess process = TaskProcess.start(command);
        roots.put(process.pid(), process.mark());
        running.add(process);
        return process;
    }

    /** Waits for the shell of a command to end; what else there is of it is ended soon after. */
    public TaskProcess.Ended await(TaskProcess process) throws InterruptedException {
        try {
            return process.await();
        } finally {
            ended.add(process);
            running.remove(process);
            roots.remove(process.pid());
        }
    }

    /** Ends all processes of a command, and waits until they are gone. */
    public void kill(TaskProcess process, Verdict reason) {
        process.condemn(reason);
        destroy(process);
    }

    private void watch() {
        for (int period = 1; !closed; period++) {
            try {
                TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
                look(period % DISK_PERIODS == 0);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "processes cannot be watched", e);
            }
        }
    }

    private void look(boolean disk) {
        List<TaskProcess> left = List.copyOf(ended);
        boolean worthWhile =
                !left.isEmpty() || running.stream().anyMatch(process -> process.seconds() * 1e3 > PERIOD_MILLIS);
        if (!worthWhile) {
            return;
        }
        Map<String, List<ProcessStatistics>> processes = read();
        for (TaskProcess process : running) {
            process.measure(of(process, processes));
            Verdict verdict = process.condemned() ? Verdict.NONE : process.exceeded(disk);
            if (verdict != Verdict.NONE) {
                kill(process, verdict);
            }
        }
        for (TaskProcess process : left) {
            if (!of(process, processes).isEmpty()) {
                destroy(process);
            }
            ended.remove(process);
        }
    }

    private Map<String, List<ProcessStatistics>> read() {
        synchronized (table) {
            return table.read();
        }
    }

    private static List<ProcessStatistics> of(TaskProcess process, Map<String, List<ProcessStatistics>> all) {
        List<ProcessStatistics> own = new ArrayList<>();
        all.forEach((mark, processes) -> {
            if (process.owns(mark)) {
                own.addAll(processes);
            }
        });
        return own;
    }

    /** Again and again, as processes may make others while they are being ended. */
    private void destroy(TaskProcess process) {
        for (int round = 0; round < ROUNDS; round++) {
            List<ProcessStatistics> alive = of(process, read());
            process.destroy();
            if (alive.isEmpty()) {
                return;
            }
            for (ProcessStatistics one : alive) {
                Optional<ProcessHandle> handle = ProcessHandle.of(one.pid());
                handle.ifPresent(ProcessHandle::destroyForcibly);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(Math.min(round, 10) * 10L);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        LOG.log(System.Logger.Level.WARNING, "processes of task {0} do not end", process.mark());
    }

    /** Ends all commands and stops watching. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        for (TaskProcess process : running) {
            kill(process, Verdict.KILLED);
        }
        for (TaskProcess process : ended) {
            destroy(process);
        }
    }
}
