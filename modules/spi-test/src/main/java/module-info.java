import org.jspecify.annotations.NullMarked;

/**
 * What authors of plugins test their processors with: events in memory and a run of one processor over them, without
 * files. Not part of the image.
 */
@NullMarked
module org.topcoffea.spi.test {
    requires static transitive org.jspecify;
    requires transitive org.topcoffea.spi;

    exports org.topcoffea.spi.test;
}
