package org.topcoffea.remote.internal.http;

import java.lang.foreign.MemorySegment;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.topcoffea.remote.RemoteError;
import org.topcoffea.remote.RemoteException;
import org.topcoffea.remote.internal.http.HttpProtocol.Answer;
import org.topcoffea.remote.internal.http.HttpProtocol.Ask;
import org.topcoffea.remote.internal.http.HttpProtocol.Running;
import org.topcoffea.remote.internal.transport.ReadLimits;
import org.topcoffea.remote.internal.transport.RemoteFile;
import org.topcoffea.remote.internal.transport.RemoteUrl;

/**
 * A file of an HTTP server. It is opened by asking for its beginning and its end at once, which is where ROOT files keep what
 * is needed first. Later requests go straight to where the first one was redirected.
 */
final class HttpFile implements RemoteFile {
    private static final int HEAD_BYTES = 32 << 10;
    private static final int TAIL_BYTES = 512 << 10;
    /** The largest file that is taken whole from a server that knows no ranges. */
    private static final long WHOLE_BYTES = 64 << 20;

    private static final int SINGLE_REQUESTS = 8;

    private final HttpProtocol protocol;
    private final RemoteUrl url;
    private final long size;
    private final String version;
    private final List<Piece> opening;
    private volatile URI located;

    private HttpFile(
            HttpProtocol protocol, RemoteUrl url, URI located, long size, String version, List<Piece> opening) {
        this.protocol = protocol;
        this.url = url;
        this.located = located;
        this.size = size;
        this.version = version;
        this.opening = List.copyOf(opening);
    }

    static HttpFile open(HttpProtocol protocol, RemoteUrl url) throws InterruptedException {
        Duration patience = protocol.context().options().openTimeout();
        Gathering head = new Gathering();
        Gathering tail = new Gathering();
        URI uri = HttpAddress.of(url);
        try (Running first = protocol.send(
                        url, uri, new Ask("GET", "Range", "bytes=0-" + (HEAD_BYTES - 1), head, WHOLE_BYTES, patience));
                Running last =
                        protocol.send(url, uri, new Ask("GET", "Range", "bytes=-" + TAIL_BYTES, tail, 0, patience))) {
            Answer answer = first.await();
            long size = size(protocol, url, answer);
            List<Piece> pieces = new ArrayList<>(List.of(head.piece()));
            if (size > HEAD_BYTES && head.piece().bytes().length < size) {
                end(last, tail, size).ifPresent(pieces::add);
            }
            return new HttpFile(protocol, url, answer.uri(), size, version(answer), pieces);
        }
    }

    private static long size(HttpProtocol protocol, RemoteUrl url, Answer answer) {
        RangeBody body = answer.response().body();
        if (answer.status() == 416) {
            // An empty file has no first byte.
            return 0;
        }
        if (answer.status() != 200 && answer.status() != 206) {
            throw protocol.failures()
                    .status(
                            url,
                            answer.uri(),
                            answer.status(),
                            answer.response().headers(),
                            body.text());
        }
        if (body.refused()) {
            throw new RemoteException(
                    RemoteError.UNSUPPORTED,
                    url + ": " + HttpAddress.origin(answer.uri())
                            + " sends whole files only, and this one is too large for that: copy it to a local disk");
        }
        if (body.total() < 0) {
            throw new RemoteException(
                    RemoteError.UNSUPPORTED,
                    url + ": " + HttpAddress.origin(answer.uri())
                            + " does not say how large the file is: use another server");
        }
        return body.total();
    }

    /** The end of the file, if the server understands that; nothing is lost if it does not. */
    private static Optional<Piece> end(Running last, Gathering tail, long size) throws InterruptedException {
        try {
            Answer answer = last.await();
            Piece piece = tail.piece();
            boolean whole = answer.status() == 206
                    && answer.response().body().total() == size
                    && piece.position() + piece.bytes().length == size;
            return whole ? Optional.of(piece) : Optional.empty();
        } catch (RemoteException e) {
            return Optional.empty();
        }
    }

    private static String version(Answer answer) {
        return answer.header("ETag")
                .filter(tag -> !tag.startsWith("W/"))
                .or(() -> answer.header("Last-Modified"))
                .orElse("");
    }

    @Override
    public String server() {
        return HttpAddress.origin(located);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public ReadLimits limits() {
        return protocol.traits(located).limits();
    }

    @Override
    public List<Piece> opening() {
        return opening;
    }

    @Override
    public boolean parallel() {
        return true;
    }

    @Override
    public void read(long[] positions, MemorySegment[] targets) throws InterruptedException {
        Scatter scatter = new Scatter(positions, targets);
        try (Running running = send(ranges(positions, targets, 0, positions.length), scatter)) {
            if (!accept(running.await(), positions.length) && positions.length == 1) {
                throw shortAnswer(positions[0], targets[0]);
            }
        } finally {
            scatter.end();
        }
        readMissing(scatter, positions, targets);
    }

    private Running send(String ranges, Sink sink) {
        Duration patience = protocol.context().options().progressTimeout();
        return protocol.send(url, located, new Ask("GET", "Range", ranges, sink, WHOLE_BYTES / 4, patience));
    }

    private static String ranges(long[] positions, MemorySegment[] targets, int from, int to) {
        StringBuilder text = new StringBuilder("bytes=");
        for (int i = from; i < to; i++) {
            text.append(i == from ? "" : ",")
                    .append(positions[i])
                    .append('-')
                    .append(positions[i] + targets[i].byteSize() - 1);
        }
        return text.toString();
    }

    /** Checks an answer; whether it is one to the ranges that were asked for. */
    private boolean accept(Answer answer, int asked) {
        RangeBody body = answer.response().body();
        if (answer.status() != 206 && answer.status() != 200) {
            RemoteException failure = protocol.failures()
                    .status(
                            url,
                            answer.uri(),
                            answer.status(),
                            answer.response().headers(),
                            body.text());
            moved(failure);
            throw failure;
        }
        if ((body.total() >= 0 && body.total() != size) || !sameVersion(answer)) {
            throw new RemoteException(
                    RemoteError.CHANGED,
                    url + ": the file was replaced while it was read, at " + HttpAddress.origin(answer.uri())
                            + ": run again");
        }
        if (asked > 1 && !body.multipart()) {
            protocol.traits(located).oneRangeOnly();
        }
        if (asked == 1 && answer.status() == 200 && body.refused()) {
            throw new RemoteException(
                    RemoteError.UNSUPPORTED,
                    url + ": " + HttpAddress.origin(answer.uri())
                            + " sends the whole file instead of a range: copy it to a local disk");
        }
        return !body.refused();
    }

    /** What a redirection led to may end (its permission expires, its server goes): the next request starts over. */
    private void moved(RemoteException failure) {
        URI named = HttpAddress.of(url);
        if (!located.equals(named)) {
            located = named;
            throw new RemoteException(
                    RemoteError.OVERLOADED, failure.getMessage() + " (after a redirection)", failure, failure.pause());
        }
    }

    private boolean sameVersion(Answer answer) {
        String now = version(answer);
        return now.isEmpty() || version.isEmpty() || now.equals(version);
    }

    /** Asks one by one for ranges that a server left out of an answer to several. */
    private void readMissing(Scatter first, long[] positions, MemorySegment[] targets) throws InterruptedException {
        List<Integer> missing = new ArrayList<>();
        for (int i = 0; i < positions.length; i++) {
            if (!first.complete(i)) {
                missing.add(i);
            }
        }
        if (!missing.isEmpty() && positions.length == 1) {
            throw shortAnswer(positions[0], targets[0]);
        }
        for (int i = 0; i < missing.size(); i += SINGLE_REQUESTS) {
            readSingly(missing.subList(i, Math.min(missing.size(), i + SINGLE_REQUESTS)), positions, targets);
        }
    }

    private void readSingly(List<Integer> ranges, long[] positions, MemorySegment[] targets)
            throws InterruptedException {
        List<Running> running = new ArrayList<>();
        List<Scatter> scatters = new ArrayList<>();
        try {
            for (int i : ranges) {
                Scatter scatter = new Scatter(new long[] {positions[i]}, new MemorySegment[] {targets[i]});
                scatters.add(scatter);
                running.add(send(ranges(positions, targets, i, i + 1), scatter));
            }
            for (int i = 0; i < running.size(); i++) {
                accept(running.get(i).await(), 1);
                if (!scatters.get(i).complete(0)) {
                    throw shortAnswer(positions[ranges.get(i)], targets[ranges.get(i)]);
                }
            }
        } finally {
            running.forEach(Running::close);
        }
    }

    private RemoteException shortAnswer(long position, MemorySegment target) {
        return new RemoteException(
                RemoteError.BAD_ANSWER,
                url + ": " + HttpAddress.origin(located) + " gave less than the " + target.byteSize()
                        + " bytes at offset " + position + " that were asked for");
    }

    @Override
    public void close() {}
}
