package org.topcoffea.root.internal.ntuple;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.topcoffea.root.internal.column.Ranges;
import org.topcoffea.root.internal.ntuple.NTupleColumn.Layout;
import org.topcoffea.root.internal.ntuple.Schema.PhysicalColumn;

/**
 * Which pages entries need, before any is read. Where the elements of entries are in a collection is known from its offsets
 * only; until then they are taken to be spread evenly over the cluster, with something to spare at both ends.
 */
final class Foresight {
    private static final double SPARE = 0.02;

    private final Blobs blobs;
    private final Clusters clusters;

    Foresight(Blobs blobs, Clusters clusters) {
        this.blobs = blobs;
        this.clusters = clusters;
    }

    void ranges(Layout layout, long start, long stop, Ranges into) {
        long end = Math.min(stop, clusters.entries());
        for (long entry = start; entry < end; ) {
            Cluster cluster = clusters.at(entry);
            double entries = Math.max(1, cluster.entries());
            double from = (entry - cluster.firstEntry()) / entries;
            double to = (Math.min(end, cluster.end()) - cluster.firstEntry()) / entries;
            boolean nested = layout.collection() != null;
            if (nested) {
                pages(cluster, layout.collection(), from, to, 0, into);
            }
            boolean text = layout.characters() != null;
            pages(cluster, layout.values(), from, to, nested ? SPARE : 0, into);
            pages(cluster, layout.characters(), from, to, text ? SPARE : 0, into);
            entry = cluster.end();
        }
    }

    private void pages(
            Cluster cluster, @Nullable Elements elements, double from, double to, double spare, Ranges into) {
        for (PhysicalColumn column : elements == null ? List.<PhysicalColumn>of() : elements.columns()) {
            Pages pages = cluster.pages(column.id());
            if (pages != null && !pages.suppressed()) {
                add(pages, from - spare, to + spare, into);
            }
        }
    }

    private void add(Pages pages, double from, double to, Ranges into) {
        // The offset of the entry before is needed, too.
        double first = from * pages.elements() - 1;
        double last = to * pages.elements();
        for (int page = 0; page < pages.count(); page++) {
            int bytes = pages.bytes(page) + (pages.checked(page) ? Long.BYTES : 0);
            if (pages.firstElement(page) + pages.elements(page) > first
                    && pages.firstElement(page) < last
                    && !blobs.isCut(bytes)) {
                into.add(pages.position(page), bytes);
            }
        }
    }
}
