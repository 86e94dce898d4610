package org.topcoffea.plan;

import java.util.List;
import org.topcoffea.spi.Sample;

/**
 * A sample and where its events are.
 *
 * @param sample what is known of the sample
 * @param files URLs or paths of its event files: the prefix in force followed by the names in the sample file, verbatim;
 *     at least one, all different
 * @param treeName the tree that the sample file names, or empty; the run's own {@code --treename} is the one that is read
 * @param origin the sample file, as a path
 */
public record Dataset(Sample sample, List<String> files, String treeName, String origin) {
    /** Copies the list. */
    public Dataset {
        files = List.copyOf(files);
    }

    /** The name of the sample. */
    public String name() {
        return sample.name();
    }
}
