package org.topcoffea.runner;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where a result comes from, as far as the run itself does not know it.
 *
 * @param version the version of this program
 * @param command the command line
 * @param options the value and origin of every option, by name
 * @param processorVersion the version of the processor
 * @param module the module that provides it
 * @param jars the jars of its plugin, with the SHA-256 of each
 * @param sources the source trees that plugins were built from
 * @param started when the run began, in milliseconds since 1970
 * @param threads how many threads processed events
 */
public record Provenance(
        String version,
        List<String> command,
        Map<String, Option> options,
        String processorVersion,
        String module,
        Map<Path, String> jars,
        List<Source> sources,
        long started,
        int threads) {
    /** Copies the list of sources. */
    public Provenance {
        sources = List.copyOf(sources);
    }

    /**
     * A source tree of a plugin.
     *
     * @param directory where it lies
     * @param sha256 the hash of the files that the plugin was built from
     * @param commit the commit that was checked out, or empty
     * @param uncommitted what differed from it, by kind and name
     * @param current whether the plugin was built from the files as they were, and not from earlier ones
     */
    public record Source(Path directory, String sha256, String commit, List<String> uncommitted, boolean current) {
        /** Copies the list. */
        public Source {
            uncommitted = List.copyOf(uncommitted);
        }
    }

    /**
     * An option.
     *
     * @param value its value as text
     * @param origin who set it: the command line, an options file, or nobody
     */
    public record Option(String value, String origin) {}
}
