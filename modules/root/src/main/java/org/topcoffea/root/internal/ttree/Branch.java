package org.topcoffea.root.internal.ttree;

import java.lang.foreign.MemorySegment;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.topcoffea.codec.Compression;
import org.topcoffea.root.ColumnStorage;
import org.topcoffea.root.internal.column.Ranges;
import org.topcoffea.root.internal.column.ReadContext;
import org.topcoffea.root.internal.container.Blocks;
import org.topcoffea.root.internal.container.Container;
import org.topcoffea.root.internal.container.Key;
import org.topcoffea.root.internal.streamer.Streamed;

/** A branch: where its baskets are. Its tables are decoded when they are first needed. Immutable otherwise. */
final class Branch {
    private final Container container;
    private final String tree;
    private final String path;
    private final Streamed streamed;
    private volatile @Nullable BasketIndex index;

    Branch(Container container, String tree, String path, Streamed streamed) {
        this.container = container;
        this.tree = tree;
        this.path = path;
        this.streamed = streamed;
    }

    String path() {
        return path;
    }

    Streamed streamed() {
        return streamed;
    }

    /** File, tree and branch, for messages. */
    String where() {
        return container.name() + ": tree '" + tree + "', branch '" + path + "'";
    }

    BasketIndex index() {
        BasketIndex known = index;
        if (known == null) {
            known = BasketIndex.of(streamed, where());
            index = known;
        }
        return known;
    }

    /** The baskets for one reader, shared by all columns of this branch. */
    BasketCursor cursor(ReadContext context) {
        return context.shared(
                this, BasketCursor.class, () -> new BasketCursor(where(), index(), container.source(), context));
    }

    /** The baskets in the file that hold a range of entries. */
    void ranges(long start, long stop, Ranges into) {
        BasketIndex baskets = index();
        for (int i = baskets.firstBehind(start); i < baskets.inFile() && baskets.first(i) < stop; i++) {
            into.add(baskets.seek(i), baskets.bytes(i));
        }
    }

    ColumnStorage storage() {
        BasketIndex baskets = index();
        if (container.source().aheadBytes() > 0 && streamed.has("fTotBytes") && streamed.has("fZipBytes")) {
            return told(baskets);
        }
        Set<Compression> compressions = EnumSet.noneOf(Compression.class);
        long stored = 0;
        long decoded = 0;
        for (int i = 0; i < baskets.inFile(); i++) {
            Key key = container.key(baskets.seek(i));
            stored += key.payloadBytes();
            decoded += key.objectBytes();
            if (!key.compressed()) {
                compressions.add(Compression.NONE);
            } else {
                int first = Math.min(Blocks.HEADER_BYTES, Math.max(0, key.payloadBytes()));
                byte[] header = container.read(key.seek() + key.keyBytes(), first, where());
                Blocks.collect(MemorySegment.ofArray(header), compressions);
            }
        }
        for (int i = baskets.inFile(); i < baskets.count(); i++) {
            stored += baskets.embedded(i).length();
            decoded += baskets.embedded(i).length();
            compressions.add(Compression.NONE);
        }
        return new ColumnStorage(stored, decoded, baskets.count(), compressions);
    }

    /** What the writer counted, with the keys of baskets: for files far away, where looking at each basket takes too long. */
    private ColumnStorage told(BasketIndex baskets) {
        int setting = (int) streamed.number("fCompress", 0);
        Compression compression = switch (setting % 100 <= 0 ? 0 : setting / 100) {
            case 1 -> Compression.ZLIB;
            case 2 -> Compression.LZMA;
            case 3 -> Compression.OLD;
            case 4 -> Compression.LZ4;
            case 5 -> Compression.ZSTD;
            default -> setting > 0 ? Compression.ZLIB : Compression.NONE;
        };
        return new ColumnStorage(
                (long) streamed.real("fZipBytes"),
                (long) streamed.real("fTotBytes"),
                baskets.count(),
                EnumSet.of(compression));
    }
}
