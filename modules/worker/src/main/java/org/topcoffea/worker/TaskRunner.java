package org.topcoffea.worker;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.topcoffea.runner.PartialResult;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.task.TaskDescription;
import org.topcoffea.task.TaskExecutor;
import org.topcoffea.task.TaskReport;
import org.topcoffea.worker.internal.inplace.Frame;
import org.topcoffea.worker.internal.inplace.FrameCodec;
import org.topcoffea.worker.internal.inplace.Reports;

/**
 * The other side of a worker: a warm virtual machine that carries out the tasks of one run at a time, as many at once as it is
 * given, until its input ends. It may be started before there is a run, and go on with another one. The result of a task is added
 * to what is held only when the worker says so, which is when the manager hears of it: so nothing is held of which the manager
 * does not know.
 */
public final class TaskRunner {
    private static final int BUFFER = 1 << 16;

    private final Preparation preparation;
    private final Supplier<List<String>> printed;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final AtomicInteger senders = new AtomicInteger();

    /** Makes what carries out the tasks of a run. */
    @FunctionalInterface
    public interface Preparation {
        /**
         * Prepares for a run.
         *
         * @param run the file with its description
         * @param plugins directories of jars
         * @param fold the name of the sum
         * @throws AnalysisException if the run or its plugins cannot be used; the runner ends then
         */
        Prepared prepare(Path run, List<Path> plugins, String fold) throws IOException;
    }

    /**
     * Ready to carry out tasks.
     *
     * @param runId the run whose tasks these are
     * @param executor carries them out; is closed when there are no more of this run
     */
    public record Prepared(String runId, TaskExecutor executor) {}

    /**
     * Prepares to serve.
     *
     * @param preparation is asked when a run begins
     * @param printed the last lines that were printed, for reports of failures
     * @param in what the worker says
     * @param out what the worker hears; nobody else may write to it
     */
    public TaskRunner(Preparation preparation, Supplier<List<String>> printed, InputStream in, OutputStream out) {
        this.preparation = preparation;
        this.printed = printed;
        this.in = new DataInputStream(new BufferedInputStream(in, BUFFER));
        this.out = new DataOutputStream(new BufferedOutputStream(out, BUFFER));
    }

    /**
     * Serves until the input ends. Adding and collecting happen one after the other in the order in which they were asked for.
     *
     * @throws IOException if the worker is gone
     */
    public void serve() throws IOException {
        FrameCodec.begin(out);
        out.flush();
        Frame next = FrameCodec.read(in);
        while (next instanceof Frame.Prepare prepare) {
            List<Path> plugins = prepare.plugins().stream().map(Path::of).toList();
            Prepared prepared = preparation.prepare(Path.of(prepare.run()), plugins, prepare.fold());
            try (TaskExecutor executor = prepared.executor();
                    Serving serving = new Serving(executor)) {
                send(new Frame.Ready(prepared.runId()));
                for (next = FrameCodec.read(in);
                        next != null && !(next instanceof Frame.Prepare);
                        next = FrameCodec.read(in)) {
                    serving.hear(next);
                }
            }
        }
        if (next != null) {
            throw new AnalysisException(WorkerError.BAD_FRAME, "a worker says first of all " + next);
        }
    }

    /** The tasks of one run. */
    private final class Serving implements AutoCloseable {
        private final TaskExecutor executor;
        private final ExecutorService tasks = Executors.newCachedThreadPool(
                Thread.ofPlatform().daemon().name("task-", 0).factory());
        private final ExecutorService sums = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("sum").factory());
        private final Map<Long, PartialResult> pending = new ConcurrentHashMap<>();
        private final Set<Long> unwanted = ConcurrentHashMap.newKeySet();
        private volatile boolean stopping;

        Serving(TaskExecutor executor) {
            this.executor = executor;
        }

        void hear(Frame frame) {
            switch (frame) {
                case Frame.Execute execute -> begin(execute);
                case Frame.Keep keep -> {
                    mark(keep);
                    sums.execute(() -> keep(keep));
                }
                case Frame.Collect collect -> sums.execute(() -> collect(collect));
                case Frame.Stop stop -> stopping = stop.on();
                default -> throw new AnalysisException(WorkerError.BAD_FRAME, "a worker says " + frame);
            }
        }

        @Override
        public void close() {
            stopping = true;
            tasks.close();
            sums.close();
        }

        private void begin(Frame.Execute request) {
            try {
                TaskDescription task = TaskDescription.parse(request.task());
                ExecutorService threads = task instanceof TaskDescription.Collect ? sums : tasks;
                threads.execute(() -> execute(request, task));
            } catch (AnalysisException e) {
                answer(request.id(), Reports.refused(e), false, 0);
            }
        }

        private void execute(Frame.Execute request, TaskDescription task) {
            long id = request.id();
            Path directory = Path.of(request.directory());
            if (task instanceof TaskDescription.Collect collect) {
                List<Path> before = request.before().stream().map(Path::of).toList();
                answer(id, executor.collect(before, directory, collect.output()), true, 0);
                return;
            }
            int cores = Math.max(1, request.cores());
            TaskExecutor.Attempt attempt =
                    executor.attempt(task, directory, cores, () -> stopping || unwanted.contains(id));
            long events = 0;
            if (attempt.result().isPresent()) {
                events = attempt.result().get().events().events();
                pending.put(id, attempt.result().get());
            }
            if (unwanted.remove(id)) {
                pending.remove(id);
                events = 0;
            }
            answer(id, attempt.report(), false, events);
        }

        /** A task that is not wanted any more shall end, if it has not yet. */
        private void mark(Frame.Keep keep) {
            if (!keep.on() && !pending.containsKey(keep.id())) {
                unwanted.add(keep.id());
            }
        }

        private void keep(Frame.Keep keep) {
            PartialResult result = pending.remove(keep.id());
            if (result == null || !keep.on()) {
                return;
            }
            try {
                executor.keep(result);
            } catch (AnalysisException | IllegalArgumentException | OutOfMemoryError e) {
                send(new Frame.Spoilt(String.valueOf(e.getMessage())));
            }
        }

        private void collect(Frame.Collect request) {
            answer(request.id(), executor.collect(List.of(), Path.of(request.directory()), request.output()), true, 0);
        }
    }

    private void answer(long id, TaskReport report, boolean collect, long events) {
        String code = "";
        TaskReport told = report;
        if (report instanceof TaskReport.Failed failed) {
            code = failed.code().name();
            told = failed.withLines(printed.get());
        }
        boolean collected = collect && report instanceof TaskReport.Merged;
        send(new Frame.Done(id, report.exitCode(), code, collected, events, told.toJson()));
    }

    /** Who waits for the other to have written leaves it to him to flush. */
    private void send(Frame frame) {
        senders.incrementAndGet();
        try {
            synchronized (out) {
                FrameCodec.write(frame, out);
                if (senders.decrementAndGet() == 0) {
                    out.flush();
                }
            }
        } catch (IOException e) {
            // Without its worker a runner has nothing to live for; its input ends as well.
            throw new UncheckedIOException(e);
        }
    }
}
