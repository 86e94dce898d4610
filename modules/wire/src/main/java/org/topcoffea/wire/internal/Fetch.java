package org.topcoffea.wire.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.topcoffea.wire.TransferReport;
import org.topcoffea.wire.WorkerMessage;

/**
 * The answer to {@code get}, written to disk. Names are paths below the object that was asked for, in directories that were
 * announced before; anything else ends the connection. What is too large or cannot be written is skipped.
 */
final class Fetch implements Dialogue {
    private static final int ENTRIES = 1_000_000;
    private static final int MISSING = 10_000;
    /** More than this is not skipped: the connection ends instead. */
    private static final long SKIP = 16L << 30;

    private final Link link;
    private final String name;
    private final Path destination;
    private final long limit;
    private final Consumer<TransferReport> done;
    private final List<WorkerMessage.Missing> missing = new ArrayList<>();
    private final Set<String> directories = new HashSet<>();
    private @Nullable FileIntake writing;
    private String failure = "";
    private long announced;
    private long skipped;
    private int entries;
    private int files;
    private long bytes;
    private long started;
    private boolean told;

    Fetch(Link link, String name, Path destination, long limit, Consumer<TransferReport> done) {
        this.link = link;
        this.name = name;
        this.destination = destination;
        this.limit = limit;
        this.done = done;
    }

    void directory(WorkerMessage.Directory message) throws Fault {
        Path place = place(message.name());
        directories.add(message.name());
        if (failure.isEmpty()) {
            link.work(
                    () -> {
                        if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
                            Files.deleteIfExists(place);
                            Files.createDirectory(place);
                        }
                        return "";
                    },
                    nothing -> {});
        }
    }

    void file(WorkerMessage.File message) throws Fault, IOException {
        Path place = place(message.name());
        if (message.length() > limit - announced && failure.isEmpty()) {
            failure = "'" + name + "' is larger than the " + limit + " bytes allowed";
        }
        if (!failure.isEmpty()) {
            skip(message.length());
            return;
        }
        announced += message.length();
        FileIntake intake = new FileIntake(place, (file, problem) -> {
            writing = null;
            if (problem.isEmpty()) {
                files++;
                bytes += message.length();
            } else {
                failure = problem;
            }
        });
        writing = intake;
        link.body(message.length(), intake);
    }

    private void skip(long length) throws Fault, IOException {
        if (length > SKIP - skipped) {
            throw Fault.protocol("wants to send " + length + " bytes; " + failure);
        }
        skipped += length;
        link.body(length, new SkipIntake(() -> {}));
    }

    void missing(WorkerMessage.Missing message) throws Fault {
        place(message.name());
        if (missing.size() < MISSING) {
            missing.add(message);
        }
    }

    /** Where an entry goes. */
    private Path place(String entry) throws Fault {
        if (started == 0) {
            started = System.nanoTime();
        }
        if (++entries > ENTRIES) {
            throw Fault.protocol("'" + name + "' has more than " + ENTRIES + " entries");
        }
        if (entry.equals(name)) {
            return destination;
        }
        int slash = entry.lastIndexOf('/');
        if (slash < 0 || !directories.contains(entry.substring(0, slash))) {
            throw Fault.protocol("'" + Texts.shortened(entry) + "' does not belong to '" + name + "'");
        }
        Names.component(entry.substring(slash + 1));
        return Names.below(destination, entry.substring(name.length() + 1));
    }

    void end() {
        tell();
    }

    /** The answer will not come, or not completely. */
    void fail(String why) {
        if (writing != null) {
            writing.abandon();
        }
        failure = failure.isEmpty() ? why : failure;
        tell();
    }

    private void tell() {
        if (!told) {
            told = true;
            Duration time = Duration.ofNanos(started == 0 ? 0 : System.nanoTime() - started);
            done.accept(new TransferReport(name, files, bytes, time, missing, failure));
        }
    }
}
