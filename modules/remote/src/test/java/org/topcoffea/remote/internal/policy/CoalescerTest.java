package org.topcoffea.remote.internal.policy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.topcoffea.remote.internal.transport.ReadLimits;

class CoalescerTest {
    private static final int FILE = 2_000_000;

    @Test
    void asksForEverythingWithinTheLimits() {
        byte[] file = new byte[FILE];
        new Random(1).nextBytes(file);
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            ReadLimits limits =
                    new ReadLimits(1 + random.nextInt(40), 1 + random.nextInt(200_000), 1 + random.nextInt(400_000), 4);
            int count = random.nextInt(60);
            long[] positions = new long[count];
            MemorySegment[] targets = new MemorySegment[count];
            for (int i = 0; i < count; i++) {
                int length = random.nextInt(random.nextBoolean() ? 50_000 : 100);
                positions[i] = random.nextInt(FILE - length);
                targets[i] = MemorySegment.ofArray(new byte[length]);
            }
            Coalescer.Plan plan = Coalescer.plan(limits, positions, targets);
            for (Request request : plan.requests()) {
                answer(request, limits, file, seed);
            }
            plan.finish();
            for (int i = 0; i < count; i++) {
                byte[] expected =
                        Arrays.copyOfRange(file, (int) positions[i], (int) (positions[i] + targets[i].byteSize()));
                assertArrayEquals(expected, (byte[]) targets[i].heapBase().orElseThrow(), "seed " + seed);
            }
        }
    }

    private static void answer(Request request, ReadLimits limits, byte[] file, int seed) {
        assertTrue(request.positions().length <= limits.ranges(), "seed " + seed);
        assertTrue(request.positions().length == 1 || request.bytes() <= limits.requestBytes(), "seed " + seed);
        long end = 0;
        for (int i = 0; i < request.positions().length; i++) {
            long position = request.positions()[i];
            long length = request.targets()[i].byteSize();
            assertTrue(position >= end && length > 0 && length <= limits.rangeBytes(), "seed " + seed);
            MemorySegment.copy(MemorySegment.ofArray(file), position, request.targets()[i], 0, length);
            end = position + length;
        }
    }
}
