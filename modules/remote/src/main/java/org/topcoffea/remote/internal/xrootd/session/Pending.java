package org.topcoffea.remote.internal.xrootd.session;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A request that is under way, for whoever waits for its answer. Does what the server asks: waits, and asks again. */
public final class Pending {
    /** How long one request may wait behind others of its session that make progress, in multiples of its patience. */
    private static final int BEHIND_OTHERS = 5;

    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(500);

    private final Session session;
    private final Sink sink;
    private final long patience;
    private Exchange exchange;
    private long asked;

    Pending(Session session, Exchange exchange, Sink sink, Duration patience) {
        this.session = session;
        this.exchange = exchange;
        this.sink = sink;
        this.patience = patience.toNanos();
    }

    /**
     * Waits until the request is done.
     *
     * @return anything but {@link Answer.Later}
     * @throws IOException {@link org.topcoffea.remote.internal.xrootd.message.ServerError} if the server refuses, or
     *     {@link LinkFailure}
     */
    public Answer await() throws IOException, InterruptedException {
        try {
            while (true) {
                Answer answer = answer();
                if (!(answer instanceof Answer.Later later)) {
                    return answer;
                }
                pause(later);
                sink.restart();
                exchange = session.send(exchange.request(), sink);
            }
        } finally {
            if (!exchange.done()) {
                exchange.abandon();
            }
        }
    }

    /** Whether the answer has come, or never will. */
    boolean arrived() {
        return exchange.done();
    }

    /** Nobody will wait for the answer. */
    public void abandon() {
        exchange.abandon();
    }

    private Answer answer() throws IOException, InterruptedException {
        while (true) {
            Answer answer = exchange.await(Math.min(STEP, patience));
            if (answer != null) {
                return answer;
            }
            long now = System.nanoTime();
            long own = now - exchange.lastPart();
            if (own > patience && now - session.lastByte() > patience) {
                LinkFailure stalled = new LinkFailure(
                        LinkFailure.Kind.STALLED,
                        "nothing came for " + Duration.ofNanos(patience).toSeconds() + " s");
                session.fail(stalled);
                throw stalled;
            }
            if (own > BEHIND_OTHERS * patience) {
                throw new LinkFailure(
                        LinkFailure.Kind.STALLED,
                        "no answer for " + Duration.ofNanos(own).toSeconds() + " s, while others got theirs");
            }
        }
    }

    private void pause(Answer.Later later) throws InterruptedException, LinkFailure {
        long nanos = TimeUnit.SECONDS.toNanos(Math.clamp(later.seconds(), 0, Integer.MAX_VALUE));
        asked += nanos;
        if (asked > session.waitLimit().toNanos()) {
            throw new LinkFailure(
                    LinkFailure.Kind.STALLED,
                    "the server asks to wait for " + Duration.ofNanos(asked).toSeconds() + " s altogether");
        }
        TimeUnit.NANOSECONDS.sleep(nanos);
    }
}
