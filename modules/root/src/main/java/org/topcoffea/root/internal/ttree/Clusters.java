package org.topcoffea.root.internal.ttree;

import java.util.Arrays;
import java.util.List;
import org.topcoffea.root.RootException;
import org.topcoffea.root.internal.streamer.Streamed;
import org.topcoffea.root.internal.streamer.StreamedArray;

/** Where all branches begin a new basket, or at least the writer meant them to. */
final class Clusters {
    private static final int MAX_CLUSTERS = 1_000_000;

    private Clusters() {}

    static long[] of(Streamed tree, List<Branch> branches, long entries) {
        if (entries == 0) {
            return new long[] {0};
        }
        long[] common = common(branches, entries);
        return common.length > 2 ? common : declared(tree, entries);
    }

    /** The entries where every branch begins a basket: with any cluster size these include the ends of clusters. */
    private static long[] common(List<Branch> branches, long entries) {
        long[] common = null;
        for (Branch branch : branches) {
            long[] bounds;
            try {
                bounds = branch.index().bounds();
            } catch (RootException e) {
                // A damaged branch is reported when it is read; it has no say in where clusters are.
                continue;
            }
            if (bounds.length < 2 || bounds[0] != 0 || bounds[bounds.length - 1] != entries) {
                continue;
            }
            common = common == null ? distinct(bounds) : intersection(common, bounds);
            if (common.length <= 2) {
                break;
            }
        }
        return common == null ? new long[] {0, entries} : common;
    }

    private static long[] distinct(long[] bounds) {
        return Arrays.stream(bounds).distinct().toArray();
    }

    private static long[] intersection(long[] a, long[] b) {
        long[] both = new long[Math.min(a.length, b.length)];
        int count = 0;
        int j = 0;
        for (long value : a) {
            while (j < b.length && b[j] < value) {
                j++;
            }
            if (j < b.length && b[j] == value) {
                both[count++] = value;
            }
        }
        return Arrays.copyOf(both, count);
    }

    /** What the tree says about itself: ranges with a cluster size each, and the size of clusters behind them. */
    private static long[] declared(Streamed tree, long entries) {
        long[] found = new long[64];
        int count = 1;
        StreamedArray ends = tree.array("fClusterRangeEnd");
        StreamedArray sizes = tree.array("fClusterSize");
        long[] rangeEnds = ends == null ? new long[0] : ends.longs(ends.count());
        long[] rangeSizes = sizes == null ? new long[0] : sizes.longs(sizes.count());
        int ranges = Math.min(rangeEnds.length, rangeSizes.length);
        for (int range = 0; range <= ranges; range++) {
            boolean last = range == ranges;
            long behind = last ? entries : Math.min(entries, rangeEnds[range] + 1);
            long size = last ? tree.number("fAutoFlush", 0) : rangeSizes[range];
            long at = found[count - 1];
            while (at < behind) {
                at = size <= 0 || size >= behind - at ? behind : at + size;
                if (count == MAX_CLUSTERS) {
                    return new long[] {0, entries};
                }
                if (count == found.length) {
                    found = Arrays.copyOf(found, 2 * count);
                }
                found[count++] = at;
            }
        }
        return Arrays.copyOf(found, count);
    }
}
