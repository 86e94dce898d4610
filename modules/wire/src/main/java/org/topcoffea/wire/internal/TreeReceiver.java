package org.topcoffea.wire.internal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A directory tree on its way from the manager into the worker's cache. Nothing in it may lie outside, be larger than allowed, or be there already. */
final class TreeReceiver {
    private static final int DEPTH = 64;
    private static final int ENTRIES = 1_000_000;
    private static final int TARGET = 4096;

    private final Link link;
    private final Path top;
    private final long limit;
    private final Deque<Path> open = new ArrayDeque<>();
    private @Nullable FileIntake writing;
    private Completion completion = bytes -> {};
    private long bytes;
    private int entries;

    TreeReceiver(Link link, Path top, long limit) {
        this.link = link;
        this.top = top;
        this.limit = limit;
    }

    Path top() {
        return top;
    }

    /** Makes the directory. */
    void begin(Completion then) throws Fault {
        completion = then;
        enter(top);
    }

    void line(String line) throws Exception {
        Fields fields = new Fields(line);
        String keyword = fields.word();
        if (keyword.equals("end")) {
            open.pop();
            if (open.isEmpty()) {
                completion.complete(bytes);
            }
            return;
        }
        if (++entries > ENTRIES) {
            throw Fault.protocol(top.getFileName() + " has more than " + ENTRIES + " entries");
        }
        Path place = Names.below(open.element(), Names.component(fields.name()));
        switch (keyword) {
            case "put" -> file(place, fields.size(), ManagerLines.octal(fields.word()));
            case "dir" -> enter(place);
            case "symlink" -> symlink(place, fields.size());
            default -> throw Fault.protocol("'" + Texts.shortened(line) + "' is no part of a directory");
        }
    }

    private void enter(Path directory) throws Fault {
        if (open.size() >= DEPTH) {
            throw Fault.protocol("more than " + DEPTH + " directories inside each other");
        }
        open.push(directory);
        link.work(() -> Files.createDirectory(directory), made -> {});
    }

    private void file(Path place, long length, int mode) throws Exception {
        if (length > limit - bytes) {
            throw Fault.protocol(top.getFileName() + " has more than the " + limit + " bytes allowed");
        }
        bytes += length;
        FileIntake intake = new FileIntake(place, mode, (file, failure) -> {
            writing = null;
            if (!failure.isEmpty()) {
                throw Fault.protocol(failure);
            }
        });
        writing = intake;
        link.body(length, intake);
    }

    private void symlink(Path place, long length) throws Exception {
        if (length == 0 || length > TARGET) {
            throw Fault.protocol("a symbolic link of " + length + " bytes");
        }
        link.body(length, new MemoryIntake(length, TARGET, body -> {
            String target = new String(body.content(), StandardCharsets.UTF_8);
            int end = target.indexOf(0);
            Path to = Path.of(end < 0 ? target : target.substring(0, end));
            link.work(() -> Files.createSymbolicLink(place, to), made -> {});
        }));
    }

    void abandon() {
        if (writing != null) {
            writing.abandon();
        }
    }

    /** Told when everything is there. */
    interface Completion {
        void complete(long bytes);
    }
}
