package org.topcoffea.wire.internal;

import java.time.Duration;

/** Decides when a silent peer is asked for a sign of life, and when it is given up. */
final class Keepalive {
    private long asked;
    private boolean waiting;

    /** What to do now. While bytes go out, or nothing is read on purpose, silence means nothing. */
    Step next(Link link, long now, Duration keepalive, Duration silence) {
        if (link.paused() || waiting && link.lastReceived() - asked > 0) {
            waiting = false;
        } else if (waiting) {
            return now - Math.max(link.lastSign(), asked) > silence.toNanos() ? Step.GIVE_UP : Step.NOTHING;
        } else if (now - link.lastReceived() > keepalive.toNanos()) {
            waiting = true;
            asked = now;
            return Step.ASK;
        }
        return Step.NOTHING;
    }

    /** What to do about silence. */
    enum Step {
        NOTHING,
        ASK,
        GIVE_UP
    }
}
