import org.jspecify.annotations.NullMarked;

/** Writing ROOT files: histograms and trees. */
@NullMarked
module org.topcoffea.root.writer {
    requires static transitive org.jspecify;
    requires transitive org.topcoffea.spi;
    requires transitive org.topcoffea.codec;

    exports org.topcoffea.root.writer;
}
