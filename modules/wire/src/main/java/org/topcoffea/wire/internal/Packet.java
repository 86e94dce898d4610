package org.topcoffea.wire.internal;

import java.util.function.Consumer;

/** Bytes in memory. */
final class Packet implements Outgoing {
    private final byte[] bytes;
    private final Runnable begin;
    private final Consumer<String> failed;

    Packet(byte[] bytes) {
        this(bytes, () -> {}, failure -> {});
    }

    Packet(byte[] bytes, Runnable begin) {
        this(bytes, begin, failure -> {});
    }

    /**
     * Bytes that mean something to somebody.
     *
     * @param bytes the bytes
     * @param begin runs when they take their place in what is written
     * @param failed is told when they never will
     */
    Packet(byte[] bytes, Runnable begin, Consumer<String> failed) {
        this.bytes = bytes;
        this.begin = begin;
        this.failed = failed;
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public int held() {
        return bytes.length;
    }

    @Override
    public void begin() {
        begin.run();
    }

    @Override
    public void end(String failure) {
        if (!failure.isEmpty()) {
            failed.accept(failure);
        }
    }
}
