package org.topcoffea.worker.internal.inplace;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.worker.WorkerError;

/** A runner as its worker sees it: a process, what it is told, what it says. */
final class RunnerProcess {
    private static final int BUFFER = 1 << 16;
    private static final int TAIL = 16 << 10;
    private static final int LINES = 20;
    private static final int PATIENCE_SECONDS = 5;

    private final Process process;
    private final Path log;
    private final DataOutputStream out;
    private final Executor loop;
    /** Belongs to the worker's own thread. */
    private Listener listener;

    private boolean telling;
    /** How long the log was when the listener began to hear. */
    private volatile long logStart;

    /** Has runners of one environment. */
    interface Starter {
        /**
         * A runner that is told to prepare for the environment: a new one, or one that has no other work.
         *
         * @param fold the name of its sum
         * @param listener hears it
         */
        RunnerProcess start(String fold, Listener listener);
    }

    /** Hears what a runner says, on the worker's own thread. */
    interface Listener {
        /** It said something. */
        void said(RunnerProcess runner, Frame frame);

        /** It has ended, of its own accord or not. */
        void ended(RunnerProcess runner, int exitCode, List<String> lastLines);
    }

    private RunnerProcess(Process process, Path log, Executor loop, Listener listener) {
        this.process = process;
        this.log = log;
        this.loop = loop;
        this.listener = listener;
        this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), BUFFER));
    }

    /**
     * Starts a runner.
     *
     * @param command the program with its arguments
     * @param environment what to set in its environment
     * @param directory where it runs
     * @param log the file for what it prints
     * @param loop the worker's own thread
     */
    static RunnerProcess start(
            List<String> command,
            Map<String, String> environment,
            Path directory,
            Path log,
            Executor loop,
            Listener listener) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            RunnerProcess runner = new RunnerProcess(builder.start(), log, loop, listener);
            Thread.ofPlatform().daemon().name("runner-" + runner.process.pid()).start(runner::listen);
            return runner;
        } catch (IOException e) {
            throw new AnalysisException(WorkerError.NO_RUNNER, "a runner cannot be started: " + e.getMessage(), e);
        }
    }

    /** Input of which one knows what is here already. */
    private static final class Heard extends BufferedInputStream {
        Heard(InputStream in) {
            super(in, BUFFER);
        }

        boolean more() {
            return pos < count;
        }
    }

    /** The next frame, with those that came together with it; none at the end. */
    private static List<Frame> together(Heard heard, DataInputStream in) throws IOException {
        List<Frame> frames = new ArrayList<>();
        do {
            Frame frame = FrameCodec.read(in);
            if (frame == null) {
                break;
            }
            frames.add(frame);
        } while (heard.more());
        return frames;
    }

    private void listen() {
        Heard heard = new Heard(process.getInputStream());
        try (DataInputStream in = new DataInputStream(heard)) {
            log(FrameCodec.await(in));
            for (List<Frame> said = together(heard, in); !said.isEmpty(); said = together(heard, in)) {
                List<Frame> now = said;
                loop.execute(() -> now.forEach(frame -> listener.said(this, frame)));
            }
        } catch (IOException | AnalysisException e) {
            process.destroyForcibly();
        }
        int code = -1;
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            code = process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        int exitCode = code;
        List<String> lines = lastLines();
        loop.execute(() -> listener.ended(this, exitCode, lines));
    }

    /** What was printed where frames were expected belongs to the rest of what was printed. */
    private void log(byte[] printed) throws IOException {
        if (printed.length > 0) {
            Files.write(log, printed, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    /** From now on somebody else hears it; what it printed before is not his. */
    void listener(Listener other) {
        listener = other;
        logStart = log.toFile().length();
    }

    /**
     * Tells it something, together with what it is told until the worker's own thread has done what it is at; nothing happens if
     * it has ended, of which the listener hears anyway.
     */
    void tell(Frame frame) {
        synchronized (out) {
            try {
                FrameCodec.write(frame, out);
            } catch (IOException e) {
                process.destroyForcibly();
            }
            if (!telling) {
                telling = true;
                loop.execute(this::flush);
            }
        }
    }

    private void flush() {
        try {
            synchronized (out) {
                if (telling) {
                    out.flush();
                }
                telling = false;
            }
        } catch (IOException e) {
            process.destroyForcibly();
        }
    }

    /** Ends its input: it ends when what it does is done. */
    void finish() {
        try {
            synchronized (out) {
                telling = false;
                out.close();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        }
    }

    /** Ends it at once. */
    void destroy() {
        process.destroyForcibly();
    }

    private List<String> lastLines() {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long length = file.length();
            byte[] tail = new byte[Math.clamp(length - logStart, 0, TAIL)];
            file.seek(length - tail.length);
            file.readFully(tail);
            List<String> lines =
                    new String(tail, StandardCharsets.UTF_8).lines().toList();
            return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
        } catch (IOException e) {
            return List.of();
        } finally {
            try {
                Files.deleteIfExists(log);
            } catch (IOException e) {
                System.getLogger(RunnerProcess.class.getName())
                        .log(System.Logger.Level.DEBUG, "{0} stays: {1}", log, e);
            }
        }
    }
}
