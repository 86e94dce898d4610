package org.topcoffea.remote.internal.policy;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.topcoffea.remote.RemoteException;
import org.topcoffea.remote.RemoteOptions;

/** How long to wait before the next attempt: doubling, with jitter, and at least as long as the server asks for. */
final class Patience {
    private final RemoteOptions options;

    Patience(RemoteOptions options) {
        this.options = options;
    }

    /** The most attempts. */
    int attempts() {
        return options.attempts();
    }

    /**
     * The pause before the next attempt.
     *
     * @param failed how many attempts have failed
     */
    Duration pause(int failed, RemoteException failure) {
        long first = options.firstDelay().toNanos();
        long longest = options.longestDelay().toNanos();
        long delay = failed > 30 ? longest : Math.min(longest, first << Math.min(30, failed - 1));
        long jittered = delay / 2 + ThreadLocalRandom.current().nextLong(delay / 2 + 1);
        return Duration.ofNanos(Math.max(jittered, failure.pause().toNanos()));
    }

    void sleep(int failed, RemoteException failure) throws InterruptedException {
        Thread.sleep(pause(failed, failure));
    }
}
