package org.topcoffea.root;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** A reader that has warmed up takes no memory for events: a little for each basket it opens, nothing within one. */
class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void rangesWithinBasketsAllocateNothing() {
        try (RootFile file = RootFile.open(TestData.file("nano_dy.root"))) {
            Tree tree = file.tree("Events");
            try (EventReader reader = tree.reader(ColumnDigests.SAMPLE)) {
                // What the optimising compiler has not seen yet makes short-lived objects: wait for it, but not for
                // ever.
                long taken = Long.MAX_VALUE;
                double sum = 0;
                for (int round = 0; round < 200 && taken != 0; round++) {
                    long before = THREADS.getCurrentThreadAllocatedBytes();
                    for (int i = 0; i < 2_000; i++) {
                        sum += jets(reader);
                    }
                    taken = THREADS.getCurrentThreadAllocatedBytes() - before;
                }
                assertEquals(0, taken, "bytes for 40 000 events (" + sum + ")");
            }
        }
    }

    private static double jets(EventReader reader) {
        reader.select(10, 30);
        int[] offsets = reader.offsets("Jet");
        float[] pt = reader.floats("Jet_pt");
        double[] eta = reader.doubles("Jet_eta");
        int[] id = reader.ints("Jet_cleanmask");
        float[] met = reader.floats("MET_pt");
        double sum = 0;
        for (int e = 0; e < reader.size(); e++) {
            for (int j = offsets[e]; j < offsets[e + 1]; j++) {
                sum += pt[j] * eta[j] * id[j] + met[e];
            }
        }
        return sum;
    }

    @Test
    void basketsAreDecodedIntoTheSameMemory() {
        try (RootFile file = RootFile.open(TestData.file("uproot-issue412.root"))) {
            Tree tree = file.tree("test");
            try (EventReader reader = tree.reader(ColumnDigests.SAMPLE)) {
                for (int i = 0; i < 20; i++) {
                    readAll(tree, reader);
                }
                long before = THREADS.getCurrentThreadAllocatedBytes();
                readAll(tree, reader);
                long taken = THREADS.getCurrentThreadAllocatedBytes() - before;
                // 200 baskets of 10 000 entries: some hundred bytes each for the read itself, nothing for their
                // content.
                assertTrue(taken < 400_000, taken + " bytes for " + tree.entries() + " events");
            }
        }
    }

    private static void readAll(Tree tree, EventReader reader) {
        for (long start = 0; start < tree.entries(); start += 20_000) {
            reader.select(start, Math.min(tree.entries(), start + 20_000));
            reader.longs("b1");
            reader.bytes("b2");
        }
    }
}
