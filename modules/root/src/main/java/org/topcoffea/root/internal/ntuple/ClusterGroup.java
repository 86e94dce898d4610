package org.topcoffea.root.internal.ntuple;

import org.topcoffea.root.internal.ntuple.EnvelopeIn.Frame;

/**
 * Consecutive clusters whose pages are described by one page list.
 *
 * @param minEntry the first entry
 * @param entries the number of entries
 * @param clusters the number of clusters
 * @param listLength the bytes of the page list after decompression
 * @param list where the page list lies
 */
record ClusterGroup(long minEntry, long entries, int clusters, long listLength, Locator list) {
    static ClusterGroup parse(EnvelopeIn in) {
        Frame frame = in.record();
        ClusterGroup group = new ClusterGroup(in.i64(), in.i64(), in.index(), in.i64(), Locator.parse(in));
        if (group.minEntry < 0 || group.entries < 0 || group.minEntry > Long.MAX_VALUE / 4 - group.entries) {
            throw in.corrupt("a cluster group has entries " + group.minEntry + " to " + group.entries + " more");
        }
        in.leave(frame);
        return group;
    }
}
