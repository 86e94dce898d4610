package org.topcoffea.batch;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where and how jobs may run. Every part can be left open.
 *
 * @param autosize ask for whole slots or nodes of at least the requested size
 * @param requirements expressions of the batch system that must all hold
 * @param avoidedHosts hosts that jobs must not run on
 * @param partition partition or queue, or empty
 * @param account account to charge, or empty
 * @param timeLimit how long a job may run, or zero for no limit
 * @param options more options in the batch system's own language, as users write them after {@code -B}
 * @param settings what only one batch system knows, by name; a backend refuses names it does not know
 */
public record Placement(
        boolean autosize,
        List<String> requirements,
        Set<String> avoidedHosts,
        String partition,
        String account,
        Duration timeLimit,
        List<String> options,
        Map<String, String> settings) {
    /** Wherever the batch system likes. */
    public static final Placement ANYWHERE =
            new Placement(false, List.of(), Set.of(), "", "", Duration.ZERO, List.of(), Map.of());

    /** Copies the collections. */
    public Placement {
        requirements = List.copyOf(requirements);
        avoidedHosts = java.util.Collections.unmodifiableSet(new TreeSet<>(avoidedHosts));
        options = List.copyOf(options);
        settings = Map.copyOf(settings);
    }

    /** The same, away from other hosts. */
    public Placement avoiding(Set<String> hosts) {
        return new Placement(autosize, requirements, hosts, partition, account, timeLimit, options, settings);
    }

    /** Refuses settings that a backend does not know. */
    public void checkSettings(String backend, Set<String> known) {
        for (String name : new TreeSet<>(settings.keySet())) {
            if (!known.contains(name)) {
                throw new BatchException(
                        BatchError.BAD_DESCRIPTION,
                        "batch system '" + backend + "' has no setting '" + name + "'"
                                + (known.isEmpty() ? "" : ": there are " + new TreeSet<>(known)));
            }
        }
    }
}
