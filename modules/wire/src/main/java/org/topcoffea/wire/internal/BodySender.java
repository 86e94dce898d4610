package org.topcoffea.wire.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.topcoffea.wire.Body;

/** A line and a part of a file behind it. */
final class BodySender implements Outgoing.Pieces {
    private final byte[] line;
    private final Body.InFile body;
    private @Nullable FilePieces pieces;

    BodySender(byte[] line, Body.InFile body) {
        this.line = line;
        this.body = body;
    }

    @Override
    public int held() {
        return line.length;
    }

    @Override
    public boolean vital() {
        return true;
    }

    @Override
    public @Nullable ByteBuf next(ByteBufAllocator allocator) throws IOException {
        if (pieces == null) {
            pieces = new FilePieces(body.file(), body.offset(), body.length());
            return Unpooled.wrappedBuffer(line);
        }
        return pieces.next(allocator);
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
}
