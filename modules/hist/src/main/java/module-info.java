import org.jspecify.annotations.NullMarked;

/** Axes, storages and histograms, among them histograms of quadratic EFT weights; filling, merging, evaluation. */
@NullMarked
module org.topcoffea.hist {
    requires static transitive org.jspecify;
    requires transitive org.topcoffea.spi;

}
