package org.topcoffea.root.internal.column;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.topcoffea.root.ColumnStorage;
import org.topcoffea.root.EventReader;
import org.topcoffea.root.Tree;
import org.topcoffea.root.UnsupportedColumn;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.ColumnInfo;
import org.topcoffea.spi.Sample;
import org.topcoffea.spi.UserError;

/** A tree made of columns, whatever they are stored as. Immutable and shared between threads. */
public final class ColumnTree implements Tree {
    private final Origin origin;
    private final String file;
    private final String name;
    private final long entries;
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final Map<String, Column> collections = new HashMap<>();
    private final List<ColumnInfo> infos;
    private final List<UnsupportedColumn> unsupported;
    private final Supplier<long[]> boundaries;
    private long @Nullable [] clusters;

    /**
     * Puts a tree together.
     *
     * @param origin the file
     * @param name the tree's path within the file
     * @param entries the number of entries
     * @param columns the readable columns, names being unique
     * @param unsupported the other columns
     * @param clusters finds the boundaries of {@link Tree#clusters()}, when they are first asked for
     */
    public ColumnTree(
            Origin origin,
            String name,
            long entries,
            List<? extends Column> columns,
            List<UnsupportedColumn> unsupported,
            Supplier<long[]> clusters) {
        this.origin = origin;
        this.file = origin.source().name();
        this.name = name;
        this.entries = entries;
        this.unsupported = List.copyOf(unsupported);
        this.boundaries = clusters;
        this.infos = columns.stream().map(Column::info).toList();
        for (Column column : columns) {
            ColumnInfo info = column.info();
            this.columns.put(info.name(), column);
            String counter = info.counter();
            if (info.jagged() && counter.startsWith("n") && info.name().startsWith(counter.substring(1) + '_')) {
                collections.putIfAbsent(counter.substring(1), column);
            }
        }
    }

    @Override
    public String name() {
        return name;
    }

    /** The path or URL of the file. */
    public String file() {
        return file;
    }

    @Override
    public long entries() {
        return entries;
    }

    @Override
    public synchronized long[] clusters() {
        long[] found = clusters;
        if (found == null) {
            found = boundaries.get();
            clusters = found;
        }
        return found.clone();
    }

    @Override
    public List<ColumnInfo> columns() {
        return infos;
    }

    @Override
    public List<UnsupportedColumn> unsupported() {
        return unsupported;
    }

    @Override
    public ColumnStorage storage(String column) {
        return column(column).storage();
    }

    @Override
    public EventReader reader(Sample sample) {
        return new ColumnReader(this, sample);
    }

    /** Where the bytes come from. */
    Origin origin() {
        return origin;
    }

    /** The column of that name, or null. */
    @Nullable
    Column find(String wanted) {
        return columns.get(wanted);
    }

    /** Whether there is a column or a collection of that name. */
    boolean has(String wanted) {
        return columns.containsKey(wanted) || collections.containsKey(wanted);
    }

    /** Any column of a collection, or the column of that name. */
    Column columnOrCollection(String wanted) {
        Column member = columns.containsKey(wanted) ? null : collections.get(wanted);
        return member == null ? column(wanted) : member;
    }

    /** The column of that name. */
    Column column(String wanted) {
        Column column = columns.get(wanted);
        if (column != null) {
            return column;
        }
        for (UnsupportedColumn other : unsupported) {
            if (other.name().equals(wanted)) {
                throw new AnalysisException(
                        UserError.NO_SUCH_BRANCH,
                        where() + ": branch '" + wanted + "' (" + other.typeName() + ") cannot be read: "
                                + other.reason());
            }
        }
        throw new AnalysisException(
                UserError.NO_SUCH_BRANCH,
                where() + " has no branch '" + wanted + "'"
                        + Names.suggestion(wanted, columns.keySet(), "; its branches: "));
    }

    /** File and tree, for messages. */
    String where() {
        return file + ": tree '" + name + "'";
    }
}
