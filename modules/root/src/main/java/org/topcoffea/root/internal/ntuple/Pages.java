package org.topcoffea.root.internal.ntuple;

import java.util.Arrays;
import org.topcoffea.root.internal.ntuple.EnvelopeIn.Frame;

/** The pages of one column in one cluster. Immutable. */
final class Pages {
    private static final int PAGE_BYTES_MIN = 8;

    private final long[] positions;
    private final int[] bytes;
    private final boolean[] checked;
    private final long[] firstElements;
    private final boolean suppressed;
    private final long elementOffset;

    private Pages(
            long[] positions,
            int[] bytes,
            boolean[] checked,
            long[] firstElements,
            boolean suppressed,
            long elementOffset) {
        this.positions = positions;
        this.bytes = bytes;
        this.checked = checked;
        this.firstElements = firstElements;
        this.suppressed = suppressed;
        this.elementOffset = elementOffset;
    }

    /** Reads the frame of a column in a cluster. */
    static Pages parse(EnvelopeIn in) {
        Frame frame = in.list(PAGE_BYTES_MIN);
        int count = frame.count();
        long[] positions = new long[count];
        int[] bytes = new int[count];
        boolean[] checked = new boolean[count];
        long[] firstElements = new long[count + 1];
        for (int i = 0; i < count; i++) {
            int elements = in.i32();
            checked[i] = elements < 0;
            if (elements == Integer.MIN_VALUE) {
                throw in.corrupt("a page has an impossible number of elements");
            }
            firstElements[i + 1] = firstElements[i] + Math.abs(elements);
            Locator locator = Locator.parse(in);
            if (locator.bytes() < 0 || locator.bytes() > Integer.MAX_VALUE - 64) {
                throw in.corrupt("a page has " + locator.bytes() + " bytes");
            }
            positions[i] = locator.position();
            bytes[i] = (int) locator.bytes();
        }
        long offset = in.i64();
        in.leave(frame);
        return new Pages(positions, bytes, checked, firstElements, offset < 0, offset);
    }

    /** The number of pages. */
    int count() {
        return positions.length;
    }

    /** Whether the column has no data in this cluster because another representation of its field has. */
    boolean suppressed() {
        return suppressed;
    }

    /** How many elements the column has in earlier clusters. */
    long elementOffset() {
        return elementOffset;
    }

    /** The number of elements of all pages. */
    long elements() {
        return firstElements[positions.length];
    }

    /** The first element of a page, counted within the cluster. */
    long firstElement(int page) {
        return firstElements[page];
    }

    /** The number of elements of a page. */
    int elements(int page) {
        return (int) (firstElements[page + 1] - firstElements[page]);
    }

    /** Where the page begins in the file. */
    long position(int page) {
        return positions[page];
    }

    /** The bytes of the page in the file, without the checksum. */
    int bytes(int page) {
        return bytes[page];
    }

    /** Whether the bytes in the file are followed by their checksum. */
    boolean checked(int page) {
        return checked[page];
    }

    /** The page that holds an element. */
    int find(long element) {
        int found = Arrays.binarySearch(firstElements, element);
        int page = found >= 0 ? found : -found - 2;
        while (elements(page) == 0) {
            page++;
        }
        return page;
    }
}
