package org.topcoffea.spi.test;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.ColumnInfo;
import org.topcoffea.spi.Events;
import org.topcoffea.spi.Sample;
import org.topcoffea.spi.UserError;

/**
 * Events in memory.
 *
 * <pre>{@code
 * TestEvents events = TestEvents.builder()
 *         .scalar("genWeight", 1.5f, -1.5f)
 *         .jagged("Muon_pt", new float[] {40, 20}, new float[] {})
 *         .build();
 * }</pre>
 *
 * The counter of a collection ({@code nMuon}) comes with its columns. As with events from files, asking for a column
 * that does not exist or for a type that would lose something is an error.
 */
public final class TestEvents implements Events {
    private final int size;
    private final long firstEntry;
    private final String file;
    private final Sample sample;
    private final Map<String, TestColumn> columns;
    private final Set<String> read = new TreeSet<>();

    TestEvents(int size, long firstEntry, String file, Sample sample, Map<String, TestColumn> columns) {
        this.size = size;
        this.firstEntry = firstEntry;
        this.file = file;
        this.sample = sample;
        this.columns = columns;
    }

    /** Begins to build events. */
    public static TestEventsBuilder builder() {
        return new TestEventsBuilder();
    }

    /**
     * A part of these events, as if the file had been cut there.
     *
     * @param from the first event
     * @param to the event after the last one
     */
    public TestEvents range(int from, int to) {
        if (from < 0 || to < from || to > size) {
            throw new IllegalArgumentException("events " + from + " to " + to + " of " + size);
        }
        Map<String, TestColumn> parts = new LinkedHashMap<>();
        columns.forEach((name, column) -> parts.put(name, column.range(from, to)));
        return new TestEvents(to - from, firstEntry + from, file, sample, parts);
    }

    /** The names of the columns whose values were asked for so far, sorted. */
    public Set<String> read() {
        return Set.copyOf(read);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public long firstEntry() {
        return firstEntry;
    }

    @Override
    public String file() {
        return file;
    }

    @Override
    public Sample sample() {
        return sample;
    }

    @Override
    public boolean has(String name) {
        return columns.containsKey(name) || anyOf(name) != null;
    }

    private @Nullable TestColumn anyOf(String collection) {
        return columns.values().stream()
                .filter(column -> column.info().counter().equals('n' + collection))
                .findFirst()
                .orElse(null);
    }

    @Override
    public ColumnInfo column(String name) {
        return find(name).info();
    }

    @Override
    public int[] offsets(String name) {
        TestColumn column = columns.containsKey(name) ? columns.get(name) : anyOf(name);
        if (column == null || column.offsets() == null) {
            throw noSuch("jagged column or collection", name);
        }
        return column.offsets().clone();
    }

    @Override
    public byte[] bytes(String name) {
        return values(name).bytes();
    }

    @Override
    public int[] ints(String name) {
        return values(name).ints();
    }

    @Override
    public long[] longs(String name) {
        return values(name).longs();
    }

    @Override
    public float[] floats(String name) {
        return values(name).floats();
    }

    @Override
    public double[] doubles(String name) {
        return values(name).doubles();
    }

    @Override
    public String[] strings(String name) {
        return values(name).strings();
    }

    private TestColumn values(String name) {
        read.add(name);
        return find(name);
    }

    private TestColumn find(String name) {
        TestColumn column = columns.get(name);
        if (column == null) {
            throw noSuch("column", name);
        }
        return column;
    }

    private AnalysisException noSuch(String kind, String name) {
        return new AnalysisException(
                UserError.NO_SUCH_BRANCH,
                "no " + kind + " '" + name + "' in " + file + ": there are " + columns.keySet());
    }
}
