package org.topcoffea.plan;

import java.util.Arrays;
import java.util.UUID;

/**
 * What planning needs to know of the content of a file.
 *
 * @param entries the number of entries of the tree
 * @param clusters where clusters begin: ascending entry numbers from 0 to {@code entries}, both included; a single 0 when
 *     there are no entries
 * @param uuid the identity of the file's content
 */
public record FileMetadata(long entries, long[] clusters, UUID uuid) {
    /** Checks and copies the clusters. */
    public FileMetadata {
        clusters = clusters.clone();
        boolean ends = clusters.length > 0 && clusters[0] == 0 && clusters[clusters.length - 1] == entries;
        for (int i = 1; ends && i < clusters.length; i++) {
            ends = clusters[i] > clusters[i - 1];
        }
        if (!ends) {
            throw new IllegalArgumentException("clusters must ascend from 0 to " + entries);
        }
    }

    /** A copy of the clusters. */
    @Override
    public long[] clusters() {
        return clusters.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileMetadata that
                && entries == that.entries
                && uuid.equals(that.uuid)
                && Arrays.equals(clusters, that.clusters);
    }

    @Override
    public int hashCode() {
        return uuid.hashCode() * 31 + Long.hashCode(entries);
    }

    @Override
    public String toString() {
        return entries + " entries in " + (clusters.length - 1) + " clusters, " + uuid;
    }
}
