package org.topcoffea.spi;

/**
 * The columns of one collection: {@code new Collection(events, "Muon").floats("pt")} is {@code events.floats("Muon_pt")}.
 *
 * @param events the events that hold the collection
 * @param name the name of the collection, without the underscore
 */
public record Collection(Events events, String name) {
    /** Whether the collection exists at all. */
    public boolean exists() {
        return events.has(name);
    }

    /** Whether the collection has that column. */
    public boolean has(String column) {
        return events.has(name + '_' + column);
    }

    /** The objects of each event; see {@link Events#offsets}. */
    public int[] offsets() {
        return events.offsets(name);
    }

    /** See {@link Events#bytes}. */
    public byte[] bytes(String column) {
        return events.bytes(name + '_' + column);
    }

    /** See {@link Events#ints}. */
    public int[] ints(String column) {
        return events.ints(name + '_' + column);
    }

    /** See {@link Events#longs}. */
    public long[] longs(String column) {
        return events.longs(name + '_' + column);
    }

    /** See {@link Events#floats}. */
    public float[] floats(String column) {
        return events.floats(name + '_' + column);
    }

    /** See {@link Events#doubles}. */
    public double[] doubles(String column) {
        return events.doubles(name + '_' + column);
    }
}
