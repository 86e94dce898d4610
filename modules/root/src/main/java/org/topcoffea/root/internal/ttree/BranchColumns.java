package org.topcoffea.root.internal.ttree;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.topcoffea.root.RootException;
import org.topcoffea.root.UnsupportedColumn;
import org.topcoffea.root.internal.column.Column;
import org.topcoffea.root.internal.container.Container;
import org.topcoffea.root.internal.streamer.Layouts;
import org.topcoffea.root.internal.streamer.Streamed;
import org.topcoffea.spi.ColumnInfo;
import org.topcoffea.spi.ColumnType;

/** Makes columns of the branches of a tree. */
final class BranchColumns {
    private final Container container;
    private final Layouts layouts;
    private final String tree;
    private final List<Branch> branches = new ArrayList<>();
    /** Columns in the order of the file; jagged ones are made when all counters are known. */
    private final List<Supplier<@Nullable Column>> planned = new ArrayList<>();

    private final List<UnsupportedColumn> unsupported = new ArrayList<>();
    private final Map<Streamed, FlatColumn> counters = new IdentityHashMap<>();
    private final Set<String> names = new HashSet<>();

    BranchColumns(Container container, Layouts layouts, String tree) {
        this.container = container;
        this.layouts = layouts;
        this.tree = tree;
    }

    /** Adds the branches of a list and theirs. */
    void add(Streamed list) {
        add(list, "");
    }

    private void add(Streamed list, String prefix) {
        for (Streamed item : list.items()) {
            if (item == null) {
                continue;
            }
            String path = prefix + item.text("fName");
            Streamed below = item.object("fBranches");
            boolean folder = below != null && !below.items().isEmpty();
            try {
                add(new Branch(container, tree, path, item), folder);
            } catch (Unreadable e) {
                unsupported(path, e.typeName(), e.reason());
            } catch (RootException e) {
                unsupported(path, item.className(), String.valueOf(e.getMessage()));
            }
            if (below != null && folder) {
                add(below, path + '/');
            }
        }
    }

    private void add(Branch branch, boolean folder) throws Unreadable {
        Streamed streamed = branch.streamed();
        Streamed list = streamed.object("fLeaves");
        List<Leaf> leaves = new ArrayList<>();
        if (list != null) {
            for (Streamed leaf : list.items()) {
                if (leaf != null) {
                    leaves.add(Leaf.of(leaf, streamed, layouts, branch.where()));
                }
            }
        }
        if (folder && leaves.stream().noneMatch(Leaf::counts)) {
            // A branch that only holds others has a leaf without data.
            return;
        }
        if (leaves.isEmpty()) {
            throw new Unreadable(streamed.className(), "it has no leaf");
        }
        if (!streamed.text("fFileName").isEmpty()) {
            throw new Unreadable(
                    streamed.className(), "its baskets are in another file, " + streamed.text("fFileName"));
        }
        branches.add(branch);
        if (leaves.size() == 1) {
            single(branch, leaves.getFirst());
        } else {
            several(branch, leaves);
        }
    }

    private void single(Branch branch, Leaf leaf) {
        switch (leaf.shape()) {
            case FLAT -> flat(branch, branch.path(), leaf, leaf.entryBytes(), 0);
            case COUNTED -> jagged(branch, leaf);
            case TEXT, STANDARD_TEXT ->
                plan(new TextColumn(
                        info(branch, branch.path(), leaf, false, ""),
                        branch,
                        leaf.shape() == Leaf.Shape.STANDARD_TEXT));
            case VECTOR -> plan(new VectorColumn(info(branch, branch.path(), leaf, true, ""), branch, leaf.values()));
        }
    }

    private void several(Branch branch, List<Leaf> leaves) {
        int entryBytes = 0;
        for (Leaf leaf : leaves) {
            if (leaf.shape() != Leaf.Shape.FLAT) {
                for (Leaf each : leaves) {
                    unsupported(
                            branch.path() + '.' + each.name(),
                            each.typeName(),
                            "several leaves, one of variable length");
                }
                return;
            }
            entryBytes += leaf.entryBytes();
        }
        int offset = 0;
        for (Leaf leaf : leaves) {
            flat(branch, branch.path() + '.' + leaf.name(), leaf, entryBytes, offset);
            offset += leaf.entryBytes();
        }
    }

    private void flat(Branch branch, String name, Leaf leaf, int entryBytes, int offset) {
        FlatColumn column =
                new FlatColumn(info(branch, name, leaf, false, ""), branch, leaf.values(), entryBytes, offset);
        switch (column.info().type()) {
            case FLOAT32, FLOAT64, STRING -> {}
            default -> counters.put(leaf.streamed(), column);
        }
        plan(column);
    }

    private void plan(Column column) {
        if (!names.add(column.info().name())) {
            unsupported(column.info().name(), column.info().type().name(), "another branch before has the same name");
            return;
        }
        planned.add(() -> column);
    }

    private void jagged(Branch branch, Leaf leaf) {
        if (!names.add(branch.path())) {
            unsupported(branch.path(), leaf.typeName(), "another branch before has the same name");
            return;
        }
        planned.add(() -> {
            FlatColumn counter = counters.get(leaf.counter());
            if (counter == null || counter.info().width() != 1) {
                unsupported(branch.path(), leaf.typeName(), "the leaf that counts its values cannot be read");
                return null;
            }
            ColumnInfo info =
                    info(branch, branch.path(), leaf, true, counter.info().name());
            return new JaggedColumn(info, branch, leaf.values(), counter, leaf.headerBytes());
        });
    }

    private static ColumnInfo info(Branch branch, String name, Leaf leaf, boolean jagged, String counter) {
        ColumnType type = leaf.values().type();
        return new ColumnInfo(
                name, type, leaf.width(), jagged, counter, branch.streamed().text("fTitle"));
    }

    private void unsupported(String path, String typeName, String reason) {
        unsupported.add(new UnsupportedColumn(path, typeName, reason));
    }

    /** The columns; call it once, when all branches have been added. */
    List<Column> columns() {
        List<Column> columns = new ArrayList<>(planned.size());
        for (Supplier<@Nullable Column> plan : planned) {
            Column column = plan.get();
            if (column != null) {
                columns.add(column);
            }
        }
        return columns;
    }

    List<UnsupportedColumn> unsupported() {
        return unsupported;
    }

    /** The branches that have baskets of their own. */
    List<Branch> branches() {
        return branches;
    }

    /** The greatest number of entries that a branch has, for trees that do not say. */
    long entries() {
        long most = 0;
        for (Branch branch : branches) {
            most = Math.max(most, branch.index().entries());
        }
        return most;
    }
}
