package org.topcoffea.remote.internal.xrootd.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.topcoffea.remote.internal.xrootd.message.Redirection;
import org.topcoffea.remote.internal.xrootd.message.ServerError;
import org.topcoffea.remote.internal.xrootd.message.Status;

/** Takes answers apart and hands each to the request it belongs to. */
final class Dispatch {
    private static final System.Logger LOG = System.getLogger(Dispatch.class.getName());
    private static final int HEADER = 8;
    private static final int WORDS = 1 << 16;
    private static final int CHALLENGE = 1 << 20;

    /** No request is ever answered by more at once. */
    private static final int LONGEST_ANSWER = 1 << 26;

    private final IntFunction<@Nullable Exchange> waiting;
    private final IntFunction<@Nullable Exchange> ending;

    /**
     * Makes one.
     *
     * @param waiting finds the request of a stream
     * @param ending finds the request of a stream and forgets it
     */
    Dispatch(IntFunction<@Nullable Exchange> waiting, IntFunction<@Nullable Exchange> ending) {
        this.waiting = waiting;
        this.ending = ending;
    }

    /** Reads one answer, or waits for it. */
    void next(Inflow inflow) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        inflow.fill(header);
        answer(header, length -> new Body(inflow, length), true);
    }

    /** How the body of an answer is had, by its length. */
    private interface BodyOf {
        Body body(int length) throws LinkFailure;
    }

    private void answer(ByteBuffer header, BodyOf bodies, boolean outer) throws IOException {
        int stream = header.getShort(0) & 0xffff;
        int status = header.getShort(2) & 0xffff;
        int length = header.getInt(4);
        if (length < 0 || length > LONGEST_ANSWER) {
            throw LinkFailure.garbage("an answer of " + Integer.toUnsignedString(length) + " bytes");
        }
        Body body = bodies.body(length);
        if (status == Status.ATTENTION && outer) {
            attention(body);
            return;
        }
        boolean more = status == Status.OK_SO_FAR || status == Status.WAIT_RESPONSE || status == Status.CHECKED;
        Exchange exchange = (more ? waiting : ending).apply(stream);
        if (exchange == null) {
            throw LinkFailure.garbage("an answer (status " + status + ") to a request that was not made");
        }
        try {
            deliver(exchange, stream, status, body);
        } catch (IOException | RuntimeException e) {
            exchange.fail(e instanceof IOException failure ? failure : new IOException(e));
            throw e;
        }
        if (body.remaining() > 0) {
            throw LinkFailure.garbage("an answer with " + body.remaining() + " bytes too many");
        }
    }

    private void deliver(Exchange exchange, int stream, int status, Body body) throws IOException {
        exchange.progress();
        switch (status) {
            case Status.OK_SO_FAR -> exchange.sink().part(body);
            case Status.OK -> {
                exchange.sink().part(body);
                exchange.sink().finish();
                exchange.complete(new Answer.Done());
            }
            case Status.CHECKED -> checked(exchange, stream, body);
            case Status.ERROR -> exchange.fail(error(body));
            case Status.REDIRECT -> exchange.complete(new Answer.Elsewhere(redirection(body)));
            case Status.WAIT -> exchange.complete(new Answer.Later(body.int32(), words(body)));
            case Status.WAIT_RESPONSE -> {
                exchange.promise(body.int32());
                body.skip();
            }
            case Status.AUTH_MORE -> exchange.complete(new Answer.More(body.bytes(CHALLENGE)));
            default -> throw LinkFailure.garbage("an answer of the unknown status " + status);
        }
    }

    /** A late answer is an answer inside of an answer; everything else that comes unasked is of no interest. */
    private void attention(Body body) throws IOException {
        int action = body.remaining() < 4 ? 0 : body.int32();
        if (action == Status.LATE_ANSWER) {
            body.int32();
            ByteBuffer header = ByteBuffer.allocate(HEADER);
            body.fill(header);
            answer(header, body::inner, false);
        } else {
            LOG.log(System.Logger.Level.DEBUG, "the server sent action {0}, {1} bytes", action, body.remaining());
        }
        body.skip();
    }

    private void checked(Exchange exchange, int stream, Body body) throws IOException {
        CheckedHeader header =
                CheckedHeader.read(body, stream, exchange.request().code(), LONGEST_ANSWER);
        if (header.last() && ending.apply(stream) == null) {
            throw LinkFailure.garbage("an answer after the last one");
        }
        Body data = body.behind(header.length());
        exchange.sink().checked(header.info(), data);
        if (data.remaining() > 0) {
            throw LinkFailure.garbage("an answer with " + data.remaining() + " bytes too many");
        }
        if (header.last()) {
            exchange.sink().finish();
            exchange.complete(new Answer.Done());
        }
    }

    private static ServerError error(Body body) throws IOException {
        return new ServerError(body.int32(), words(body));
    }

    private static String words(Body body) throws IOException {
        String text = new String(body.bytes(WORDS), UTF_8);
        int nul = text.indexOf('\0');
        return nul < 0 ? text : text.substring(0, nul);
    }

    private static Redirection redirection(Body body) throws IOException {
        try {
            return Redirection.parse(body.bytes(WORDS));
        } catch (IllegalArgumentException e) {
            throw new LinkFailure(LinkFailure.Kind.GARBAGE, String.valueOf(e.getMessage()), e);
        }
    }
}
