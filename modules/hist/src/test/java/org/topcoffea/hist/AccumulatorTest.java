package org.topcoffea.hist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.topcoffea.spi.Accumulator;

/** What holds for all accumulators: merging is a commutative monoid to the last bit, encoding is canonical and checked. */
class AccumulatorTest {
    private static final WilsonCoefficients WC = WilsonCoefficients.of("ctG", "ctW", "cpt");
    private static final int FUZZ = Integer.getInteger("topcoffea.fuzz.cases", 3000);

    private static List<Accumulator<?>> samples() {
        List<Accumulator<?>> all = new ArrayList<>();
        List<Axis> axes = List.of(
                Axis.category("process"),
                new CategoryAxis("channel", "Channel", List.of("z", "a"), false),
                Axis.regular("x", "x", 4, 0, 1),
                new IntegerAxis("n", "n", 0, 3, false, true));
        for (Storage storage : Storage.values()) {
            all.add(Histogram.of(storage, Summation.REPRODUCIBLE, axes));
        }
        all.add(EftHistogram.of(WC, Summation.REPRODUCIBLE, true, axes));
        all.add(EftHistogram.of(WC, Summation.REPRODUCIBLE, false, axes));
        all.add(Cutflow.of("all", "trigger", "2lss"));
        all.add(new NamedSums());
        all.add(EventTable.of(
                new EventTable.Column("run", EventTable.Kind.INTEGER),
                new EventTable.Column("pt", EventTable.Kind.NUMBER),
                new EventTable.Column("file", EventTable.Kind.TEXT)));
        return all;
    }

    /** Fills the event of that number. */
    private static void fill(Accumulator<?> accumulator, int event) {
        Random random = new Random(event);
        double weight = random.nextGaussian() * Math.pow(10, random.nextInt(-8, 8));
        String process = "p" + random.nextInt(3);
        double x = random.nextDouble() * 1.4 - 0.2;
        double n = random.nextInt(5);
        switch (accumulator) {
            case Histogram h ->
                h.block(process, random.nextBoolean() ? "a" : "z")
                        .fill(x, n, h.storage() == Storage.COUNT ? 1 : weight);
            case EftHistogram h -> {
                EftHistogram.Block block = h.block(process, "a");
                int row = block.row(x, n);
                float[] q = new float[WC.quadraticTerms()];
                for (int k = 0; k < q.length; k++) {
                    q[k] = (float) random.nextGaussian();
                }
                if (process.equals("p0")) {
                    block.fillRow(row, weight);
                } else {
                    block.fillRow(row, weight, q, 0);
                }
            }
            case Cutflow cutflow -> cutflow.row(process).pass(random.nextInt(3), weight);
            case NamedSums sums -> sums.sum(process).add(weight);
            case EventTable table -> table.add(event, weight, process);
            default -> throw new AssertionError(accumulator);
        }
    }

    private static byte[] bytes(Accumulator<?> accumulator) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        accumulator.encode(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static <A extends Accumulator<A>> A decoded(A accumulator) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes(accumulator)));
        A result = accumulator.type().decode(in, accumulator.type().version());
        assertEquals(-1, in.read());
        return result;
    }

    private static <A extends Accumulator<A>> void checkLaws(A empty, int seed) throws IOException {
        Random random = new Random(seed);
        List<Integer> events = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            events.add(i);
        }
        A reference = empty.empty();
        events.forEach(event -> fill(reference, event));
        Collections.shuffle(events, random);
        List<A> parts = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            parts.add(empty.empty());
        }
        events.forEach(event -> fill(parts.get(random.nextInt(parts.size())), event));
        while (parts.size() > 1) {
            A part = parts.remove(random.nextInt(parts.size()));
            parts.get(random.nextInt(parts.size())).merge(random.nextBoolean() ? part : decoded(part));
        }
        A merged = parts.get(0);
        merged.merge(empty.empty());
        assertArrayEquals(bytes(reference), bytes(merged), empty.type().name() + ", seed " + seed);
        assertArrayEquals(
                bytes(reference), bytes(decoded(reference)), empty.type().name());
        assertTrue(empty.isEmpty() && reference.empty().isEmpty() && !reference.isEmpty());
    }

    @Test
    void mergingDoesNotDependOnOrder() throws IOException {
        for (int seed = 0; seed < 5; seed++) {
            for (Accumulator<?> empty : samples()) {
                switch (empty) {
                    case Histogram h -> checkLaws(h, seed);
                    case EftHistogram h -> checkLaws(h, seed);
                    case Cutflow c -> checkLaws(c, seed);
                    case NamedSums s -> checkLaws(s, seed);
                    case EventTable t -> checkLaws(t, seed);
                    default -> throw new AssertionError(empty);
                }
            }
        }
    }

    @Test
    void damagedBytesAreRefusedOrRead() throws IOException {
        for (Accumulator<?> accumulator : samples()) {
            for (int event = 0; event < 30; event++) {
                fill(accumulator, event);
            }
            byte[] good = bytes(accumulator);
            for (int seed = 0; seed < FUZZ; seed++) {
                Random random = new Random(seed);
                byte[] bad = random.nextInt(4) == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
                for (int i = random.nextInt(3); i >= 0 && bad.length > 0; i--) {
                    bad[random.nextInt(random.nextBoolean() ? Math.min(bad.length, 120) : bad.length)] =
                            (byte) (random.nextBoolean() ? random.nextInt() : 0x7F);
                }
                try {
                    Accumulator<?> read =
                            accumulator.type().decode(new DataInputStream(new ByteArrayInputStream(bad)), 1);
                    bytes(read);
                } catch (IOException expected) {
                    // Said in the words of the decoder; which one depends on where the damage is.
                } catch (RuntimeException | OutOfMemoryError e) {
                    throw new AssertionError(accumulator.type().name() + ", seed " + seed, e);
                }
            }
            assertThrows(
                    IOException.class,
                    () -> accumulator.type().decode(new DataInputStream(new ByteArrayInputStream(good)), 2));
        }
    }

    @Test
    void typesAreProvidedAndHaveDifferentNames() {
        Set<String> provided = Histogram.class.getModule().getDescriptor().provides().stream()
                .flatMap(provides -> provides.providers().stream())
                .collect(Collectors.toSet());
        Set<String> names = new HashSet<>();
        for (Accumulator<?> accumulator : samples()) {
            assertTrue(provided.contains(accumulator.type().getClass().getName()));
            names.add(accumulator.type().name());
        }
        assertEquals(Set.of("histogram", "eft-histogram", "cutflow", "named-sums", "event-table"), names);
        assertEquals(names.size(), provided.size());
    }

    @Test
    void blocksThatWereNotFilledDoNotCount() throws IOException {
        for (Accumulator<?> accumulator : samples()) {
            byte[] before = bytes(accumulator);
            switch (accumulator) {
                case Histogram h -> h.block("p", "a");
                case EftHistogram h -> h.block("p", "a");
                case Cutflow cutflow -> cutflow.row("p");
                case NamedSums sums -> sums.sum("p");
                default -> {}
            }
            assertArrayEquals(before, bytes(accumulator));
            assertTrue(accumulator.isEmpty());
        }
    }

    @Test
    void differentStructuresAreRefused() {
        Histogram a = Histogram.of(Storage.DOUBLE, Axis.regular("x", "x", 4, 0, 1));
        Histogram b = Histogram.of(Storage.DOUBLE, Axis.regular("x", "x", 5, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> a.merge(b));
        assertThrows(IllegalArgumentException.class, () -> a.merge(a.with(Summation.PLAIN)));
        EftHistogram c = EftHistogram.of(WC, Axis.regular("x", "x", 4, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> c.merge(c.withSquaredWeights()));
        assertThrows(
                IllegalArgumentException.class,
                () -> c.merge(EftHistogram.of(WilsonCoefficients.NONE, Axis.regular("x", "x", 4, 0, 1))));
        assertThrows(IllegalArgumentException.class, () -> Cutflow.of("a").merge(Cutflow.of("b")));
        assertThrows(IllegalArgumentException.class, () -> Histogram.of(Storage.DOUBLE, Axis.category("weight")));
    }

    @Test
    void fillingAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (Summation summation : Summation.values()) {
            EftHistogram eft = EftHistogram.of(
                            WC, Axis.category("process"), Axis.category("channel"), Axis.variable("x", "x", 0, 0.3, 1))
                    .with(summation);
            Histogram plain = Histogram.of(
                    Storage.WEIGHTED, summation, List.of(Axis.category("p"), Axis.regular("x", "x", 9, 0, 1)));
            float[] q = new float[WC.quadraticTerms() * 64];
            Arrays.fill(q, 0.25f);
            long taken = Long.MAX_VALUE;
            // Linking and compiling may allocate for the thread in any one round.
            for (int round = 0; round < 50 && taken > 0; round++) {
                long before =
                        threads.getThreadAllocatedBytes(Thread.currentThread().threadId());
                fillLoop(eft, plain, q);
                taken = threads.getThreadAllocatedBytes(Thread.currentThread().threadId()) - before;
            }
            assertEquals(0, taken, summation + ": bytes for 20000 fills");
        }
    }

    private static void fillLoop(EftHistogram eft, Histogram plain, float[] q) {
        int process = eft.id(0, "ttH");
        int channel = eft.id(1, "2lss");
        int other = plain.id(0, "ttH");
        for (int e = 0; e < 10_000; e++) {
            eft.block(process, channel).fill((e & 127) / 100.0, 1.5, q, (e & 63) * WC.quadraticTerms());
            plain.block(other).fill((e & 127) / 100.0, 0.1 * e);
        }
    }
}
