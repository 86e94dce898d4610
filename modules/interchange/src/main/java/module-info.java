import org.jspecify.annotations.NullMarked;

/** Histograms in the form other programs read: UHI archives and plain arrays. */
@NullMarked
module org.topcoffea.interchange {
    requires static transitive org.jspecify;
    requires com.fasterxml.jackson.core;
    requires transitive org.topcoffea.hist;

    exports org.topcoffea.interchange;
}
