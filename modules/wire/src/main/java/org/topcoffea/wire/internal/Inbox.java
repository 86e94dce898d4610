package org.topcoffea.wire.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.topcoffea.wire.CloseReason;

/** What a {@link Link} has received and not yet handed over: less than a few reads, as nothing more is read before. */
final class Inbox {
    private static final int PIECE = 256 << 10;

    private final Link link;
    private @Nullable ByteBuf gathered;
    private @Nullable Intake intake;
    private long missing;
    private int scanned;

    Inbox(Link link) {
        this.link = link;
    }

    void add(ByteBuf bytes) {
        gathered = gathered == null ? bytes : joined(gathered, bytes);
    }

    private static ByteBuf joined(ByteBuf first, ByteBuf second) {
        try {
            if (first.writableBytes() >= second.readableBytes() && !first.isReadOnly() && first.refCnt() == 1) {
                return first.writeBytes(second);
            }
            ByteBuf both = first.alloc().buffer(first.readableBytes() + second.readableBytes());
            both.writeBytes(first).writeBytes(second);
            first.release();
            return both;
        } finally {
            second.release();
        }
    }

    /** Expects a body. */
    void body(long length, Intake target) {
        missing = length;
        intake = target;
    }

    boolean inBody() {
        return intake != null;
    }

    /** Hands over one line or piece; false when more has to come first. */
    boolean step() {
        ByteBuf bytes = gathered;
        if (bytes == null || !bytes.isReadable()) {
            return false;
        }
        if (intake != null) {
            piece(intake, bytes);
            return true;
        }
        return line(bytes);
    }

    private boolean line(ByteBuf bytes) {
        int limit = Math.min(bytes.readableBytes(), Lines.LIMIT);
        int end = bytes.indexOf(bytes.readerIndex() + scanned, bytes.readerIndex() + limit, (byte) '\n');
        if (end < 0) {
            scanned = limit;
            if (limit == Lines.LIMIT) {
                String text = "a line of more than " + Lines.LIMIT + " bytes";
                link.end(new CloseReason(CloseReason.Kind.PROTOCOL, text), false);
            }
            return false;
        }
        scanned = 0;
        String line = bytes.readCharSequence(end - bytes.readerIndex(), StandardCharsets.UTF_8)
                .toString();
        bytes.skipBytes(1);
        String clean = line.indexOf('\r') < 0 ? line : line.replace("\r", "");
        link.attempt(() -> link.conversation().line(clean));
        return true;
    }

    private void piece(Intake target, ByteBuf bytes) {
        int length = (int) Math.min(Math.min(bytes.readableBytes(), PIECE), missing);
        missing -= length;
        boolean last = missing == 0;
        if (last) {
            intake = null;
        }
        if (target.onDisk()) {
            onDisk(target, bytes.readRetainedSlice(length), last);
        } else {
            link.attempt(() -> {
                target.take(bytes.readSlice(length), last);
                if (last) {
                    target.complete();
                }
            });
        }
    }

    private void onDisk(Intake target, ByteBuf piece, boolean last) {
        link.work(
                () -> {
                    try {
                        target.take(piece, last);
                    } finally {
                        piece.release();
                    }
                    return last;
                },
                complete -> {
                    if (complete) {
                        target.complete();
                    }
                });
    }

    /** Takes a body without bytes. */
    void empty(Intake target) throws Fault, IOException {
        if (target.onDisk()) {
            onDisk(target, Unpooled.buffer(0), true);
        } else {
            target.take(Unpooled.EMPTY_BUFFER, true);
            target.complete();
        }
    }

    /** Holds no memory when there is nothing to hold. */
    void tidy() {
        if (gathered != null && !gathered.isReadable()) {
            clear();
        }
    }

    void clear() {
        if (gathered != null) {
            gathered.release();
            gathered = null;
        }
    }
}
