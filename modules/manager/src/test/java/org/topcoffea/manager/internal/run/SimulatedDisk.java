package org.topcoffea.manager.internal.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.topcoffea.manager.internal.store.Disk;

/** A disk that is full now and then, and whose process is killed in the middle of a write. Real files, without waiting for them. */
final class SimulatedDisk implements Disk {
    /** The manager is killed at this very instruction. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed", null, false, false);
        }
    }

    private final SplittableRandom random;
    private final double full;
    private final double kill;
    boolean faults = true;
    boolean killed;
    private boolean noRoom;
    long failures;

    SimulatedDisk(SplittableRandom random, double full, double kill) {
        this.random = random;
        this.full = full;
        this.kill = kill;
    }

    /** Somebody makes room, perhaps. */
    void pause(long millis) {
        noRoom &= random.nextInt(3) != 0;
        if (faults && random.nextDouble() < kill) {
            killed = true;
            throw new Killed();
        }
    }

    private boolean dies() {
        return faults && random.nextDouble() < kill;
    }

    private boolean fails() {
        noRoom |= faults && random.nextDouble() < full;
        noRoom &= faults;
        return noRoom;
    }

    private void die() {
        killed = true;
        throw new Killed();
    }

    @Override
    public void sync(Path path) throws IOException {
        if (dies()) {
            die();
        }
        if (fails()) {
            failures++;
            throw new IOException(path + ": No space left on device");
        }
        if (dies()) {
            die();
        }
    }

    @Override
    public void write(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
        boolean dies = dies();
        boolean fails = fails();
        if (dies || fails) {
            // Cut off at any byte; a killed machine may also leave what was never written.
            int whole = bytes.limit();
            int part = random.nextInt(whole + 1);
            put(channel, bytes.slice(0, part), position);
            if (dies && random.nextInt(4) == 0) {
                put(channel, ByteBuffer.allocate(whole - part), position + part);
            }
            if (dies) {
                die();
            }
            failures++;
            throw new IOException("No space left on device");
        }
        put(channel, bytes, position);
        if (dies()) {
            die();
        }
    }

    private static void put(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }
}
