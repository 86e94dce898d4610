package org.topcoffea.worker.internal.inplace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.topcoffea.spi.AnalysisException;

class FrameCodecTest {
    private static final List<Frame> FRAMES = List.of(
            new Frame.Ready("run-1"),
            new Frame.Prepare("/r.json", List.of("/p/a", "/p/b"), "fold-1"),
            new Frame.Stop(true),
            new Frame.Keep(1L << 40, false),
            new Frame.Spoilt("é"),
            new Frame.Collect(-1, "/w", "held"));

    private static byte[] bytes(Frame frame) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FrameCodec.write(frame, new DataOutputStream(out));
        return out.toByteArray();
    }

    private static Frame read(byte[] bytes) throws IOException {
        return FrameCodec.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    @Test
    void framesComeBackAsTheyWere() throws IOException {
        for (Frame frame : FRAMES) {
            assertEquals(frame, read(bytes(frame)));
        }
        Frame.Execute execute = new Frame.Execute(7, 2, "/d", List.of("a", "b"), new byte[] {1, 2});
        Frame.Execute other = assertInstanceOf(Frame.Execute.class, read(bytes(execute)));
        assertEquals(List.of("a", "b"), other.before());
        assertArrayEquals(execute.task(), other.task());
        Frame.Done done = new Frame.Done(7, 21, "X", true, 1L << 33, new byte[100_000]);
        Frame.Done same = assertInstanceOf(Frame.Done.class, read(bytes(done)));
        assertEquals(done.events(), same.events());
        assertEquals(100_000, same.report().length);
        assertNull(read(new byte[0]));
    }

    @Test
    void whatIsPrintedBeforeTheFramesIsToldFromThem() throws IOException {
        for (String noise : List.of("", "Started recording 1.\n", "\0", "\0\0topcoffea", "x\0topcoffea frames")) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(noise.getBytes(StandardCharsets.UTF_8));
            DataOutputStream out = new DataOutputStream(bytes);
            FrameCodec.begin(out);
            FrameCodec.write(FRAMES.getFirst(), out);
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
            assertEquals(noise, new String(FrameCodec.await(in), StandardCharsets.UTF_8));
            assertEquals(FRAMES.getFirst(), FrameCodec.read(in));
        }
        byte[] only = "no frames at all".getBytes(StandardCharsets.UTF_8);
        assertArrayEquals(only, FrameCodec.await(new DataInputStream(new ByteArrayInputStream(only))));
        DataInputStream endless = new DataInputStream(new ByteArrayInputStream(new byte[2 << 20]));
        assertThrows(AnalysisException.class, () -> FrameCodec.await(endless));
    }

    @Test
    void damagedFramesEndTheConversation() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        int refused = 0;
        for (int round = 0; round < 5000; round++) {
            byte[] bytes = bytes(FRAMES.get(random.nextInt(FRAMES.size())));
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            try {
                read(java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)));
            } catch (IOException | AnalysisException e) {
                refused++;
            }
        }
        assertTrue(refused > 1000, "refused: " + refused);
    }
}
