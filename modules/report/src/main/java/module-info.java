import org.jspecify.annotations.NullMarked;

/** Pictures and tables of histograms. */
@NullMarked
module org.topcoffea.report {
    requires static transitive org.jspecify;
    requires transitive org.topcoffea.hist;
    // Drawing into memory, for PNG; nothing is ever shown on a screen.
    requires java.desktop;

    exports org.topcoffea.report;
}
