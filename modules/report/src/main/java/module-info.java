import org.jspecify.annotations.NullMarked;

/** Pictures and tables of histograms. */
@NullMarked
module org.topcoffea.report {
    requires static transitive org.jspecify;
    requires transitive org.topcoffea.hist;

}
