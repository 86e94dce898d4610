import org.jspecify.annotations.NullMarked;

/** Histograms in the form other programs read: UHI archives and ROOT files. */
@NullMarked
module org.topcoffea.interchange {
    requires static transitive org.jspecify;
    requires com.fasterxml.jackson.core;
    requires transitive org.topcoffea.hist;
    requires org.topcoffea.root;
    requires org.topcoffea.root.writer;

    exports org.topcoffea.interchange;
}
