package org.topcoffea.wire.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.topcoffea.wire.ManagerMessage;
import org.topcoffea.wire.TransferReport;

/** A file or directory tree on its way from the manager into the cache of a worker. */
final class TreeSender implements Outgoing.Pieces {
    private static final int DEPTH = 64;

    private final String name;
    private final Path source;
    private final Consumer<String> trace;
    private final Consumer<TransferReport> done;
    private final Deque<Iterator<Path>> open = new ArrayDeque<>();
    private @Nullable FilePieces pieces;
    private boolean begun;
    private int files;
    private long bytes;
    private long started;

    TreeSender(String name, Path source, Consumer<String> trace, Consumer<TransferReport> done) {
        this.name = name;
        this.source = source;
        this.trace = trace;
        this.done = done;
    }

    @Override
    public int held() {
        return 0;
    }

    @Override
    public @Nullable ByteBuf next(ByteBufAllocator allocator) throws IOException {
        if (!begun) {
            begun = true;
            started = System.nanoTime();
            return entry(name, source, true);
        }
        while (pieces != null) {
            ByteBuf piece = pieces.next(allocator);
            if (piece != null) {
                bytes += piece.readableBytes();
                return piece;
            }
            files++;
            pieces = null;
        }
        Iterator<Path> directory = open.peek();
        if (directory == null) {
            return null;
        }
        if (directory.hasNext()) {
            Path entry = directory.next();
            return entry(entry.getFileName().toString(), entry, false);
        }
        open.pop();
        return text("end");
    }

    /** What announces a file, link or directory. Special files are left out, as an empty piece. */
    private ByteBuf entry(String as, Path path, boolean top) throws IOException {
        if (!top && Files.isSymbolicLink(path)) {
            // one zero byte: old workers do not end the text themselves
            byte[] target = Files.readSymbolicLink(path).toString().getBytes(StandardCharsets.UTF_8);
            byte[] ended = Arrays.copyOf(target, target.length + 1);
            String line = "symlink " + Names.word(UrlName.encode(as)) + " " + ended.length;
            trace.accept(line);
            return Unpooled.wrappedBuffer(Lines.bytes(line), ended);
        }
        if (Files.isDirectory(path)) {
            if (open.size() >= DEPTH) {
                throw new IOException(path + ": more than " + DEPTH + " directories inside each other");
            }
            open.push(list(path));
            return text(ManagerLines.of(new ManagerMessage.Directory(as)));
        }
        if (!top && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            return Unpooled.EMPTY_BUFFER;
        }
        pieces = new FilePieces(path);
        return text(ManagerLines.of(new ManagerMessage.Put(as, pieces.left(), mode(path))));
    }

    private static Iterator<Path> list(Path directory) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(entries::add);
        }
        Collections.sort(entries);
        return entries.iterator();
    }

    private static int mode(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:mode") & 0777 | 0600;
    }

    private ByteBuf text(String line) {
        trace.accept(line);
        return Unpooled.wrappedBuffer(Lines.bytes(line));
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
        Duration time = Duration.ofNanos(begun ? System.nanoTime() - started : 0);
        done.accept(new TransferReport(name, files, bytes, time, List.of(), failure));
    }
}
