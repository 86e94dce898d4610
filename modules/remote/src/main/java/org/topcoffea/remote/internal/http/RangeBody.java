package org.topcoffea.remote.internal.http;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Receives the answer to a request for ranges: into a {@link Sink} if it is one, otherwise the beginning of what the server
 * says, for messages. Knows when something arrived last.
 */
final class RangeBody implements BodyHandler<RangeBody>, BodySubscriber<RangeBody> {
    private static final int MAX_TEXT = 4096;
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    private final Sink sink;
    private final long wholeLimit;
    private final CompletableFuture<RangeBody> done = new CompletableFuture<>();
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private volatile long progress = System.nanoTime();
    private final AtomicLong received = new AtomicLong();
    private volatile boolean begun;
    private Flow.Subscription subscription = NOTHING;
    private Optional<Multipart> parts = Optional.empty();
    private boolean content;
    private boolean refused;
    private long position;
    private long total = -1;

    private static final Flow.Subscription NOTHING = new Flow.Subscription() {
        @Override
        public void request(long count) {}

        @Override
        public void cancel() {}
    };

    /**
     * Prepares for an answer.
     *
     * @param sink takes the bytes of the file
     * @param wholeLimit the most bytes to be taken from a server that sends the whole file instead of the ranges
     */
    RangeBody(Sink sink, long wholeLimit) {
        this.sink = sink;
        this.wholeLimit = wholeLimit;
    }

    @Override
    public BodySubscriber<RangeBody> apply(ResponseInfo response) {
        progress = System.nanoTime();
        begun = true;
        Optional<ContentRange> range =
                response.headers().firstValue("Content-Range").flatMap(ContentRange::parse);
        Optional<String> boundary =
                response.headers().firstValue("Content-Type").flatMap(Multipart::boundary);
        if (response.statusCode() == 206 && boundary.isPresent()) {
            parts = boundary.map(text -> new Multipart(text, sink));
            content = true;
        } else if (response.statusCode() == 206 && range.isPresent()) {
            content = true;
            position = range.get().first();
            total = range.get().total();
        } else if (response.statusCode() == 200) {
            total = length(response.headers());
            refused = total < 0 || total > wholeLimit;
            content = !refused;
        }
        return this;
    }

    /** The length of a body; -1 where the server does not tell it, or not in digits. */
    private static long length(HttpHeaders headers) {
        return headers.firstValue("Content-Length")
                .filter(text -> LENGTH.matcher(text).matches())
                .map(Long::parseLong)
                .orElse(-1L);
    }

    /** The size of the file as the answer tells it; -1 if it does not. */
    long total() {
        return parts.map(Multipart::total).orElse(total);
    }

    /** Whether the answer had parts. */
    boolean multipart() {
        return parts.isPresent();
    }

    /** Whether the server sent the whole file, which was more than wanted, so that the connection was cut. */
    boolean refused() {
        return refused;
    }

    /** When something arrived last, by {@link System#nanoTime}. */
    long progress() {
        return progress;
    }

    /** The bytes of the body that arrived so far. */
    long received() {
        return received.get();
    }

    /** Whether the answer has begun. */
    boolean begun() {
        return begun;
    }

    /** What the server said instead of bytes of the file: its first line, in printable characters. */
    String text() {
        return text.toString(StandardCharsets.UTF_8)
                .replaceAll("<[^>]*>", " ")
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
    }

    @Override
    public CompletionStage<RangeBody> getBody() {
        return done;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        if (refused) {
            given.cancel();
            done.complete(this);
        } else {
            given.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        progress = System.nanoTime();
        try {
            for (ByteBuffer buffer : buffers) {
                received.addAndGet(buffer.remaining());
                accept(buffer);
            }
            subscription.request(1);
        } catch (MalformedAnswer | RuntimeException e) {
            subscription.cancel();
            done.completeExceptionally(e);
        }
    }

    private void accept(ByteBuffer buffer) throws MalformedAnswer {
        if (parts.isPresent()) {
            parts.get().accept(buffer);
        } else if (content) {
            int count = buffer.remaining();
            sink.put(position, buffer);
            position += count;
        } else {
            while (buffer.hasRemaining() && text.size() < MAX_TEXT) {
                text.write(buffer.get());
            }
        }
    }

    @Override
    public void onError(Throwable failure) {
        done.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        done.complete(this);
    }
}
