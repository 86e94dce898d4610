package org.topcoffea.worker.internal.life;

import java.util.Optional;
import org.topcoffea.worker.internal.workspace.Workspace;

/** Whether there is room left on the disk of the workspace: without any, every task fails, and what is held could not be written. */
final class Room {
    private static final long PERIOD_NANOS = 2_000_000_000L;
    private static final long LEAST_MEGABYTES = 64;

    private final Workspace workspace;
    private final long least;
    private long looked = System.nanoTime();

    /**
     * Looks at a disk.
     *
     * @param workspace is on it
     * @param offered MB of it that managers were offered
     */
    Room(Workspace workspace, long offered) {
        this.workspace = workspace;
        this.least = Math.clamp(offered / 8, 1, LEAST_MEGABYTES) << 20;
    }

    /** What is wrong, in a few words; looks now and then only. */
    Optional<String> problem() {
        long now = System.nanoTime();
        if (now - looked < PERIOD_NANOS) {
            return Optional.empty();
        }
        looked = now;
        long free = workspace.freeBytes();
        return free >= least
                ? Optional.empty()
                : Optional.of("the disk of " + workspace.directory() + " is full: " + (free >> 10) + " KB are left");
    }
}
