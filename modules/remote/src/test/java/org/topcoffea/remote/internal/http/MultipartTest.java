package org.topcoffea.remote.internal.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MultipartTest {
    private static final byte[] FIRST = {9, 8, 7, '\r', '\n', '-', '-', 'b'};
    private static final byte[] SECOND = {1, 2, 3, 4};

    private static byte[] answer() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        part(out, "bytes 10-17/100", FIRST);
        part(out, "bytes 50-53/100", SECOND);
        out.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.ISO_8859_1));
        return out.toByteArray();
    }

    private static void part(ByteArrayOutputStream out, String range, byte[] content) {
        out.writeBytes(("\r\n--b\r\nContent-Type: x/y\r\ncontent-range: " + range + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(content);
    }

    private static Scatter scatter(byte[] first, byte[] second) {
        return new Scatter(
                new long[] {10, 50}, new MemorySegment[] {MemorySegment.ofArray(first), MemorySegment.ofArray(second)});
    }

    @Test
    void takesPartsHoweverTheyArrive() throws MalformedAnswer {
        byte[] answer = answer();
        for (int step = 1; step <= answer.length; step++) {
            byte[] first = new byte[8];
            byte[] second = new byte[4];
            Scatter scatter = scatter(first, second);
            Multipart parts = new Multipart("b", scatter);
            for (int at = 0; at < answer.length; at += step) {
                parts.accept(ByteBuffer.wrap(answer, at, Math.min(step, answer.length - at)));
            }
            assertArrayEquals(FIRST, first);
            assertArrayEquals(SECOND, second);
            assertEquals(0, scatter.missing());
            assertEquals(100, parts.total());
        }
    }

    @Test
    void findsBoundaries() {
        assertEquals(Optional.of("123456"), Multipart.boundary("multipart/byteranges; boundary=123456"));
        assertEquals(Optional.of("a b"), Multipart.boundary("Multipart/ByteRanges; charset=x; boundary=\"a b\""));
        assertEquals(Optional.empty(), Multipart.boundary("text/plain"));
    }

    @Test
    void survivesDamagedAnswers() {
        long seed = 20261125;
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] answer = answer();
            for (int damage = random.nextInt(4); damage >= 0; damage--) {
                answer[random.nextInt(answer.length)] = (byte) random.nextInt(256);
            }
            byte[] first = new byte[8];
            byte[] second = new byte[4];
            try {
                new Multipart("b", scatter(first, second))
                        .accept(ByteBuffer.wrap(answer, 0, random.nextInt(answer.length + 1)));
            } catch (MalformedAnswer e) {
                refused++;
            }
        }
        assertTrue(refused > 100, "seed " + seed + ": " + refused);
    }
}
