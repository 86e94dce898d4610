package org.topcoffea.remote.internal.xrootd.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.topcoffea.remote.internal.xrootd.message.Request;
import org.topcoffea.remote.internal.xrootd.message.RequestCode;

/** One request that is under way. */
final class Exchange {
    /** Checksums may have to be computed first, of files of many gigabytes. */
    private static final int LONGER_FOR_QUERIES = 6;

    private final Request request;
    private final Sink sink;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private volatile long lastPart = System.nanoTime();
    private final long longestPromise;
    private volatile boolean abandoned;

    /**
     * Makes one.
     *
     * @param waitLimit how long the server may put off the answer
     */
    Exchange(Request request, Sink sink, Duration waitLimit) {
        this.request = request;
        this.sink = sink;
        boolean query = request.code() == RequestCode.QUERY;
        this.longestPromise = lastPart + waitLimit.toNanos() * (query ? LONGER_FOR_QUERIES : 1);
    }

    Request request() {
        return request;
    }

    /** Where the data go; nowhere once nobody waits for them. */
    Sink sink() {
        return abandoned ? Discard.INSTANCE : sink;
    }

    /** When anything of the answer came last, or is promised to come. */
    long lastPart() {
        return lastPart;
    }

    void progress() {
        lastPart = System.nanoTime();
    }

    /** The server said that the answer comes later. */
    void promise(int seconds) {
        long promised = System.nanoTime() + TimeUnit.SECONDS.toNanos(Math.max(0, seconds));
        lastPart = promised - longestPromise < 0 ? promised : longestPromise;
    }

    void complete(Answer result) {
        answer.complete(result);
    }

    void fail(IOException failure) {
        answer.completeExceptionally(failure);
    }

    void abandon() {
        abandoned = true;
    }

    boolean done() {
        return answer.isDone();
    }

    /**
     * Waits some time for the answer.
     *
     * @return null if it has not come
     */
    @Nullable
    Answer await(long nanos) throws IOException, InterruptedException {
        try {
            return answer.get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private enum Discard implements Sink {
        INSTANCE;

        @Override
        public void restart() {}

        @Override
        public void part(Body body) throws IOException {
            body.skip();
        }

        @Override
        public void checked(ByteBuffer info, Body data) throws IOException {
            data.skip();
        }
    }
}
