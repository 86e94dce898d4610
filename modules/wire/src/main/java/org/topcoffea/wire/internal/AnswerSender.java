package org.topcoffea.wire.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.topcoffea.wire.ManagerMessage;
import org.topcoffea.wire.WorkerMessage;

/**
 * An object of the worker's cache on its way to the manager. Symbolic links are followed, as managers know none; a directory
 * inside itself and what cannot be read is reported as missing.
 */
final class AnswerSender implements Outgoing.Pieces {
    private static final int DEPTH = 64;
    private static final int NOT_THERE = 2;
    private static final int NO_ACCESS = 13;
    private static final int IO_ERROR = 5;
    private static final int LOOP = 40;

    private final ManagerMessage.Get request;
    private final Deque<Entry> waiting = new ArrayDeque<>();
    private final Set<Object> inside = new HashSet<>();
    private @Nullable FilePieces pieces;
    private boolean finished;

    AnswerSender(ManagerMessage.Get request, Path source) {
        this.request = request;
        waiting.push(new Entry(request.cacheName(), source, 0, false));
    }

    @Override
    public int held() {
        return 0;
    }

    @Override
    public boolean vital() {
        return true;
    }

    @Override
    public @Nullable ByteBuf next(ByteBufAllocator allocator) throws IOException {
        if (pieces != null) {
            ByteBuf piece = pieces.next(allocator);
            if (piece != null) {
                return piece;
            }
            pieces = null;
        }
        while (!waiting.isEmpty()) {
            Entry entry = waiting.pop();
            if (entry.leaving()) {
                inside.remove(entry.path());
            } else {
                return text(announce(entry));
            }
        }
        if (finished) {
            return null;
        }
        finished = true;
        return text(new WorkerMessage.End());
    }

    private WorkerMessage announce(Entry entry) {
        try {
            if (Files.isDirectory(entry.path())) {
                return enter(entry);
            }
            String file = entry.path().getFileName().toString();
            if (entry.depth() > 0 && !entry.name().endsWith("/" + file)) {
                return new WorkerMessage.Missing(entry.name(), NOT_THERE);
            }
            if (Files.exists(entry.path()) && !Files.isRegularFile(entry.path())) {
                return new WorkerMessage.Missing(entry.name(), IO_ERROR);
            }
            FilePieces opened = new FilePieces(entry.path());
            pieces = opened;
            return new WorkerMessage.File(entry.name(), opened.left());
        } catch (NoSuchFileException e) {
            return new WorkerMessage.Missing(entry.name(), NOT_THERE);
        } catch (AccessDeniedException e) {
            return new WorkerMessage.Missing(entry.name(), NO_ACCESS);
        } catch (IOException e) {
            return new WorkerMessage.Missing(entry.name(), IO_ERROR);
        }
    }

    private WorkerMessage enter(Entry entry) throws IOException {
        Path real = entry.path().toRealPath();
        if (entry.depth() >= DEPTH || !inside.add(real)) {
            return new WorkerMessage.Missing(entry.name(), LOOP);
        }
        waiting.push(new Entry(entry.name(), real, entry.depth(), true));
        if (request.recursive()) {
            List<Path> children = new ArrayList<>();
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(entry.path())) {
                stream.forEach(children::add);
            }
            Collections.sort(children, Collections.reverseOrder());
            for (Path child : children) {
                // a line break cannot be sent: the file will be missing under the changed name
                String name =
                        entry.name() + "/" + child.getFileName().toString().replaceAll("[\\r\\n]", "?");
                waiting.push(new Entry(name, child, entry.depth() + 1, false));
            }
        }
        return new WorkerMessage.Directory(entry.name());
    }

    private static ByteBuf text(WorkerMessage message) {
        return Unpooled.wrappedBuffer(Lines.bytes(WorkerLines.of(message)));
    }

    @Override
    public void end(String failure) {
        if (pieces != null) {
            try {
                pieces.close();
            } catch (IOException e) {
                // it was only read
            }
        }
    }

    /** Something to send, or, when leaving, the mark that a directory has been sent. */
    private record Entry(String name, Path path, int depth, boolean leaving) {}
}
