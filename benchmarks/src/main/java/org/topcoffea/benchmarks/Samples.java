package org.topcoffea.benchmarks;

import java.util.List;
import java.util.Map;
import org.topcoffea.spi.Sample;

/** Samples for readers whose sample does not matter. */
final class Samples {
    /** A sample about which nothing is known. */
    static final Sample NONE = new Sample("none", "none", "2017", false, 1, 1, Map.of(), List.of(), 0, "", Map.of());

    private Samples() {}
}
