package org.topcoffea.remote.internal.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.topcoffea.remote.RemoteError;
import org.topcoffea.remote.RemoteException;
import org.topcoffea.remote.internal.transport.RemoteUrl;

/** One request under way, whose answer has to make progress. */
final class Exchange {
    private static final long TICK_MILLIS = 200;

    private final RemoteUrl url;
    private final URI uri;
    private final Sink sink;
    private final RangeBody body;
    private final Duration firstByte;
    private final Duration progress;
    private final Failures failures;
    private final CompletableFuture<HttpResponse<RangeBody>> future;

    /**
     * Sends a request.
     *
     * @param firstByte how long the answer may take to begin
     * @param progress how long it may stand still after that
     */
    Exchange(
            HttpClient client,
            HttpRequest request,
            RemoteUrl url,
            Sink sink,
            long wholeLimit,
            Duration firstByte,
            Duration progress,
            Failures failures) {
        this.url = url;
        this.uri = request.uri();
        this.sink = sink;
        this.body = new RangeBody(sink, wholeLimit);
        this.firstByte = firstByte;
        this.progress = progress;
        this.failures = failures;
        this.future = client.sendAsync(request, body);
    }

    /**
     * Waits for the answer.
     *
     * @throws RemoteException if there is none
     */
    HttpResponse<RangeBody> await() throws InterruptedException {
        try {
            while (true) {
                try {
                    return future.get(TICK_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    checkProgress();
                }
            }
        } catch (ExecutionException e) {
            throw failures.broken(url, uri, e.getCause() == null ? e : e.getCause());
        } finally {
            if (!future.isDone()) {
                abandon();
            }
        }
    }

    private void checkProgress() {
        Duration limit = body.begun() ? progress : firstByte;
        if (System.nanoTime() - body.progress() > limit.toNanos()) {
            throw new RemoteException(
                    RemoteError.TIMED_OUT,
                    url + ": nothing came from " + HttpAddress.origin(uri) + " for " + limit.toSeconds() + " s ("
                            + body.received() + " bytes before)");
        }
    }

    /** Ends it; nothing is written any more. */
    void abandon() {
        sink.end();
        future.cancel(true);
    }
}
