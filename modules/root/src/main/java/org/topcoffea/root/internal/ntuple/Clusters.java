package org.topcoffea.root.internal.ntuple;

import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * All clusters. Page lists are read when one of their clusters is first needed and given up when memory is short. Safe for
 * use by several threads.
 */
final class Clusters {
    private final Blobs blobs;
    private final String where;
    private final long headerChecksum;
    private final List<ClusterGroup> groups;
    private final long[] firstEntries;
    private final AtomicReferenceArray<@Nullable SoftReference<PageList>> lists;
    private final long entries;

    /**
     * Puts the groups in order.
     *
     * @param footer the footer, at the list of cluster groups
     * @param headerChecksum what page lists must refer to
     * @param where file and n-tuple, for messages
     */
    Clusters(Blobs blobs, EnvelopeIn footer, long headerChecksum, String where) {
        this.blobs = blobs;
        this.where = where;
        this.headerChecksum = headerChecksum;
        List<ClusterGroup> found = new ArrayList<>();
        EnvelopeIn.Frame list = footer.list(48);
        for (int i = 0; i < list.count(); i++) {
            ClusterGroup group = ClusterGroup.parse(footer);
            if (group.entries() > 0) {
                found.add(group);
            }
        }
        footer.leave(list);
        found.sort(Comparator.comparingLong(ClusterGroup::minEntry));
        this.groups = List.copyOf(found);
        this.firstEntries = new long[groups.size()];
        this.lists = new AtomicReferenceArray<>(groups.size());
        long next = 0;
        for (int i = 0; i < firstEntries.length; i++) {
            firstEntries[i] = groups.get(i).minEntry();
            if (firstEntries[i] != next) {
                throw footer.corrupt(
                        "cluster group " + i + " begins with entry " + firstEntries[i] + ", expected is " + next);
            }
            next += groups.get(i).entries();
        }
        this.entries = next;
    }

    /** The number of entries. */
    long entries() {
        return entries;
    }

    /** Where clusters begin, ascending, and the number of entries. */
    long[] boundaries() {
        LongStream.Builder starts = LongStream.builder();
        starts.add(0);
        long last = 0;
        for (int g = 0; g < groups.size(); g++) {
            PageList list = list(g);
            for (int c = 1; c <= list.clusters(); c++) {
                if (list.firstEntry(c) > last) {
                    last = list.firstEntry(c);
                    starts.add(last);
                }
            }
        }
        return starts.build().toArray();
    }

    /** The cluster that holds an entry. */
    Cluster at(long entry) {
        if (entry < 0 || entry >= entries) {
            throw new IndexOutOfBoundsException(where + " has " + entries + " entries, not entry " + entry);
        }
        int found = Arrays.binarySearch(firstEntries, entry);
        PageList list = list(found >= 0 ? found : -found - 2);
        int cluster = list.find(entry);
        long first = list.firstEntry(cluster);
        return new Cluster(list, cluster, first, list.firstEntry(cluster + 1) - first);
    }

    private PageList list(int index) {
        SoftReference<PageList> reference = lists.get(index);
        PageList list = reference == null ? null : reference.get();
        if (list == null) {
            ClusterGroup group = groups.get(index);
            String what = where + ", page list of cluster group " + index;
            EnvelopeIn in =
                    blobs.envelope(3, group.list().position(), group.list().bytes(), group.listLength(), what);
            list = PageList.parse(in, headerChecksum, group);
            lists.set(index, new SoftReference<>(list));
        }
        return list;
    }
}
