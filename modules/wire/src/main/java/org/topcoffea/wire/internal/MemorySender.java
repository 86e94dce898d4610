package org.topcoffea.wire.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.topcoffea.wire.ManagerMessage;
import org.topcoffea.wire.TransferReport;

/**
 * A small file on its way from the manager's memory into the cache of a worker. Takes no time, but only pieces hear that
 * they were written.
 */
final class MemorySender implements Outgoing.Pieces {
    private final String name;
    private final byte[] content;
    private final int mode;
    private final Consumer<String> trace;
    private final Consumer<TransferReport> done;
    private boolean begun;

    MemorySender(String name, byte[] content, int mode, Consumer<String> trace, Consumer<TransferReport> done) {
        this.name = name;
        this.content = content;
        this.mode = mode;
        this.trace = trace;
        this.done = done;
    }

    @Override
    public int held() {
        return content.length;
    }

    @Override
    public @Nullable ByteBuf next(ByteBufAllocator allocator) {
        if (begun) {
            return null;
        }
        begun = true;
        String line = ManagerLines.of(new ManagerMessage.Put(name, content.length, mode));
        trace.accept(line);
        return Unpooled.wrappedBuffer(Lines.bytes(line), content);
    }

    @Override
    public void end(String failure) {
        long bytes = failure.isEmpty() ? content.length : 0;
        done.accept(new TransferReport(name, 1, bytes, Duration.ZERO, List.of(), failure));
    }
}
