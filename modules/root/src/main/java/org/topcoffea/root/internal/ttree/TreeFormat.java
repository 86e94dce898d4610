package org.topcoffea.root.internal.ttree;

import java.util.ArrayList;
import java.util.List;
import org.topcoffea.root.RootError;
import org.topcoffea.root.RootException;
import org.topcoffea.root.Tree;
import org.topcoffea.root.internal.column.Column;
import org.topcoffea.root.internal.column.ColumnTree;
import org.topcoffea.root.internal.column.Origin;
import org.topcoffea.root.internal.container.BytesIn;
import org.topcoffea.root.internal.container.Container;
import org.topcoffea.root.internal.container.Key;
import org.topcoffea.root.internal.streamer.Layouts;
import org.topcoffea.root.internal.streamer.ObjectReader;
import org.topcoffea.root.internal.streamer.Streamed;

/** Opens TTrees. */
public final class TreeFormat {
    private TreeFormat() {}

    /**
     * Reads the description of a tree.
     *
     * @param origin where the bytes come from
     * @param container the file
     * @param layouts its streamer information
     * @param key the tree's key
     * @param payload the tree's record, decompressed
     * @param path the tree's path within the file
     */
    public static Tree open(Origin origin, Container container, Layouts layouts, Key key, byte[] payload, String path) {
        String where = container.name() + ": tree '" + path + "'";
        BytesIn in = new BytesIn(payload, 0, payload.length, key.keyBytes(), where);
        Streamed tree = new ObjectReader(in, layouts).object(key.className());
        Streamed branches = tree.object("fBranches");
        if (branches == null) {
            throw new RootException(RootError.UNSUPPORTED, where + ": has no list of branches that can be read");
        }
        BranchColumns columns = new BranchColumns(container, layouts, path);
        columns.add(branches);
        List<Column> readable = columns.columns();
        long entries = (long) tree.real("fEntries");
        if (entries < 0) {
            entries = columns.entries();
        }
        long all = entries;
        List<Branch> withBaskets = List.copyOf(columns.branches());
        return new ColumnTree(
                origin,
                path,
                entries,
                new ArrayList<>(readable),
                columns.unsupported(),
                () -> Clusters.of(tree, withBaskets, all));
    }
}
