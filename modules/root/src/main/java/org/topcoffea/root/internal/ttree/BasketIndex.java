package org.topcoffea.root.internal.ttree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.topcoffea.root.RootError;
import org.topcoffea.root.RootException;
import org.topcoffea.root.internal.streamer.Streamed;
import org.topcoffea.root.internal.streamer.StreamedArray;

/** Where the baskets of a branch are and which entries they hold: first those in the file, then those in the tree's record. */
final class BasketIndex {
    private final String where;
    /** The first entry of each basket, and the entry behind the last. */
    private final long[] bounds;

    private final long[] seeks;
    private final long[] bytes;
    private final List<EmbeddedBasket> embedded;

    private BasketIndex(String where, long[] bounds, long[] seeks, long[] bytes, List<EmbeddedBasket> embedded) {
        this.where = where;
        this.bounds = bounds;
        this.seeks = seeks;
        this.bytes = bytes;
        this.embedded = embedded;
        for (int i = 1; i < bounds.length; i++) {
            if (bounds[i] < bounds[i - 1]) {
                throw new RootException(
                        RootError.CORRUPT,
                        where + ": basket " + (i - 1) + " has entries " + bounds[i - 1] + " to " + bounds[i]);
            }
        }
    }

    static BasketIndex of(Streamed branch, String where) {
        List<EmbeddedBasket> embedded = embedded(branch, where);
        StreamedArray seekArray = branch.array("fBasketSeek");
        StreamedArray byteArray = branch.array("fBasketBytes");
        StreamedArray entryArray = branch.array("fBasketEntry");
        if (seekArray == null || byteArray == null || entryArray == null) {
            long[] bounds = new long[embedded.size() + 1];
            return new BasketIndex(where, fill(bounds, 0, embedded), new long[0], new long[0], embedded);
        }
        int written = Math.clamp(branch.number("fWriteBasket"), 0, Math.min(seekArray.count(), byteArray.count()));
        long[] seeks = seekArray.longs(written);
        int count = 0;
        while (count < written && seeks[count] != 0) {
            count++;
        }
        long[] entries = entryArray.longs(count + 1);
        long[] bounds = Arrays.copyOf(entries, count + 1 + embedded.size());
        if (entries.length <= count) {
            // Some writers leave out the end of the last basket.
            bounds[count] = branch.number("fEntries")
                    - embedded.stream().mapToLong(EmbeddedBasket::entries).sum();
        }
        return new BasketIndex(
                where, fill(bounds, count, embedded), Arrays.copyOf(seeks, count), byteArray.longs(count), embedded);
    }

    private static long[] fill(long[] bounds, int from, List<EmbeddedBasket> embedded) {
        for (int i = 0; i < embedded.size(); i++) {
            bounds[from + i + 1] = bounds[from + i] + embedded.get(i).entries();
        }
        return bounds;
    }

    private static List<EmbeddedBasket> embedded(Streamed branch, String where) {
        Streamed list = branch.object("fBaskets");
        List<EmbeddedBasket> found = new ArrayList<>();
        if (list != null) {
            for (Streamed basket : list.items()) {
                if (basket != null && basket.className().equals("TBasket")) {
                    EmbeddedBasket parsed = EmbeddedBasket.parse(basket.bytes(), where);
                    if (parsed.entries() > 0) {
                        found.add(parsed);
                    }
                }
            }
        }
        return found;
    }

    /** The number of baskets. */
    int count() {
        return bounds.length - 1;
    }

    /** The number of baskets that are records of the file. */
    int inFile() {
        return seeks.length;
    }

    long seek(int basket) {
        return seeks[basket];
    }

    long bytes(int basket) {
        return bytes[basket];
    }

    EmbeddedBasket embedded(int basket) {
        return embedded.get(basket - seeks.length);
    }

    long first(int basket) {
        return bounds[basket];
    }

    long behind(int basket) {
        return bounds[basket + 1];
    }

    /** The entry behind the last that any basket holds. */
    long entries() {
        return bounds[bounds.length - 1];
    }

    long[] bounds() {
        return bounds;
    }

    /** The first basket that ends behind an entry; {@link #count} if none does. */
    int firstBehind(long entry) {
        int low = 0;
        int high = count();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (bounds[middle + 1] > entry) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /**
     * The basket that holds an entry.
     *
     * @param stop the entry behind the last of the range, which the message names
     */
    int find(long entry, long stop) {
        if (entry < bounds[0] || stop > entries()) {
            throw new RootException(
                    RootError.CORRUPT,
                    where + ": has baskets for entries " + bounds[0] + " to " + entries() + " only, not for " + entry
                            + " to " + stop);
        }
        int at = Arrays.binarySearch(bounds, entry);
        if (at < 0) {
            return -at - 2;
        }
        while (at < count() - 1 && bounds[at + 1] == entry) {
            at++;
        }
        return at;
    }
}
