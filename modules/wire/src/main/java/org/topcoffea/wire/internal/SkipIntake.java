package org.topcoffea.wire.internal;

import io.netty.buffer.ByteBuf;

/** Throws a body away. */
final class SkipIntake implements Intake {
    private final Completion completion;

    SkipIntake(Completion completion) {
        this.completion = completion;
    }

    @Override
    public boolean onDisk() {
        return false;
    }

    @Override
    public void take(ByteBuf piece, boolean last) {
        piece.skipBytes(piece.readableBytes());
    }

    @Override
    public void complete() throws Fault {
        completion.run();
    }

    /** What comes after. */
    interface Completion {
        void run() throws Fault;
    }
}
