package org.topcoffea.cli;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** What Ctrl-C and a request to terminate do while a run is going on: the first time end it in order, then at once. */
final class Interruption implements AutoCloseable {
    /** What a shell reports of a process that SIGINT ended. */
    private static final int KILLED_BY_INTERRUPT = 130;

    private static final List<String> SIGNALS = List.of("INT", "TERM");

    private final List<SignalHandler> previous;

    private Interruption(List<SignalHandler> previous) {
        this.previous = previous;
    }

    static Interruption of(Runnable stop, RunProgress progress) {
        AtomicInteger times = new AtomicInteger();
        SignalHandler handler = signal -> {
            if (times.getAndIncrement() > 0) {
                Runtime.getRuntime().halt(KILLED_BY_INTERRUPT);
            }
            progress.say("stopping: finishing what runs, then writing a partial result; once more to stop at once");
            stop.run();
        };
        return new Interruption(SIGNALS.stream()
                .map(name -> Signal.handle(new Signal(name), handler))
                .toList());
    }

    @Override
    public void close() {
        for (int i = 0; i < SIGNALS.size(); i++) {
            Signal.handle(new Signal(SIGNALS.get(i)), previous.get(i));
        }
    }
}
