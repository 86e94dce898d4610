package org.topcoffea.scheduler;

import org.topcoffea.spi.Resources;

/** One reason why something does not happen; {@link #text} says it with numbers. */
public sealed interface Reason {
    /** One line: what, and what to do where something can be done. */
    String text();

    /** The number is not that of a task that is unfinished. */
    record NoSuchTask(long task) implements Reason {
        @Override
        public String text() {
            return "task " + task + " is not known: it has finished or was never submitted";
        }
    }

    /** It is at a worker already. */
    record AtWorker(long task, String worker, TaskPhase phase, long since) implements Reason {
        @Override
        public String text() {
            return "task " + task + " is at worker " + worker + " ("
                    + phase.name().toLowerCase(java.util.Locale.ROOT) + ")";
        }
    }

    /** It waits for a time. */
    record Paused(long until, String why) implements Reason {
        @Override
        public String text() {
            return "it pauses until " + Times.text(until) + ": " + why;
        }
    }

    /** No worker is connected. */
    record NoWorkers() implements Reason {
        @Override
        public String text() {
            return "no worker is connected; start some";
        }
    }

    /**
     * Workers cannot run it even when they are empty.
     *
     * @param workers how many
     * @param resource which resource
     * @param needed how much it needs
     * @param largest how much the largest worker has
     */
    record TooBig(int workers, String resource, long needed, long largest) implements Reason {
        @Override
        public String text() {
            return "it needs " + needed + " " + resource + ", and " + workers + " workers have less (the largest has "
                    + largest + "); start larger workers or lower what it asks for";
        }
    }

    /** It exhausted what these workers could give it. */
    record NeedsMoreThan(int workers, Resources box) implements Reason {
        @Override
        public String text() {
            return "it ran out of resources with " + box + ", and " + workers + " workers cannot give it more";
        }
    }

    /** Workers do not offer a feature. */
    record NoFeature(int workers, String feature) implements Reason {
        @Override
        public String text() {
            return workers + " workers do not offer the feature " + feature;
        }
    }

    /** Workers end too soon. */
    record EndsTooSoon(int workers, long neededMicros, long longestMicros) implements Reason {
        @Override
        public String text() {
            return "it needs " + Times.seconds(neededMicros) + ", and " + workers
                    + " workers end before (the longest in " + Times.seconds(longestMicros) + ")";
        }
    }

    /** Workers have not said when they end, and get no tasks before. */
    record EndUnknown(int workers) implements Reason {
        @Override
        public String text() {
            return workers + " workers have not said yet when they will end";
        }
    }

    /** A host is blocked. */
    record HostIsBlocked(BlockedHost host, int workers) implements Reason {
        @Override
        public String text() {
            return "host " + host.host() + " with " + workers + " workers is blocked until " + Times.text(host.until())
                    + ": " + host.reason();
        }
    }

    /** Workers are draining. */
    record Draining(int workers) implements Reason {
        @Override
        public String text() {
            return workers + " workers are draining and get no more tasks";
        }
    }

    /** Workers are silent. */
    record Silent(int workers) implements Reason {
        @Override
        public String text() {
            return "nothing is heard of " + workers + " workers; they get no tasks until they answer";
        }
    }

    /** Workers that could run it are full. */
    record Busy(int workers, int reserved) implements Reason {
        @Override
        public String text() {
            return workers + " workers that could run it have no room now"
                    + (reserved > 0 ? "; " + reserved + " are being emptied for it" : "");
        }
    }

    /** Others come first. */
    record Behind(long tasks) implements Reason {
        @Override
        public String text() {
            return tasks + " tasks of its kind come first";
        }
    }

    /** Its category is at its limit. */
    record CategoryFull(String category, int limit) implements Reason {
        @Override
        public String text() {
            return "category " + category + " may have " + limit + " tasks at workers at once, and has";
        }
    }

    /** Nothing is known of its category yet, so that each task gets a whole worker or the maximum. */
    record Learning(String category, int results, int needed) implements Reason {
        @Override
        public String text() {
            return "waiting for first results of category " + category + " (" + results + " of " + needed
                    + "): until then its tasks get all they may have";
        }
    }

    /** It failed on these hosts and is kept from them for a while. */
    record Avoids(String host, long until) implements Reason {
        @Override
        public String text() {
            return "it failed on host " + host + " and is kept from it until " + Times.text(until);
        }
    }

    /** Only one worker may run it. */
    record Pinned(String worker) implements Reason {
        @Override
        public String text() {
            return "it can run on worker " + worker + " only";
        }
    }

    /** Workers came and went. */
    record WorkersWent(long joined, long idledOut, long lost, long released) implements Reason {
        @Override
        public String text() {
            return "of " + joined + " workers that came, " + idledOut + " left for want of work, " + lost
                    + " were lost and " + released + " were let go";
        }
    }
}
