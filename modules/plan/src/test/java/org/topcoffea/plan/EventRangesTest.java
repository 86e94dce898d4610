package org.topcoffea.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventRangesTest {
    private static final InputFile A = new InputFile("s", "root://h//a.root", "Events");
    private static final InputFile B = new InputFile("s", "root://h//b.root", "Events");

    private static byte[] encode(EventRanges ranges) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ranges.encode(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static EventRanges decode(byte[] bytes) throws IOException {
        return EventRanges.decode(new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    @Test
    void neighboursBecomeOneRange() {
        EventRanges ranges = new EventRanges();
        ranges.add(A, new EntryRange(20, 30));
        ranges.add(A, new EntryRange(0, 10));
        ranges.add(A, new EntryRange(10, 20));
        assertEquals("[[0, 30)]", ranges.ranges(A).toString());
        assertEquals(30, ranges.events());
    }

    @Test
    void anOverlapIsRefusedAndChangesNothing() {
        EventRanges ranges = new EventRanges();
        ranges.add(A, new EntryRange(10, 20));
        EventRanges other = new EventRanges();
        other.add(A, new EntryRange(0, 5));
        other.add(B, new EntryRange(0, 5));
        other.add(A, new EntryRange(19, 25));
        EventRanges before = ranges.copy();
        PlanException error = assertThrows(PlanException.class, () -> ranges.addAll(other));
        assertEquals(PlanError.OVERLAPPING_EVENTS, error.code());
        assertEquals(before, ranges);
        assertThrows(PlanException.class, () -> ranges.addAll(ranges));
        assertEquals(before, ranges);
    }

    @Test
    void behavesLikeASetOfNumbers() throws IOException {
        long seed = 1234;
        Random random = new Random(seed);
        for (int i = 0; i < 400; i++) {
            String what = "seed " + seed + " case " + i;
            EventRanges ranges = new EventRanges();
            BitSet model = new BitSet();
            for (int step = 0; step < 60; step++) {
                int start = random.nextInt(200);
                EntryRange range = new EntryRange(start, start + random.nextInt(1, 30));
                BitSet bits = new BitSet();
                bits.set(start, (int) range.stop());
                assertEquals(model.intersects(bits), ranges.overlaps(A, range), what);
                BitSet rest = (BitSet) bits.clone();
                rest.andNot(model);
                assertEquals(rest.isEmpty(), ranges.contains(A, range), what);
                if (random.nextInt(3) == 0) {
                    ranges.remove(A, range);
                    model.andNot(bits);
                } else if (model.intersects(bits)) {
                    assertThrows(PlanException.class, () -> ranges.add(A, range), what);
                } else {
                    ranges.add(A, range);
                    model.or(bits);
                }
                assertEquals(model.cardinality(), ranges.events(), what);
            }
            assertEquals(of(model), ranges, what);
            assertArrayEquals(encode(of(model)), encode(ranges), what);
            assertEquals(ranges, decode(encode(ranges)), what);
        }
    }

    private static EventRanges of(BitSet model) {
        EventRanges ranges = new EventRanges();
        for (int bit = model.nextSetBit(0); bit >= 0; bit = model.nextSetBit(bit + 1)) {
            ranges.add(A, new EntryRange(bit, bit + 1));
        }
        return ranges;
    }

    @Test
    void differenceAndInclusion() {
        EventRanges all = EventRanges.of(
                new Chunk("s", "a", "t", 0, 100, ChunkRuleTest.ID), new Chunk("s", "b", "t", 0, 10, ChunkRuleTest.ID));
        EventRanges some = EventRanges.of(
                new Chunk("s", "a", "t", 20, 30, ChunkRuleTest.ID), new Chunk("s", "b", "t", 0, 10, ChunkRuleTest.ID));
        EventRanges rest = all.minus(some);
        assertEquals(
                "[[0, 20), [30, 100)]",
                rest.ranges(new InputFile("s", "a", "t")).toString());
        assertEquals(1, rest.files().size());
        assertTrue(all.containsAll(some));
        assertNotEquals(all, rest);
        rest.addAll(some);
        assertEquals(all, rest);
    }

    @Test
    void damagedBytesAreRefusedOrAreAnotherSet() throws IOException {
        EventRanges ranges = new EventRanges();
        ranges.add(A, new EntryRange(0, 100_000));
        ranges.add(A, new EntryRange(200_000, 300_000));
        ranges.add(B, new EntryRange(5, 1L << 40));
        byte[] good = encode(ranges);
        for (int length = 0; length < good.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(good, length);
            assertThrows(IOException.class, () -> decode(cut));
        }
        long seed = 99;
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = good.clone();
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            try {
                byte[] again = encode(decode(bytes));
                assertArrayEquals(java.util.Arrays.copyOf(bytes, again.length), again, "seed " + seed + " case " + i);
            } catch (PlanException e) {
                assertEquals(PlanError.DAMAGED_RANGES, e.code());
            } catch (IOException expected) {
                assertTrue(expected instanceof java.io.EOFException, expected.toString());
            }
        }
    }
}
