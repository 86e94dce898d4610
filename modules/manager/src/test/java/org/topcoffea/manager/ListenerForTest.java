package org.topcoffea.manager;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.topcoffea.plan.InputFile;
import org.topcoffea.runner.ChunkFailure;

/** Remembers what it hears. */
final class ListenerForTest implements ManagerListener {
    private static final Pattern PORT = Pattern.compile("at port (\\d+)");

    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<ChunkFailure> failures = new CopyOnWriteArrayList<>();

    /** The port of the manager, as soon as it is told. */
    CompletableFuture<Integer> port() {
        return port;
    }

    List<String> lines() {
        return lines;
    }

    List<ChunkFailure> failures() {
        return failures;
    }

    @Override
    public void say(String line) {
        lines.add(line);
        Matcher matcher = PORT.matcher(line);
        if (matcher.find()) {
            port.complete(Integer.parseInt(matcher.group(1)));
        }
    }

    @Override
    public void files(long known, long all) {}

    @Override
    public void events(long processed, long known) {}

    @Override
    public void merging(long merged, long all) {}

    @Override
    public void failed(ChunkFailure failure) {
        failures.add(failure);
    }

    @Override
    public void skipped(InputFile file, String reason) {}
}
