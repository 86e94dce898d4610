package org.topcoffea.root.internal.ntuple;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.topcoffea.root.RootError;
import org.topcoffea.root.RootException;
import org.topcoffea.root.internal.ntuple.PageReader.Batch;
import org.topcoffea.root.internal.ntuple.Schema.PhysicalColumn;
import org.topcoffea.spi.ColumnType;

/**
 * Reads ranges of elements of one field within a cluster, straight into the caller's array. Keeps the page that it stopped
 * in, so that the next range does not decompress it again.
 */
final class ElementReader {
    private final PageReader reader;
    private final Elements elements;
    private final String where;

    private @Nullable Cluster cluster;
    private @Nullable PhysicalColumn column;
    private @Nullable Pages pages;
    private long zeros;

    private byte @Nullable [] kept;
    private long[] keptSums = new long[0];
    private boolean keptIsSums;
    private boolean keepsPage;
    private long keptPosition;
    private int keptElements;
    private int keptColumn;

    ElementReader(PageReader reader, Elements elements, String where) {
        this.reader = reader;
        this.elements = elements;
        this.where = where + ", field '" + elements.field() + "'";
    }

    private RootException corrupt(String what) {
        long first = cluster == null ? 0 : cluster.firstEntry();
        return new RootException(RootError.CORRUPT, where + ", cluster that begins with entry " + first + ": " + what);
    }

    /** Chooses the column that has the data of a cluster. */
    private void enter(Cluster next) {
        if (next.equals(cluster)) {
            return;
        }
        cluster = next;
        column = null;
        pages = null;
        zeros = 0;
        for (PhysicalColumn candidate : elements.columns()) {
            Pages found = next.pages(candidate.id());
            if (found == null && candidate.deferred() && candidate.firstElement() >= 0) {
                zeros = elements.perEntry() * next.entries();
                return;
            }
            if (found != null && !found.suppressed()) {
                choose(candidate, found, next);
                return;
            }
        }
    }

    private void choose(PhysicalColumn candidate, Pages found, Cluster next) {
        if (candidate.encoding() == null) {
            throw new RootException(
                    RootError.UNSUPPORTED,
                    where + ": column type 0x" + Integer.toHexString(candidate.code())
                            + " is unknown to this reader: it needs a newer one");
        }
        column = candidate;
        pages = found;
        if (candidate.deferred()) {
            zeros = elements.perEntry() > 0
                    ? elements.perEntry() * next.entries() - found.elements()
                    : candidate.firstElement() - found.elementOffset();
            zeros = Math.max(0, zeros);
        }
    }

    /**
     * Makes sure that elements exist, before anything is allocated for them.
     *
     * @param of the cluster
     * @param first the first element, counted within the cluster
     * @param count how many
     */
    void check(Cluster of, long first, long count) {
        enter(of);
        long available = zeros + (pages == null ? 0 : pages.elements());
        if (first < 0 || count < 0 || first > available - count) {
            throw corrupt(
                    "has " + available + " elements, but elements " + first + " to " + (first + count) + " are wanted");
        }
    }

    /**
     * Reads elements.
     *
     * @param of the cluster
     * @param first the first element, counted within the cluster
     * @param count how many
     * @param target an array of the elements' type
     * @param at where the first goes
     */
    void read(Cluster of, long first, int count, Object target, int at) {
        check(of, first, count);
        int absent = Math.clamp(zeros - first, 0, count);
        PageDecoder.zero(elements.type(), target, at, absent);
        if (absent < count) {
            readPages(Objects.requireNonNull(pages), first + absent - zeros, count - absent, target, at + absent);
        }
    }

    private void readPages(Pages from, long first, int count, Object target, int at) {
        PhysicalColumn of = Objects.requireNonNull(column);
        int last = from.find(first + count - 1);
        long next = first;
        int to = at;
        Batch batch = null;
        for (int page = from.find(first); page <= last; page++) {
            int begin = (int) (next - from.firstElement(page));
            int end = (int) Math.min(from.elements(page), first + count - from.firstElement(page));
            if (begin == end) {
                continue;
            }
            if (!isKept(from, page) && !loadKept(from, page, of)) {
                if (batch == null || !batch.holds(from, page)) {
                    batch = reader.fetch(from, page, last, where);
                }
                load(batch, from, page, of);
            }
            decode(of, from, page, begin, end, target, to);
            next += end - begin;
            to += end - begin;
        }
        letGo(from, last, first + count);
    }

    private boolean isKept(Pages from, int page) {
        return keepsPage
                && from.position(page) == keptPosition
                && from.elements(page) == keptElements
                && keptColumn == Objects.requireNonNull(column).id();
    }

    private void load(Batch batch, Pages from, int page, PhysicalColumn of) {
        long length = of.bytes(from.elements(page));
        reader.checkLength(batch, page, length, where);
        reader.decompress(batch, page, of, empty((int) length), (int) length, where);
        loaded(from, page, of);
    }

    /** Takes a page that was decompressed by another reader, maybe long ago, if there is one. */
    private boolean loadKept(Pages from, int page, PhysicalColumn of) {
        long length = of.bytes(from.elements(page));
        if (!reader.isKept(from, page, length) || !reader.kept(from, page, empty((int) length), (int) length)) {
            return false;
        }
        loaded(from, page, of);
        return true;
    }

    /** An empty buffer in place of the page that was kept. */
    private byte[] empty(int length) {
        byte[] buffer = kept;
        keepsPage = false;
        if (buffer != null) {
            kept = null;
            reader.give(buffer);
        }
        buffer = reader.take(length);
        kept = buffer;
        return buffer;
    }

    private void loaded(Pages from, int page, PhysicalColumn of) {
        keptIsSums = false;
        keepsPage = true;
        keptPosition = from.position(page);
        keptElements = from.elements(page);
        keptColumn = of.id();
    }

    private void decode(PhysicalColumn of, Pages from, int page, int begin, int end, Object target, int to) {
        int size = from.elements(page);
        boolean whole = begin == 0 && end == size;
        boolean sums = Objects.requireNonNull(of.encoding()).isDelta() && elements.type() == ColumnType.UINT64;
        if (sums && (keptIsSums || !whole)) {
            if (!keptIsSums) {
                if (keptSums.length < size) {
                    keptSums = new long[size];
                }
                reader.decoder()
                        .decode(of, Objects.requireNonNull(kept), size, 0, size, ColumnType.UINT64, keptSums, 0);
                keptIsSums = true;
            }
            System.arraycopy(keptSums, begin, (long[]) target, to, end - begin);
            return;
        }
        String problem = reader.decoder()
                .decode(of, Objects.requireNonNull(kept), size, begin, end, elements.type(), target, to);
        if (problem != null) {
            throw corrupt("page " + page + ": " + problem);
        }
    }

    /** Gives the buffer back when nothing of its page is left to be read. */
    private void letGo(Pages from, int last, long end) {
        byte[] buffer = kept;
        boolean moreToCome = end < from.firstElement(last) + from.elements(last);
        boolean samePageFollows = last + 1 < from.count() && from.position(last + 1) == keptPosition;
        if (buffer != null && (keptIsSums || !(moreToCome || samePageFollows))) {
            reader.give(buffer);
            kept = null;
            keepsPage = keptIsSums;
        }
    }
}
