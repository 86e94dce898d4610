package org.topcoffea.spi;

/**
 * A range of consecutive events of one file, as columns of primitive arrays.
 *
 * <p>A column is read and decompressed when it is first asked for and once only; columns nobody asks for cost nothing.
 * All arrays are read-only by contract, belong to the reader and are valid until {@link EventProcessor#process} returns.
 * They may be longer than needed: loop over {@link #size()} events, or over {@link #offsets(String) offsets}.
 *
 * <p>Events are numbered from 0 to {@code size() - 1} in this range. A jagged column {@code Muon_pt} is one flat array;
 * the objects of event {@code e} have the indices {@code offsets[e]} to {@code offsets[e + 1] - 1}, and all columns of a
 * collection share one offsets array. For a column of {@linkplain ColumnInfo#width() width} {@code w}, object {@code i}
 * occupies {@code i * w} to {@code i * w + w - 1} (event {@code e} takes the place of {@code i} if it is not jagged).
 * A cross reference such as {@code Jet_muonIdx1} counts within the event: add the other collection's offset of the event;
 * negative and too large values mean none.
 *
 * <p>Asking for a column that does not exist is {@link UserError#NO_SUCH_BRANCH}; asking for a type that it cannot be
 * converted to without loss is {@link UserError#WRONG_BRANCH_TYPE}. Not thread-safe: one thread uses it at a time.
 */
public interface Events {
    /** The number of events in this range. */
    int size();

    /** The entry number, within the file, of the first event of this range. */
    long firstEntry();

    /** The file that the events come from, as a path or URL. */
    String file();

    /** The sample that the events belong to. */
    Sample sample();

    /**
     * Whether a column or a collection of that name exists: {@code has("Muon_pt")}, {@code has("nMuon")} and, when there
     * is any column {@code Muon_…} with the counter {@code nMuon}, {@code has("Muon")}.
     */
    boolean has(String name);

    /** What is known of a column without reading it. */
    ColumnInfo column(String name);

    /**
     * The objects of each event: {@code size() + 1} cumulative counts beginning with 0.
     *
     * @param name a collection ({@code "Muon"}) or a jagged column ({@code "Muon_pt"}, {@code "EFTfitCoefficients"})
     */
    int[] offsets(String name);

    /** A column of 8-bit values as stored: booleans (0 is false, anything else true), signed or unsigned bytes. */
    byte[] bytes(String name);

    /**
     * A column as 32-bit integers: from any integer or boolean type of up to 32 bits, widened by its own signedness.
     * Unsigned 32-bit values keep their bits; values above 2³¹−1 therefore appear negative.
     */
    int[] ints(String name);

    /** A column as 64-bit integers, from any integer or boolean type; unsigned 64-bit values keep their bits. */
    long[] longs(String name);

    /** A column as floats: from single precision, and from integers of up to 16 bits. */
    float[] floats(String name);

    /** A column as doubles: from single or double precision and from integers of up to 32 bits. */
    double[] doubles(String name);

    /** A column of text. The strings are new objects: not for hot loops. */
    String[] strings(String name);

    /** A view of one collection, so that its name is written once. */
    default Collection collection(String name) {
        return new Collection(this, name);
    }
}
