package org.topcoffea.scheduler.internal.allocation;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.topcoffea.spi.Resources;

/** The largest and smallest values of each resource among many, kept while members come and go. */
public final class Extremes {
    private final Map<Resource, TreeMap<Long, Integer>> values = new EnumMap<>(Resource.class);

    /** Nothing is there. */
    public Extremes() {
        Resource.ALL.forEach(r -> values.put(r, new TreeMap<>()));
    }

    /** A member changes; it comes or goes when its values were or become open. */
    public void replace(Resources before, Resources after) {
        values.forEach((resource, counts) -> {
            if (resource.of(before) >= 0) {
                counts.computeIfPresent(resource.of(before), (value, count) -> count == 1 ? null : count - 1);
            }
            if (resource.of(after) >= 0) {
                counts.merge(resource.of(after), 1, Integer::sum);
            }
        });
    }

    /** The largest values; 0 without members. */
    public Resources largest() {
        return new Resources(last(Resource.CORES), last(Resource.MEMORY), last(Resource.DISK), last(Resource.GPUS));
    }

    /** The smallest values; 0 without members. */
    public Resources smallest() {
        return new Resources(first(Resource.CORES), first(Resource.MEMORY), first(Resource.DISK), first(Resource.GPUS));
    }

    private TreeMap<Long, Integer> counts(Resource resource) {
        return java.util.Objects.requireNonNull(values.get(resource));
    }

    private long last(Resource resource) {
        return counts(resource).isEmpty() ? 0 : counts(resource).lastKey();
    }

    private long first(Resource resource) {
        return counts(resource).isEmpty() ? 0 : counts(resource).firstKey();
    }
}
