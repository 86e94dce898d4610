package org.topcoffea.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What Ctrl-C and a request to terminate do while a run is going on: the first time end it in order, then at once.
 *
 * <p>Only {@code sun.misc.Signal} of the module jdk.unsupported can hear a signal twice. It is used by reflection, as the
 * compiler has no way to accept it; where it is missing, signals end the process at once.
 */
final class Interruption implements AutoCloseable {
    /** What a shell reports of a process that SIGINT ended. */
    private static final int KILLED_BY_INTERRUPT = 130;

    private static final List<String> SIGNALS = List.of("INT", "TERM");

    private final List<Object> previous = new ArrayList<>();

    private Interruption(Object handler) {
        for (String signal : SIGNALS) {
            previous.add(handle(signal, handler));
        }
    }

    static Interruption of(Runnable stop, RunProgress progress) {
        return of(() -> {
            progress.say("stopping: finishing what runs, then writing a partial result; once more to stop at once");
            stop.run();
        });
    }

    /** Says a line and stops. */
    static Interruption of(String line, Runnable stop) {
        return of(() -> {
            Console.note(line);
            stop.run();
        });
    }

    private static Interruption of(Runnable first) {
        AtomicInteger times = new AtomicInteger();
        return new Interruption(handler(() -> {
            if (times.getAndIncrement() > 0) {
                Runtime.getRuntime().halt(KILLED_BY_INTERRUPT);
            }
            first.run();
        }));
    }

    private static Object handler(Runnable action) {
        InvocationHandler invocation = (proxy, method, arguments) -> {
            if (method.getName().equals("handle")) {
                action.run();
                return null;
            }
            return method.getName().equals("hashCode") ? System.identityHashCode(proxy) : proxy.toString();
        };
        try {
            Class<?> type = Class.forName("sun.misc.SignalHandler");
            return Proxy.newProxyInstance(Interruption.class.getClassLoader(), new Class<?>[] {type}, invocation);
        } catch (ClassNotFoundException e) {
            return invocation;
        }
    }

    /** Installs a handler and returns the one before; the handler itself if that cannot be done. */
    private static Object handle(String name, Object handler) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Method handle = signal.getMethod("handle", signal, Class.forName("sun.misc.SignalHandler"));
            return handle.invoke(null, signal.getConstructor(String.class).newInstance(name), handler);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            return handler;
        }
    }

    @Override
    public void close() {
        for (int i = 0; i < SIGNALS.size(); i++) {
            handle(SIGNALS.get(i), previous.get(i));
        }
    }
}
