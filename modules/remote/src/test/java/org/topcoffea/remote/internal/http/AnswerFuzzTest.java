package org.topcoffea.remote.internal.http;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

/**
 * Whatever a web server answers to a request for ranges, it is taken or refused, and bytes go where they belong or nowhere. {@code
 * -Dtopcoffea.fuzz=1000000} asks for as many cases, {@code -Dtopcoffea.fuzz.seed=N} for others.
 */
class AnswerFuzzTest {
    private static final int CASES = Integer.getInteger("topcoffea.fuzz", 20_000);
    private static final long SEED = Long.getLong("topcoffea.fuzz.seed", 20261126);
    private static final long[] POSITIONS = {10, 50, 90};
    private static final int LENGTH = 8;

    private record Info(int statusCode, HttpHeaders headers) implements ResponseInfo {
        @Override
        public HttpClient.Version version() {
            return HttpClient.Version.HTTP_1_1;
        }
    }

    private static final class Unlimited implements Flow.Subscription {
        private boolean cancelled;

        @Override
        public void request(long count) {}

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    /** A file whose bytes tell where they are. */
    private static byte content(long position) {
        return (byte) (position * 31 + 7);
    }

    @Test
    void answersAreTakenOrRefused() {
        int refused = 0;
        int whole = 0;
        for (int i = 0; i < CASES; i++) {
            Random random = new Random(SEED + i);
            MemorySegment[] targets = new MemorySegment[POSITIONS.length];
            Arrays.setAll(targets, n -> MemorySegment.ofArray(new byte[LENGTH]));
            Scatter scatter = new Scatter(POSITIONS, targets);
            try {
                RangeBody body = answer(random, scatter);
                body.getBody().toCompletableFuture().join();
                whole += scatter.missing() == 0 ? 1 : 0;
            } catch (CompletionException e) {
                if (!(e.getCause() instanceof MalformedAnswer)) {
                    fail("case " + i + " of seed " + SEED, e);
                }
                refused++;
            } catch (RuntimeException | Error e) {
                fail("case " + i + " of seed " + SEED, e);
            }
        }
        assertTrue(CASES < 1000 || (refused > CASES / 100 && whole > CASES / 100), refused + " and " + whole);
        System.getLogger("fuzz")
                .log(System.Logger.Level.INFO, "{0} answers: {1} refused, {2} whole", CASES, refused, whole);
    }

    private static RangeBody answer(Random random, Scatter scatter) {
        boolean parts = random.nextInt(4) > 0;
        String type =
                parts ? "multipart/byteranges; boundary=" + text(random, "sep") : text(random, "application/octet");
        Map<String, List<String>> headers = Map.of(
                "Content-Type", List.of(type),
                "Content-Range", List.of(text(random, "bytes 10-97/100")),
                "Content-Length", List.of(text(random, "100")));
        RangeBody body = new RangeBody(scatter, random.nextBoolean() ? 1 << 20 : 10);
        int status = new int[] {206, 206, 206, 200, 416, 503}[random.nextInt(6)];
        body.apply(new Info(status, HttpHeaders.of(headers, (name, value) -> true)));
        Unlimited flow = new Unlimited();
        body.onSubscribe(flow);
        byte[] bytes = damaged(random, parts ? parts() : plain());
        for (int at = 0; at < bytes.length && !flow.cancelled; ) {
            int n = Math.min(bytes.length - at, 1 + random.nextInt(random.nextBoolean() ? 4 : 200));
            body.onNext(List.of(ByteBuffer.wrap(bytes, at, n)));
            at += n;
        }
        if (!flow.cancelled) {
            body.onComplete();
        }
        return body;
    }

    private static byte[] parts() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (long position : POSITIONS) {
            out.writeBytes(("\r\n--sep\r\nContent-Type: a/b\r\nContent-Range: bytes " + position + "-"
                            + (position + LENGTH - 1) + "/100\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < LENGTH; i++) {
                out.write(content(position + i));
            }
        }
        out.writeBytes("\r\n--sep--\r\n".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static byte[] plain() {
        byte[] bytes = new byte[88];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = content(10 + i);
        }
        return bytes;
    }

    private static String text(Random random, String good) {
        return random.nextInt(4) > 0
                ? good
                : new String(damaged(random, good.getBytes(StandardCharsets.US_ASCII)), StandardCharsets.ISO_8859_1);
    }

    private static byte[] damaged(Random random, byte[] good) {
        byte[] bytes = random.nextInt(4) == 0 ? Arrays.copyOf(good, random.nextInt(good.length + 20)) : good.clone();
        for (int n = random.nextInt(3); n > 0 && bytes.length > 0; n--) {
            int at = random.nextInt(bytes.length);
            bytes[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : bytes[at] ^ 1 << random.nextInt(8));
        }
        return bytes;
    }
}
