package org.topcoffea.root.internal.ntuple;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.topcoffea.codec.Compression;
import org.topcoffea.root.ColumnStorage;
import org.topcoffea.root.internal.container.Blocks;
import org.topcoffea.root.internal.ntuple.NTupleColumn.Layout;
import org.topcoffea.root.internal.ntuple.Schema.PhysicalColumn;

/** Adds up how columns are stored. */
final class Storage {
    private final Blobs blobs;
    private final Clusters clusters;
    private final String where;

    Storage(Blobs blobs, Clusters clusters, String where) {
        this.blobs = blobs;
        this.clusters = clusters;
        this.where = where;
    }

    /** The pages of a column; offsets that several columns share count for the column that counts objects. */
    ColumnStorage of(Layout layout) {
        List<PhysicalColumn> columns = new ArrayList<>();
        Elements collection = layout.collection();
        if (collection != null
                && (layout.values() == null || layout.info().counter().isEmpty())) {
            columns.addAll(collection.columns());
        }
        if (layout.values() != null) {
            columns.addAll(layout.values().columns());
        }
        if (layout.characters() != null) {
            columns.addAll(layout.characters().columns());
        }
        Sum sum = new Sum();
        for (long entry = 0; entry < clusters.entries(); ) {
            Cluster cluster = clusters.at(entry);
            for (PhysicalColumn column : columns) {
                add(cluster.pages(column.id()), column, sum);
            }
            entry = cluster.end();
        }
        return new ColumnStorage(sum.stored, sum.bytes, sum.parts, sum.compressions);
    }

    private static final class Sum {
        private long stored;
        private long bytes;
        private int parts;
        private final Set<Compression> compressions = EnumSet.noneOf(Compression.class);
    }

    private void add(@Nullable Pages pages, PhysicalColumn column, Sum sum) {
        for (int page = 0; pages != null && page < pages.count(); page++) {
            long length = column.bytes(pages.elements(page));
            sum.stored += pages.bytes(page);
            sum.bytes += length;
            sum.parts++;
            if (length == pages.bytes(page)) {
                sum.compressions.add(Compression.NONE);
            } else {
                byte[] header = new byte[Math.min(Blocks.HEADER_BYTES, pages.bytes(page))];
                blobs.read(pages.position(page), MemorySegment.ofArray(header), where);
                Blocks.collect(MemorySegment.ofArray(header), sum.compressions);
            }
        }
    }
}
