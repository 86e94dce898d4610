import org.jspecify.annotations.NullMarked;

/** Axes, storages and histograms, among them histograms of quadratic EFT weights; filling, merging, evaluation. */
@NullMarked
module org.topcoffea.hist {
    requires static transitive org.jspecify;
    requires transitive org.topcoffea.spi;

    exports org.topcoffea.hist;

    provides org.topcoffea.spi.AccumulatorType with
            org.topcoffea.hist.Histogram.Type,
            org.topcoffea.hist.EftHistogram.Type,
            org.topcoffea.hist.Cutflow.Type,
            org.topcoffea.hist.NamedSums.Type,
            org.topcoffea.hist.EventTable.Type;
}
