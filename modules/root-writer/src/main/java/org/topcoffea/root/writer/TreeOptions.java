package org.topcoffea.root.writer;

/**
 * How a tree is cut into clusters.
 *
 * @param title the tree's title
 * @param clusterEntries the number of entries of every cluster but the last; all branches start a new basket with each cluster, and
 *     a writer holds no more than one cluster in memory
 * @param aligned false lets each branch cut its baskets by its own rule only, so that the tree has no clusters
 */
public record TreeOptions(String title, int clusterEntries, boolean aligned) {
    /** Checks the parts. */
    public TreeOptions {
        if (clusterEntries < 1) {
            throw new IllegalArgumentException("a cluster holds at least one entry, not " + clusterEntries);
        }
    }

    /** Clusters of some number of entries. */
    public static TreeOptions clusters(String title, int entries) {
        return new TreeOptions(title, entries, true);
    }

    /** No clusters: each branch cuts its baskets by its own {@link Branch#basketEntries()}. */
    public static TreeOptions withoutClusters(String title, int entries) {
        return new TreeOptions(title, entries, false);
    }
}
